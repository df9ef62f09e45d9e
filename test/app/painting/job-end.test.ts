import { expect, test } from 'vitest';

import { endOf } from '../../../src/app/painting/job-end.ts';
import type { CancelCause } from '../../../src/app/painting/job-end.ts';
import type { PictureState } from '../../../src/core/picture/generation.ts';
import type { JobView } from '../../../src/ports/image-api.ts';
import type { PicturePatch } from '../../../src/ports/store/journal.ts';

const URL = 'https://gen.krea.ai/1.png';
const CANCELLED = { to: 'cancelled', patch: {} } as const;
const LATE = { to: 'failed', patch: { failure: { reason: 'deadline' } } } as const;

const ENDS: [string, JobView, CancelCause | null, { to: PictureState; patch: PicturePatch } | undefined][] = [
  [
    'a finished job is paid, also when we wanted it cancelled',
    { state: 'completed', url: URL },
    'deadline',
    { to: 'finished', patch: { url: URL } },
  ],
  [
    'a finished job without a picture is paid as well, and says so',
    { state: 'completed', url: null },
    null,
    { to: 'finished', patch: { url: null, failure: { reason: 'no-picture' } } },
  ],
  [
    'a failed job keeps its reason',
    { state: 'failed', failure: { reason: 'moderated' }, detail: 'x' },
    'requester',
    { to: 'failed', patch: { failure: { reason: 'moderated' } } },
  ],
  ['what Krea cancelled by itself is cancelled', { state: 'cancelled' }, null, CANCELLED],
  ['what its requester had cancelled is cancelled', { state: 'cancelled' }, 'requester', CANCELLED],
  ['what was cancelled for taking too long has failed', { state: 'cancelled' }, 'deadline', LATE],
  ['what is gone after its requester had it cancelled is cancelled', { state: 'missing' }, 'requester', CANCELLED],
  ['what is gone after it took too long has failed', { state: 'missing' }, 'deadline', LATE],
  ['what vanished by itself has no end: it may be billed', { state: 'missing' }, null, undefined],
  ['what waits has no end', { state: 'waiting' }, 'requester', undefined],
  ['what is painted has no end', { state: 'painting' }, 'deadline', undefined],
];

test.for(ENDS)('%s', ([, view, asked, end]) => {
  expect(endOf(view, asked)).toEqual(end);
});

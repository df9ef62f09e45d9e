import { expect, test } from 'vitest';

import { createBackground } from '../../src/app/background.ts';
import { createRetryQueue } from '../../src/app/retry-queue.ts';
import type { RetryQueue } from '../../src/app/retry-queue.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import type { FakeClock } from '../fakes/fake-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const QUIET = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function setStage(): { clock: FakeClock; queue: RetryQueue } {
  const clock = createFakeClock();
  return { clock, queue: createRetryQueue({ name: 'try', atOnce: 4, background: createBackground(QUIET, clock), clock, log: QUIET }) };
}

test('work that waits for places of its own to be opened again, however much, does not put off other work', async () => {
  const { clock, queue } = setStage();
  for (let n = 0; n < 200; n += 1) queue.add(`shut ${n}`, async () => ({ kind: 'later', place: `channel ${n}`, isOnlyThere: true }));
  await clock.pass(HOUR);
  let doneAt: number | undefined;
  const addedAt = clock.monotonic();
  queue.add('other', async () => {
    doneAt = clock.monotonic();
    return { kind: 'done' };
  });
  await clock.pass(HOUR);

  expect((doneAt ?? Infinity) - addedAt).toBeLessThanOrEqual(2 * MINUTE);
});

import { expect, test } from 'vitest';

import { readTrouble, rememberTrouble } from '../../../src/app/decorators/backend-trouble.ts';
import type { SubmitOutcome } from '../../../src/ports/image-api.ts';
import type { Cache } from '../../../src/ports/store/storage.ts';
import { submissionOf } from '../../contract/image-api.contract.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { createMemoryCache } from '../../fakes/memory/memory-cache.ts';

function setStage(given: { cache?: Cache } = {}) {
  const clock = createFakeClock();
  const cache = given.cache ?? createMemoryCache(clock.now);
  const memory = createMemoryImageApi({ now: clock.now });
  const warnings: string[] = [];
  const note = (_fields: object, message: string): void => void warnings.push(message);
  const log = { debug: note, info: note, warn: note, error: note };
  const api = rememberTrouble(memory, { cache, clock, log });
  const submit = async (
    outcome: Exclude<SubmitOutcome, { kind: 'accepted' }> | { kind: 'accepted' },
  ): Promise<SubmitOutcome> => {
    memory.plan(outcome);
    const answer = await api.submit(submissionOf('a lighthouse'));
    await clock.settle();
    return answer;
  };
  return { clock, cache, warnings, submit };
}

const refused = (reason: 'balance-empty' | 'token-refused' | 'not-permitted' | 'moderated') =>
  ({ kind: 'rejected', failure: { reason }, detail: '' }) as const;

test.for([['balance-empty'], ['token-refused'], ['not-permitted']] as const)(
  'a submit refused as %s is remembered with its time, until one is taken',
  async ([reason]) => {
    const { clock, cache, submit } = setStage();
    expect(await submit(refused(reason))).toEqual(refused(reason));
    expect(await readTrouble(cache)).toEqual({ reason, at: clock.now() });
    await submit({ kind: 'accepted' });
    expect(await readTrouble(cache)).toBeUndefined();
  },
);

test('what has nothing to do with the operator is not remembered, and forgets nothing', async () => {
  const { cache, submit } = setStage();
  await submit(refused('moderated'));
  await submit({ kind: 'unreachable', detail: 'ECONNREFUSED' });
  expect(await readTrouble(cache)).toBeUndefined();
  await submit(refused('balance-empty'));
  await submit({ kind: 'busy', retryAfterMs: null });
  expect(await readTrouble(cache)).toMatchObject({ reason: 'balance-empty' });
});

test('trouble is over after a day without any', async () => {
  const { clock, cache, submit } = setStage();
  await submit(refused('balance-empty'));
  await clock.pass(24 * 60 * 60_000);
  expect(await readTrouble(cache)).toBeUndefined();
});

const broken = async (): Promise<never> => Promise.reject(new Error('disk full'));
const never = async (): Promise<never> => new Promise(() => undefined);

test('a submit is answered although nothing can be remembered, be it at once or never', async () => {
  const failing = setStage({ cache: { get: broken, set: broken, delete: broken } });
  expect(await failing.submit({ kind: 'accepted' })).toMatchObject({ kind: 'accepted' });
  expect(failing.warnings).toEqual(['trouble with the image API could not be noted']);
  const hanging = setStage({ cache: { get: never, set: never, delete: never } });
  expect(await hanging.submit({ kind: 'accepted' })).toMatchObject({ kind: 'accepted' });
});

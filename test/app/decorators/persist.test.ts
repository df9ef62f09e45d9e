import { expect, test } from 'vitest';

import { createPersist } from '../../../src/app/decorators/persist.ts';
import { StoreUnavailable } from '../../../src/ports/store/store-unavailable.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const ignore = (): void => undefined;

function setStage(work: (tries: number) => Promise<string>) {
  const clock = createFakeClock();
  const controller = new AbortController();
  const tried: [number, number][] = [];
  const persist = createPersist({
    clock,
    stopping: controller.signal,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  const outcome = persist(async (tries) => {
    tried.push([tries, clock.monotonic()]);
    return work(tries);
  });
  outcome.catch(ignore);
  return { clock, tried, outcome, stop: () => controller.abort() };
}

const full = async (): Promise<never> => Promise.reject(new StoreUnavailable('full'));

test('work on records that cannot be used is repeated after longer and longer waits, half a minute at most, until it succeeds', async () => {
  const { clock, tried, outcome } = setStage(async (tries) => (tries < 8 ? full() : 'done'));
  await clock.pass(10 * 60_000);
  expect(await outcome).toBe('done');
  expect(tried.map(([tries]) => tries)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(tried.slice(1).map(([, at], index) => at - (tried[index]?.[1] ?? 0))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
});

test('any other error is told at once', async () => {
  const { tried, outcome } = setStage(async () => Promise.reject(new TypeError('broken')));
  await expect(outcome).rejects.toThrow('broken');
  expect(tried).toHaveLength(1);
});

test.for([[0], [700]])('a process that stops after %i ms gives up, and tries nothing more', async ([after = 0]) => {
  const { clock, tried, outcome, stop } = setStage(full);
  await clock.pass(after);
  const before = tried.length;
  stop();
  await expect(outcome).rejects.toThrow(StoreUnavailable);
  expect(tried).toHaveLength(before);
});

import { expect, test } from 'vitest';

import { retry, retryErrors } from '../../src/kit/retry.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

function setStage() {
  const clock = createFakeClock();
  const controller = new AbortController();
  /** When each attempt was made. */
  const at: number[] = [];
  const note = (): void => void at.push(clock.monotonic());
  return { clock, at, note, stop: () => controller.abort(), deps: { clock, stopping: controller.signal } };
}

test('work is repeated after each wait until no other one follows, and told what the last attempt came to', async () => {
  const { clock, at, note, deps } = setStage();
  const outcome = retry(
    async (tries) => {
      note();
      return `attempt ${tries}`;
    },
    (_, tries) => [500, 1_000][tries],
    deps,
  );
  await clock.pass(10_000);
  expect(await outcome).toBe('attempt 2');
  expect(at).toEqual([0, 500, 1_500]);
});

test('what an attempt came to decides about the next one', async () => {
  const { clock, at, note, deps } = setStage();
  const outcome = retry(
    async (tries) => {
      note();
      return tries < 2 ? 'later' : 'done';
    },
    (result) => (result === 'later' ? 1_000 : undefined),
    deps,
  );
  await clock.pass(10_000);
  expect(await outcome).toBe('done');
  expect(at).toEqual([0, 1_000, 2_000]);
});

test('an error ends it', async () => {
  const { at, note, deps } = setStage();
  const outcome = retry(
    async () => {
      note();
      throw new TypeError('broken');
    },
    () => 1_000,
    deps,
  );
  await expect(outcome).rejects.toThrow('broken');
  expect(at).toEqual([0]);
});

test.for([[0], [700]])(
  'a process that stops after %i ms gets the last outcome, and tries nothing more',
  async ([after = 0]) => {
    const { clock, at, note, stop, deps } = setStage();
    const outcome = retry(
      async (tries) => {
        note();
        return tries;
      },
      () => 500,
      deps,
    );
    await clock.pass(after);
    const before = at.length;
    stop();
    expect(await outcome).toBe(before - 1);
    expect(at).toHaveLength(before);
  },
);

test('work that throws is repeated after its error was judged, until it succeeds', async () => {
  const { clock, at, note, deps } = setStage();
  const judged: unknown[] = [];
  const outcome = retryErrors(
    async (tries) => {
      note();
      if (tries < 2) throw new Error(`no ${tries}`);
      return 'done';
    },
    (error, tries) => {
      judged.push([error, tries]);
      return 1_000;
    },
    deps,
  );
  await clock.pass(10_000);
  expect(await outcome).toBe('done');
  expect(at).toEqual([0, 1_000, 2_000]);
  expect(judged).toEqual([
    [new Error('no 0'), 0],
    [new Error('no 1'), 1],
  ]);
});

test('an error that no attempt can mend is thrown at once', async () => {
  const { at, note, deps } = setStage();
  const outcome = retryErrors(
    async () => {
      note();
      throw new TypeError('broken');
    },
    (error) => {
      throw error;
    },
    deps,
  );
  await expect(outcome).rejects.toThrow('broken');
  expect(at).toEqual([0]);
});

test('a process that stops gets the last error', async () => {
  const { clock, at, note, stop, deps } = setStage();
  const outcome = retryErrors(
    async (tries) => {
      note();
      throw new Error(`no ${tries}`);
    },
    () => 500,
    deps,
  );
  outcome.catch(() => undefined);
  await clock.pass(700);
  stop();
  await expect(outcome).rejects.toThrow('no 1');
  expect(at).toHaveLength(2);
});

import { describe, expect, test } from 'vitest';

import { createSlots } from '../../src/kit/slots.ts';

/** Work that ends when told. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let isStarted = false;
  return {
    run: async () => {
      isStarted = true;
      return promise;
    },
    isStarted: () => isStarted,
    resolve,
    reject,
  };
}

describe('upload slots', () => {
  test('let so many run at once and the next one in its turn', async () => {
    const withSlot = createSlots(2);
    const jobs = [work(), work(), work(), work()];
    const results = jobs.map(({ run }) => withSlot(run));
    expect(jobs.map(({ isStarted }) => isStarted())).toStrictEqual([true, true, false, false]);

    jobs[1]?.resolve('second');
    await results[1];
    await Promise.resolve();
    expect(jobs.map(({ isStarted }) => isStarted())).toStrictEqual([true, true, true, false]);

    for (const job of jobs) job.resolve('done');
    expect(await Promise.all(results)).toStrictEqual(['done', 'second', 'done', 'done']);
  });

  test('are given back by work that fails', async () => {
    const withSlot = createSlots(1);
    const failing = withSlot(async () => Promise.reject(new Error('no')));
    const next = withSlot(async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  test('are not taken over by whoever comes just when one is handed on', async () => {
    const withSlot = createSlots(1);
    let [running, most] = [0, 0];
    const count = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    };
    const late = withSlot(count).then(async () => withSlot(count));
    await Promise.all([late, withSlot(count), withSlot(count)]);
    expect(most).toBe(1);
  });
});

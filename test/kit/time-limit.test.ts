import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { withinTime } from '../../src/kit/time-limit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a request that takes longer is given up, and hears that the time was over', async () => {
  const waiting = withinTime(
    1_000,
    async (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up', { cause: signal.reason })));
      }),
  );
  vi.advanceTimersByTime(1_000);
  await expect(waiting).rejects.toMatchObject({ cause: { name: 'TimeoutError' } });
});

test('a request that has ended keeps no timer, and its outcome is told', async () => {
  expect(await withinTime(1_000, async () => 'answer')).toBe('answer');
  await expect(withinTime(1_000, async () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(vi.getTimerCount()).toBe(0);
});

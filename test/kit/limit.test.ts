import { expect, test } from 'vitest';

import { createLimit, createLock } from '../../src/kit/limit.ts';
import type { Limit } from '../../src/kit/limit.ts';

/** Work under a limit that ends when it is told to. */
function works(limit: Limit) {
  const begun: number[] = [];
  const ends = new Map<number, { resolve(): void; reject(error: Error): void }>();
  const put = (n: number): Promise<number> =>
    limit(async () => {
      begun.push(n);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      ends.set(n, { resolve, reject });
      await promise;
      return n;
    });
  return {
    begun,
    put,
    end: (n: number) => ends.get(n)?.resolve(),
    fail: (n: number) => ends.get(n)?.reject(new Error('broken')),
  };
}

const turn = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

test('work goes one by one, in its order, unless told otherwise', async () => {
  const { begun, put, end } = works(createLimit());
  const done = [1, 2, 3].map(put);
  await turn();
  expect(begun).toEqual([1]);
  end(1);
  expect(await done[0]).toBe(1);
  await turn();
  expect(begun).toEqual([1, 2]);
});

test('work that fails is told to the one who gave it, and stops nothing', async () => {
  const { begun, put, fail } = works(createLimit());
  const [first] = [put(1), put(2)];
  await turn();
  fail(1);
  await expect(first).rejects.toThrow('broken');
  await turn();
  expect(begun).toEqual([1, 2]);
});

test('so many go at once, and the next one in its turn', async () => {
  const { begun, put, end } = works(createLimit(2));
  const done = [1, 2, 3, 4].map(put);
  await turn();
  expect(begun).toEqual([1, 2]);
  end(2);
  expect(await done[1]).toBe(2);
  await turn();
  expect(begun).toEqual([1, 2, 3]);
});

test('as much goes at once as the limit says at the moment', async () => {
  let most = 3;
  const { begun, put, end } = works(createLimit(() => most));
  for (const n of [1, 2, 3, 4, 5, 6]) void put(n);
  await turn();
  expect(begun).toEqual([1, 2, 3]);
  most = 1;
  end(1);
  end(2);
  await turn();
  expect(begun).toEqual([1, 2, 3]);
  end(3);
  await turn();
  expect(begun).toEqual([1, 2, 3, 4]);
  most = 3;
  end(4);
  await turn();
  expect(begun).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a place that is handed on is not taken by work that comes just then', async () => {
  const limit = createLimit();
  let [running, atOnce] = [0, 0];
  const count = async (): Promise<void> => {
    running += 1;
    atOnce = Math.max(atOnce, running);
    await Promise.resolve();
    running -= 1;
  };
  const late = limit(count).then(async () => limit(count));
  await Promise.all([late, limit(count), limit(count)]);
  expect(atOnce).toBe(1);
});

test('a lock that is released twice lets in one', async () => {
  const lock = createLock();
  const entered: string[] = [];
  const enter = async (name: string): Promise<() => void> => {
    const release = await lock();
    entered.push(name);
    return release;
  };
  const release = await enter('a');
  void enter('b');
  void enter('c');
  release();
  release();
  await turn();
  expect(entered).toEqual(['a', 'b']);
});

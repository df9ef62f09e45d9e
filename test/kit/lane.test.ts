import { expect, test } from 'vitest';

import { createLane } from '../../src/kit/lane.ts';
import type { Lane } from '../../src/kit/lane.ts';

/** Work in a lane that ends when it is told to. */
function works(lane: Lane) {
  const begun: number[] = [];
  const ends = new Map<number, { resolve(): void; reject(error: Error): void }>();
  const put = (n: number): Promise<number> =>
    lane(async () => {
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
  const { begun, put, end } = works(createLane());
  const done = [1, 2, 3].map(put);
  await turn();
  expect(begun).toEqual([1]);
  end(1);
  expect(await done[0]).toBe(1);
  await turn();
  expect(begun).toEqual([1, 2]);
});

test('work that fails is told to whoever gave it, and stops nothing', async () => {
  const { begun, put, fail } = works(createLane());
  const [first] = [put(1), put(2)];
  await turn();
  fail(1);
  await expect(first).rejects.toThrow('broken');
  await turn();
  expect(begun).toEqual([1, 2]);
});

test('as much goes at once as the lane is wide at the moment', async () => {
  let width = 3;
  const { begun, put, end } = works(createLane(() => width));
  for (const n of [1, 2, 3, 4, 5, 6]) void put(n);
  await turn();
  expect(begun).toEqual([1, 2, 3]);
  width = 1;
  end(1);
  end(2);
  await turn();
  expect(begun).toEqual([1, 2, 3]);
  end(3);
  await turn();
  expect(begun).toEqual([1, 2, 3, 4]);
  width = 3;
  end(4);
  await turn();
  expect(begun).toEqual([1, 2, 3, 4, 5, 6]);
});

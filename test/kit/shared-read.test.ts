import { expect, test } from 'vitest';

import { shareReads } from '../../src/kit/shared-read.ts';

/** A list whose readings end when they are told to. */
function list() {
  const asked: number[] = [];
  const ends: { resolve(value: string): void; reject(error: Error): void }[] = [];
  const read = shareReads(async (since: number) => {
    asked.push(since);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    ends.push({ resolve, reject });
    return promise;
  });
  return { asked, ends, read };
}

const turn = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

test('who asks at the same time shares one reading, from the earliest instant on', async () => {
  const { asked, ends, read } = list();
  const answers = [read(30), read(10), read(20)];
  await turn();
  expect(asked).toEqual([10]);
  ends[0]?.resolve('all');
  expect(await Promise.all(answers)).toEqual(['all', 'all', 'all']);
});

test('who asks while one is under way gets the next, never one that began before the question', async () => {
  const { asked, ends, read } = list();
  const first = read(50);
  await turn();
  const later = [read(70), read(60)];
  await turn();
  expect(asked).toEqual([50]);
  ends[0]?.resolve('first');
  expect(await first).toBe('first');
  await turn();
  expect(asked).toEqual([50, 60]);
  ends[1]?.resolve('second');
  expect(await Promise.all(later)).toEqual(['second', 'second']);
});

test('a reading that fails is told to everybody who shares it, and the next goes on', async () => {
  const { ends, read } = list();
  const shared = [read(1), read(2)];
  await turn();
  const next = read(3);
  ends[0]?.reject(new Error('out'));
  for (const one of shared) await expect(one).rejects.toThrow('out');
  await turn();
  ends[1]?.resolve('back');
  expect(await next).toBe('back');
});

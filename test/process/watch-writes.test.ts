import { expect, test } from 'vitest';

import { watchWrites } from '../../src/process/watch-writes.ts';

function setStage() {
  const lines: string[] = [];
  const note = (_fields: object, message: string): void => void lines.push(message);
  const writes = watchWrites({ debug: note, info: note, warn: note, error: note });
  const trials: string[] = [];
  let refusal: Error | undefined;
  const cache = {
    async set(key: string) {
      trials.push(key);
      writes.note(refusal === undefined);
      if (refusal !== undefined) throw refusal;
    },
  };
  return { lines, writes, trials, cache, refuse: (error: Error | undefined) => void (refusal = error) };
}

test('the log tells once that nothing can be written, and once that it works again', () => {
  const { lines, writes } = setStage();
  for (const isDone of [true, false, false, true, true]) writes.note(isDone);
  expect(lines).toEqual(['the records cannot be written', 'the records can be written again']);
});

test('while writes succeed nothing is written to find out', async () => {
  const { writes, trials, cache } = setStage();
  await writes.tryAgain(cache);
  expect([writes.canWrite(), trials]).toEqual([true, []]);
});

test('after a write that failed one is tried until it succeeds, although nobody else writes', async () => {
  const { writes, trials, cache, refuse } = setStage();
  writes.note(false);
  refuse(new Error('disk full'));
  await writes.tryAgain(cache);
  expect(writes.canWrite()).toBe(false);
  refuse(undefined);
  await writes.tryAgain(cache);
  await writes.tryAgain(cache);
  expect([writes.canWrite(), trials.length]).toEqual([true, 2]);
});

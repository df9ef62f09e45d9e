import { describe, expect, test } from 'vitest';

import { remembered } from '../../src/kit/remembered.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

const [FRESH, USABLE] = [60_000, 600_000];

/** Answers that count the questions, `a 1` being the first answer for `a`; while it is away there are none. */
function setScene() {
  const clock = createFakeClock();
  const state = { isAway: false, asked: [] as string[] };
  const counts = new Map<string, number>();
  const ask = remembered(
    async (key: string) => {
      state.asked.push(key);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (state.isAway) throw new Error('nobody answers');
      return `${key} ${counts.get(key)}`;
    },
    USABLE,
    clock,
  );
  return { clock, state, ask: async (key: string, freshMs = FRESH) => ask(key, freshMs) };
}

describe('an answer', () => {
  test('is not asked for again while it is fresh enough for whoever asks, whatever the wall clock shows', async () => {
    const { clock, ask } = setScene();
    expect(await ask('a')).toBe('a 1');
    await clock.pass(FRESH - 1);
    clock.step(10 * USABLE);
    expect(await ask('a')).toBe('a 1');
    clock.step(-20 * USABLE);
    expect(await ask('a')).toBe('a 1');
    expect(await ask('a', 10)).toBe('a 2');
    await clock.pass(FRESH);
    expect(await ask('a')).toBe('a 3');
  });

  test('is its key’s own', async () => {
    const { ask } = setScene();
    expect([await ask('a'), await ask('b')]).toEqual(['a 1', 'b 1']);
  });

  test('is asked for once by all who want it at the same time', async () => {
    const { ask, state } = setScene();
    expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual(['a 1', 'a 1', 'a 1']);
    expect(state.asked).toEqual(['a']);
  });
});

describe('while nobody answers', () => {
  test('the last answer counts for as long as it is usable, and then it is not known', async () => {
    const { clock, state, ask } = setScene();
    expect(await ask('a')).toBe('a 1');
    state.isAway = true;
    await clock.pass(USABLE - 1);
    expect(await ask('a')).toBe('a 1');
    await clock.pass(1);
    await expect(ask('a')).rejects.toThrow('nobody answers');
  });

  test('it is asked each time, and the next answer counts at once', async () => {
    const { state, ask } = setScene();
    state.isAway = true;
    await expect(ask('a')).rejects.toThrow('nobody answers');
    await expect(ask('a')).rejects.toThrow('nobody answers');
    state.isAway = false;
    expect(await ask('a')).toBe('a 3');
  });
});

test('of ten thousand keys each is remembered, and one more makes room by the answer that was given longest ago', async () => {
  const { ask, state } = setScene();
  for (let n = 0; n < 10_000; n += 1) await ask(String(n));
  expect(await ask('0', 0)).toBe('0 2');
  await ask('another');
  state.asked.length = 0;
  for (const key of ['0', '2', '9999', 'another']) await ask(key);
  expect(state.asked).toEqual([]);
  await ask('1');
  expect(state.asked).toEqual(['1']);
});

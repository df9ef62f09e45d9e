import { setImmediate as nextTurn } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { createOnePerTick } from '../../../src/discord/interactions/one-per-tick.ts';

describe('work after acknowledgements', () => {
  test('lets one through for each turn of the event loop, in the order of their coming', async () => {
    const turn = createOnePerTick();
    const through: number[] = [];
    for (const who of [1, 2, 3]) void turn().then(() => through.push(who));

    expect(through).toEqual([]);
    await nextTurn();
    expect(through).toEqual([1]);
    await nextTurn();
    expect(through).toEqual([1, 2]);
    await nextTurn();
    expect(through).toEqual([1, 2, 3]);
  });

  test('lets through whoever comes after it was empty', async () => {
    const turn = createOnePerTick();
    await turn();
    await turn();
    const through: string[] = [];
    void turn().then(() => through.push('late'));
    await nextTurn();
    expect(through).toEqual(['late']);
  });
});

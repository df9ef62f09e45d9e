import { expect, test } from 'vitest';

import { createDebounce } from '../../../src/discord/interactions/debounce.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

test('a repetition right after a press is none of its own, whatever else is pressed meanwhile', async () => {
  const clock = createFakeClock();
  const debounce = createDebounce(clock);
  expect(debounce.enter('a')).toBeDefined();
  expect(debounce.enter('b')).toBeDefined();
  await clock.pass(2_999);
  expect(debounce.enter('a')).toBeUndefined();
  await clock.pass(1);
  expect(debounce.enter('a')).toBeDefined();
});

test('a press of which nothing came frees the next one at once', () => {
  const debounce = createDebounce(createFakeClock());
  debounce.enter('a')?.free();
  expect(debounce.enter('a')).toBeDefined();
  expect(debounce.enter('a')).toBeUndefined();
});

test('a press that ends late does not free one that came after it', async () => {
  const clock = createFakeClock();
  const debounce = createDebounce(clock);
  const slow = debounce.enter('a');
  await clock.pass(3_000);
  expect(debounce.enter('a')).toBeDefined();
  slow?.free();
  expect(debounce.enter('a')).toBeUndefined();
});

test.each([-3_600_000, 3_600_000])(
  'a clock that is set by %i ms makes no press a double click, and no double click a press',
  async (step) => {
    const clock = createFakeClock();
    const debounce = createDebounce(clock);
    expect(debounce.enter('a')).toBeDefined();
    clock.step(step);
    expect(debounce.enter('a')).toBeUndefined();
    await clock.pass(3_000);
    expect(debounce.enter('a')).toBeDefined();
  },
);

import { expect, test } from 'vitest';

import { createLatch } from '../../../src/discord/interactions/latch.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

test('a repetition right after a press is none of its own, whatever else is pressed meanwhile', async () => {
  const clock = createFakeClock();
  const latch = createLatch(clock);
  expect(latch.enter('a')).toBeDefined();
  expect(latch.enter('b')).toBeDefined();
  await clock.pass(2_999);
  expect(latch.enter('a')).toBeUndefined();
  await clock.pass(1);
  expect(latch.enter('a')).toBeDefined();
});

test('a press of which nothing came frees the next one at once', () => {
  const latch = createLatch(createFakeClock());
  latch.enter('a')?.free();
  expect(latch.enter('a')).toBeDefined();
  expect(latch.enter('a')).toBeUndefined();
});

test('a press that ends late does not free one that came after it', async () => {
  const clock = createFakeClock();
  const latch = createLatch(clock);
  const slow = latch.enter('a');
  await clock.pass(3_000);
  expect(latch.enter('a')).toBeDefined();
  slow?.free();
  expect(latch.enter('a')).toBeUndefined();
});

test.each([-3_600_000, 3_600_000])(
  'a clock that is set by %i ms makes no press a double click, and no double click a press',
  async (step) => {
    const clock = createFakeClock();
    const latch = createLatch(clock);
    expect(latch.enter('a')).toBeDefined();
    clock.step(step);
    expect(latch.enter('a')).toBeUndefined();
    await clock.pass(3_000);
    expect(latch.enter('a')).toBeDefined();
  },
);

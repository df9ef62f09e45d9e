import { expect, test } from 'vitest';

import { createUnanswered } from '../../../src/discord/interactions/unanswered.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const never = async (): Promise<void> => new Promise<void>(() => undefined);

function setStage() {
  const clock = createFakeClock();
  const unanswered = createUnanswered(clock);
  const told: string[] = [];
  let hasRested = false;
  return {
    clock,
    told,
    begin: (name: string, work: Promise<void>, telling: Promise<void> = Promise.resolve()) =>
      void unanswered.track(work, async () => (told.push(name), telling)),
    rest: () => void unanswered.drain().then(() => (hasRested = true)),
    hasRested: () => hasRested,
  };
}

test('with nobody left it rests at once', async () => {
  const { begin, rest, clock, hasRested, told } = setStage();
  begin('done', Promise.resolve());
  await clock.settle();
  rest();
  await clock.settle();

  expect(hasRested()).toBe(true);
  expect(told).toEqual([]);
});

test('who is answered in time is not told off', async () => {
  const { begin, rest, clock, hasRested, told } = setStage();
  begin('quick', clock.sleep(500));
  rest();
  await clock.pass(499);
  expect(hasRested()).toBe(false);
  await clock.pass(1);

  expect(hasRested()).toBe(true);
  expect(told).toEqual([]);
});

test('who still waits then is told, and a telling that hangs does not hold up the end', async () => {
  const { begin, rest, clock, hasRested, told } = setStage();
  begin('slow', never());
  begin('deaf', never(), never());
  rest();
  await clock.pass(10_000);

  expect(told).toEqual(['slow', 'deaf']);
  expect(hasRested()).toBe(true);
});

import { expect, test } from 'vitest';

import { awaitSessions } from '../../../src/discord/connection/session-starts.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const DAY = 24 * 3_600_000;

/** What Discord says about session starts, one answer after the other, the last one for ever. */
function stage(...answers: { remaining: number; shards?: number; reset_after?: number }[]) {
  const clock = createFakeClock();
  const stopping = new AbortController();
  const lines: string[] = [];
  const note = (_fields: object, message: string): void => void lines.push(message);
  let [asked, isOver] = [0, false];
  const rest = {
    async get() {
      const {
        shards = 1,
        remaining,
        reset_after = DAY,
      } = answers[Math.min(asked, answers.length - 1)] ?? { remaining: 0 };
      asked += 1;
      return { shards, session_start_limit: { total: 1000, remaining, reset_after, max_concurrency: 1 } };
    },
  };
  const log = { debug: note, info: note, warn: note, error: note };
  const waiting = awaitSessions(rest, { clock, log, stopping: stopping.signal }).then(() => void (isOver = true));
  return { clock, lines, stop: () => stopping.abort(), asked: () => asked, isOver: () => isOver, waiting };
}

test('as many session starts as shards are enough, and nobody waits', async () => {
  const { waiting, asked, lines } = stage({ remaining: 2, shards: 2 });
  await waiting;
  expect(asked()).toBe(1);
  expect(lines).toEqual([]);
});

test('fewer than shards are none: Discord is asked again until it gives them, and each time the log says so', async () => {
  const { clock, isOver, lines } = stage(
    { remaining: 1, shards: 2, reset_after: 20_000 },
    { remaining: 0, reset_after: 10_000 },
    { remaining: 1000 },
  );
  await clock.pass(29_999);
  expect(isOver()).toBe(false);
  await clock.pass(1);
  expect(isOver()).toBe(true);
  expect(lines).toEqual(
    Array.from({ length: 2 }, () => 'the session starts of this day are used up: waiting until Discord gives new ones'),
  );
});

test.for([
  ['a day', DAY, 5 * 60_000],
  ['nothing', 0, 5_000],
] as const)('a wait of %s is not taken literally', async ([, reset_after, waitMs]) => {
  const { clock, asked, isOver } = stage({ remaining: 0, reset_after }, { remaining: 1000 });
  await clock.pass(waitMs - 1);
  expect(asked()).toBe(1);
  await clock.pass(1);
  expect(isOver()).toBe(true);
});

test('who is asked to end waits no longer', async () => {
  const { clock, stop, waiting, asked } = stage({ remaining: 0 });
  await clock.pass(1_000);
  stop();
  await waiting;
  expect(asked()).toBe(1);
});

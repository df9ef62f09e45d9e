import { describe, expect, test } from 'vitest';

import { createRetryQueue } from '../../../src/app/delivery/retry-queue.ts';
import type { Tried } from '../../../src/app/delivery/retry-queue.ts';
import { createBackground } from '../../../src/kit/background.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DONE: Tried = { kind: 'done' };
const LATER: Tried = { kind: 'later', place: null };

const ignore = (): void => undefined;

function setQueue(atOnce = 1) {
  const clock = createFakeClock();
  const errors: string[] = [];
  const log = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (_: object, message: string) => void errors.push(message),
  };
  const background = createBackground(log, clock);
  const queue = createRetryQueue({ name: 'test', atOnce, background, clock, log });
  /** Every try, as the name and when it was made. */
  const tries: [string, number][] = [];
  const add = (name: string, outcome: (ageMs: number) => Promise<Tried> | Tried, delayMs?: number): void =>
    queue.add(
      name,
      async (ageMs) => {
        tries.push([name, clock.monotonic()]);
        return outcome(ageMs);
      },
      delayMs,
    );
  const times = (name: string): number[] => tries.flatMap(([one, at]) => (one === name ? [at] : []));
  return { clock, background, errors, queue, add, tries, times };
}

describe('work that fails', () => {
  test('is tried after 5, 15, 30 seconds and then every minute, told how long it has waited', async () => {
    const { clock, add, times } = setQueue();
    const ages: number[] = [];
    await clock.pass(2 * DAY);
    add('a', (ageMs) => {
      ages.push(ageMs);
      return LATER;
    });
    await clock.pass(4 * MINUTE);
    expect(ages.map((age) => age / SECOND)).toEqual([5, 10, 25, 55, 115, 175, 235]);
    expect(ages).toEqual(times('a').map((at) => at - 2 * DAY));
  });

  test('is tried every hour after a day, and once a day after a week', async () => {
    const { clock, add, times } = setQueue();
    add('a', () => LATER);
    await clock.pass(2 * DAY);
    expect(times('a').filter((at) => at > DAY + MINUTE)).toHaveLength(23);
    await clock.pass(8 * DAY);
    expect(times('a').filter((at) => at > 7 * DAY + HOUR).length).toBeLessThanOrEqual(3);
    expect(times('a').filter((at) => at > 8 * DAY).length).toBeGreaterThan(0);
  });

  test.for([
    [0, 5],
    [20, 20],
    [3_600, 60],
  ] as const)(
    'and is to wait for %i s waits neither less than by itself nor more than a minute',
    async ([asked, waited]) => {
      const { clock, add, times } = setQueue();
      add('a', () => ({ kind: 'later', place: null, retryAfterMs: asked * SECOND }), 0);
      await clock.pass(61 * SECOND);
      expect(times('a').slice(0, 2)).toEqual([0, waited * SECOND]);
    },
  );

  test('in a way that nobody expects is tried again, and said once each time', async () => {
    const { clock, add, times, errors } = setQueue();
    let left = 2;
    add('a', () => {
      if ((left -= 1) >= 0) throw new TypeError('broken');
      return DONE;
    });
    await clock.pass(HOUR);
    expect(times('a')).toHaveLength(3);
    expect(errors).toEqual(Array.from({ length: 2 }, () => 'a try failed unexpectedly: it is made again'));
  });
});

describe('work', () => {
  test('that is done is not tried again, and may come again under its name', async () => {
    const { clock, add, times } = setQueue();
    add('a', () => DONE);
    await clock.pass(HOUR);
    expect(times('a')).toHaveLength(1);
    add('a', () => DONE, 0);
    await clock.pass(0);
    expect(times('a')).toHaveLength(2);
  });

  test('that waits already is not taken twice', async () => {
    const { clock, add, times } = setQueue();
    for (let n = 0; n < 3; n += 1) add('a', () => DONE);
    await clock.pass(HOUR);
    expect(times('a')).toHaveLength(1);
  });

  test('that comes while others wait for long is begun in its own time, and a long first wait is not kept', async () => {
    const { clock, add, times } = setQueue();
    add('a', () => DONE, HOUR);
    await clock.pass(SECOND);
    add('b', () => DONE, 0);
    await clock.pass(0);
    expect(times('b')).toEqual([SECOND]);
    await clock.pass(MINUTE);
    expect(times('a')).toEqual([MINUTE]);
  });

  test('goes in the order in which it is due, so many at once', async () => {
    const { clock, add, tries } = setQueue(2);
    let [running, most] = [0, 0];
    for (const [name, delay] of [
      ['c', 3],
      ['a', 1],
      ['b', 2],
      ['d', 4],
    ] as const) {
      add(
        name,
        async () => {
          most = Math.max(most, (running += 1));
          await clock.sleep(10 * SECOND);
          running -= 1;
          return DONE;
        },
        delay * SECOND,
      );
    }
    await clock.pass(MINUTE);
    expect(tries.map(([name]) => name)).toEqual(['a', 'b', 'c', 'd']);
    expect(most).toBe(2);
  });

  test('is not begun while the process stops, and none is taken in', async () => {
    const { clock, background, add, tries, errors } = setQueue();
    add(
      'a',
      async () => {
        await background.stop();
        throw new Error('cut off');
      },
      0,
    );
    add('b', () => DONE, 0);
    await clock.pass(MINUTE);
    add('c', () => DONE, 0);
    await clock.pass(HOUR);
    expect(tries.map(([name]) => name)).toEqual(['a']);
    expect(errors).toEqual([]);
  });
});

const refusing = (place: string): Tried => ({ kind: 'later', place });

describe('a place that refuses', () => {
  test('is asked by one at a time, and the others are asked meanwhile', async () => {
    const { clock, add, tries } = setQueue();
    for (const name of ['a1', 'a2', 'a3', 'b1']) add(name, () => refusing(name.charAt(0)), 0);
    await clock.pass(0);
    // Nobody knows at the first try where it leads.
    expect(tries).toHaveLength(4);
    tries.length = 0;
    await clock.pass(6 * SECOND);
    expect(tries.map(([name]) => name).toSorted()).toEqual(['a1', 'b1']);
  });

  test('that takes something again is open to all at once', async () => {
    const { clock, add, times } = setQueue();
    let isOpen = false;
    for (const name of ['a1', 'a2', 'a3']) add(name, () => (isOpen ? DONE : refusing('a')), 0);
    await clock.pass(MINUTE);
    isOpen = true;
    await clock.pass(MINUTE);
    const ends = ['a1', 'a2', 'a3'].map((name) => times(name).at(-1) ?? 0);
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThanOrEqual(30 * SECOND);
    await clock.pass(HOUR);
    expect(['a1', 'a2', 'a3'].map((name) => times(name).at(-1))).toEqual(ends);
  });

  test('eight times in a row, wherever, lets every place rest for half a minute', async () => {
    const { clock, add, times } = setQueue();
    for (let n = 1; n <= 8; n += 1) add(`x${n}`, () => refusing(`place-${n}`), 0);
    await clock.pass(0);
    add('new', () => LATER, 0);
    await clock.pass(29 * SECOND);
    expect(times('new')).toEqual([]);
    await clock.pass(2 * SECOND);
    expect(times('new')).toHaveLength(1);
  });

  test('is only told by what knows its place: other failures let nobody rest', async () => {
    const { clock, add, times } = setQueue();
    for (let n = 1; n <= 20; n += 1) add(`x${n}`, () => LATER, 0);
    await clock.pass(0);
    add('new', () => LATER, 0);
    await clock.pass(0);
    expect(times('new')).toHaveLength(1);
  });

  test('seven times, and then takes something, is no reason for the others to rest', async () => {
    const { clock, add, times } = setQueue();
    for (let n = 1; n <= 7; n += 1) add(`x${n}`, () => refusing(`place-${n}`), 0);
    add('good', () => DONE, 0);
    add('x8', () => refusing('place-8'), 0);
    await clock.pass(0);
    add('new', () => LATER, 0);
    await clock.pass(0);
    expect(times('new')).toHaveLength(1);
  });

  test('for ever keeps nobody else waiting, however many such places there are: everybody’s turn comes', async () => {
    const { clock, add, times } = setQueue();
    for (let n = 1; n <= 12; n += 1) add(`x${n}`, () => refusing(`place-${n}`), 0);
    await clock.pass(HOUR);
    add('new', () => DONE, 0);
    await clock.pass(2 * MINUTE);
    expect(times('new')).toHaveLength(1);
    const before = Array.from({ length: 12 }, (_, n) => times(`x${n + 1}`).length);
    await clock.pass(HOUR);
    for (const [n, count] of before.entries()) expect(times(`x${n + 1}`).length).toBeGreaterThan(count);
  });

  test('and says so, being up, closes itself alone', async () => {
    const { clock, add, times } = setQueue();
    for (let n = 1; n <= 20; n += 1) add(`x${n}`, () => ({ kind: 'later', place: `place-${n}`, isOnlyThere: true }), 0);
    await clock.pass(0);
    add('new', () => DONE, 0);
    await clock.pass(0);
    expect(times('new')).toHaveLength(1);
  });

  test('and says so is asked by one at a time as well', async () => {
    const { clock, add, tries } = setQueue();
    for (let n = 1; n <= 20; n += 1) add(`x${n}`, () => ({ kind: 'later', place: 'a', isOnlyThere: true }), 0);
    await clock.pass(0);
    tries.length = 0;
    await clock.pass(6 * SECOND);
    expect(tries).toHaveLength(1);
  });

  test('of its own accord, like two hundred others, puts off no other work', async () => {
    const { clock, add, times } = setQueue(4);
    for (let n = 0; n < 200; n += 1)
      add(`shut ${n}`, () => ({ kind: 'later', place: `channel ${n}`, isOnlyThere: true }));
    await clock.pass(HOUR);
    add('other', () => DONE);
    await clock.pass(2 * MINUTE);

    expect(times('other')).toHaveLength(1);
  });
});

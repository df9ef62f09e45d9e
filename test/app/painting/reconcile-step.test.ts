import { describe, expect, test } from 'vitest';

import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import type { JobView } from '../../../src/ports/image-api.ts';
import { arranged } from '../../arranged.ts';
import { FIRST, open, SECOND } from '../../contract/samples.ts';
import { setDoubt } from './doubt-stage.ts';

const SECOND_MS = 1_000;
const MINUTE = 60 * SECOND_MS;
const HOUR = 60 * MINUTE;
const DONE: JobView = { state: 'completed', url: 'https://gen.krea.ai/1.png' };
const GONE = new ImageApiUnavailable('this job cannot be read');

describe('a picture in doubt', () => {
  test('is looked at after a second, then ever less often, but at least each hour', async () => {
    const { clock, doubt, times } = await setDoubt();
    await doubt(FIRST, 'job-1');
    await clock.pass(10 * HOUR);
    const gaps = times().map((at, index) => at - (times()[index - 1] ?? 0));
    expect(gaps.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(gaps.slice(-4)).toEqual([HOUR, HOUR, HOUR, HOUR]);
  });

  test.for<[JobView, string, string[]]>([
    [DONE, 'finished', ['hold', 'settle']],
    [{ state: 'cancelled' }, 'cancelled', ['hold', 'release']],
    [{ state: 'failed', failure: { reason: 'moderated' }, detail: '' }, 'failed', ['hold', 'release']],
  ])('ends as Krea says, whenever it says so: %j', async ([view, to, booked]) => {
    const { clock, doubt, views, money, state } = await setDoubt();
    const end = await doubt(FIRST, 'job-1');
    await clock.pass(10 * MINUTE);
    expect(await money()).toEqual(['hold']);
    views.set('job-1', view);
    await clock.pass(HOUR);
    expect(end()).toMatchObject({ index: 1, state: to });
    expect(await money()).toEqual(booked);
    expect(state.dropped).toBe(1);
  });

  test('is called out in the log after two minutes, once', async () => {
    const { clock, doubt, errors } = await setDoubt();
    await clock.pass(HOUR);
    await doubt(FIRST, 'job-1');
    await clock.pass(2 * MINUTE - SECOND_MS);
    expect(errors).toEqual([]);
    await clock.pass(5 * HOUR);
    expect(errors).toEqual(['picture stays uncertain: it needs a decision']);
  });

  test('that somebody decided meanwhile is looked at no more, and nothing else is booked', async () => {
    const { clock, doubt, journal, views, wakeUps, times, money } = await setDoubt();
    const end = await doubt(FIRST, 'job-1');
    await doubt(SECOND, 'job-2');
    arranged(await journal.move(FIRST, 'uncertain', 'failed', clock.now(), { failure: { reason: 'never-started' } }));
    views.set('job-1', DONE);
    wakeUps.wake(FIRST);
    await clock.settle();
    expect(end()).toMatchObject({ index: 1, state: 'failed' });
    expect(times()).toEqual([]);
    expect(await money()).toEqual(['hold', 'release']);
    await clock.pass(MINUTE);
    expect(times('job-2').length).toBeGreaterThan(3);
  });

  test('is left as it is when the process stops', async () => {
    const { clock, doubt, stop, times, money, views } = await setDoubt();
    const end = await doubt(FIRST, 'job-1');
    views.set('job-1', DONE);
    stop();
    await clock.pass(HOUR);
    expect(end()).toMatchObject({ state: 'uncertain' });
    expect(times()).toEqual([]);
    expect(await money()).toEqual(['hold']);
  });

  test('is not given up silently after an error of ours', async () => {
    const { clock, doubt, views, state } = await setDoubt();
    const end = await doubt(FIRST, 'job-1');
    views.set('job-1', new TypeError('broken'));
    await clock.pass(SECOND_MS);
    expect(end()).toBe('TypeError: broken');
    expect(state.dropped).toBe(1);
  });
});

describe('while Krea is out', () => {
  test('jobs are not looked at: every half minute it is asked whether Krea is back', async () => {
    const { clock, doubt, views, state, times } = await setDoubt();
    const end = await doubt(FIRST, 'job-1');
    views.set('job-1', GONE);
    state.isReachable = false;
    await clock.pass(HOUR);
    expect(times()).toEqual([SECOND_MS]);
    expect(state.asked).toBeGreaterThan(100);
    expect(state.asked).toBeLessThan(130);
    state.isReachable = true;
    views.set('job-1', DONE);
    await clock.pass(30 * SECOND_MS);
    expect(end()).toMatchObject({ state: 'finished' });
  });

  test('its waiting grows no longer: the looks go on as if it had not been out', async () => {
    const { clock, doubt, views, state, times } = await setDoubt();
    await doubt(FIRST, 'job-1');
    views.set('job-1', GONE);
    state.isReachable = false;
    await clock.pass(HOUR);
    state.isReachable = true;
    views.delete('job-1');
    await clock.pass(32 * SECOND_MS);
    const [, back = 0, next = 0] = times();
    expect(next - back).toBe(2 * SECOND_MS);
  });
});

describe('a job that cannot be read while Krea answers', () => {
  test('is tried each minute at least', async () => {
    const { clock, doubt, views, times } = await setDoubt();
    await doubt(FIRST, 'job-1');
    views.set('job-1', GONE);
    await clock.pass(5 * HOUR);
    const gaps = times()
      .map((at, index) => at - (times()[index - 1] ?? 0))
      .slice(-5);
    expect(gaps).toEqual([MINUTE, MINUTE, MINUTE, MINUTE, MINUTE]);
  });

  test('shares that minute with all others like it', async () => {
    const { clock, doubt, views, times } = await setDoubt();
    views.set('job-1', GONE).set('job-2', GONE);
    await doubt(FIRST, 'job-1');
    await doubt(SECOND, 'job-2');
    await clock.pass(5 * HOUR);
    const gaps = times()
      .map((at, index) => at - (times()[index - 1] ?? 0))
      .slice(-3);
    expect(gaps).toEqual([2 * MINUTE, 2 * MINUTE, 2 * MINUTE]);
  });

  test('is looked at as soon as another one can be read again', async () => {
    const { clock, doubt, views, times } = await setDoubt();
    views.set('job-1', GONE).set('job-2', GONE);
    await doubt(FIRST, 'job-1');
    await clock.pass(30 * SECOND_MS);
    const end = await doubt(SECOND, 'job-2');
    await clock.pass(5 * HOUR);
    expect(times('job-2').at(-1)).not.toBe(times().at(-1));
    views.set('job-2', DONE).delete('job-1');
    const before = times().length;
    while (times().length === before) await clock.pass(SECOND_MS);
    expect(times('job-2').at(-1)).toBe(times().at(-1));
    expect(end()).toMatchObject({ state: 'finished' });
  });
});

test('no more than four jobs are looked at at the same time', async () => {
  const { clock, journal, doubt, most, slowLooks } = await setDoubt();
  slowLooks(10 * SECOND_MS);
  await open(journal, { id: '2002', seeds: [1, 2, 3, 4, 5, 6], createdAt: clock.now() });
  for (let index = 1; index <= 6; index += 1) await doubt({ generationId: '2002', index }, `job-${index}`);
  await clock.pass(MINUTE);
  expect(most()).toBe(4);
});

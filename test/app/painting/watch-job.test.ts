import { describe, expect, test } from 'vitest';

import { createWakeUps } from '../../../src/app/painting/wake-ups.ts';
import { createWatch } from '../../../src/app/painting/watch.ts';
import type { Picture } from '../../../src/core/picture/generation.ts';
import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { arranged } from '../../arranged.ts';
import { submissionOf } from '../../contract/image-api.contract.ts';
import { FIRST, lead, open } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const URL = 'https://gen.krea.ai/1.png';
const ignore = (): void => undefined;

/** Somebody who waits for the end of the job `job-1`, an hour after the process began. */
async function setWatch({ hasWebhooks = false, isNew = false }: { hasWebhooks?: boolean; isNew?: boolean } = {}) {
  const clock = createFakeClock();
  await clock.pass(HOUR);
  const { journal, ledger } = createMemoryStore({ now: clock.now });
  const api = createMemoryImageApi({ now: clock.now });
  const calls = { looks: [] as number[], cancels: 0 };
  const state = { isReachable: true, isOut: false };
  const begun = clock.monotonic();
  await open(journal, { seeds: [1] });
  await lead(journal, FIRST, ['submitting']);
  await api.submit(submissionOf('a lighthouse'));
  const picture = arranged(await journal.move(FIRST, 'submitting', 'running', clock.now(), { remoteId: 'job-1' }));
  const wakeUps = createWakeUps(clock);
  const controller = new AbortController();
  const watch = createWatch({
    journal,
    clock,
    wakeUps,
    hasWebhooks,
    imageApi: {
      ...api,
      look: async (...given) => {
        calls.looks.push(clock.monotonic() - begun);
        if (state.isOut) throw new ImageApiUnavailable('out');
        return api.look(...given);
      },
      cancel: async (remoteId) => {
        calls.cancels += 1;
        return api.cancel(remoteId);
      },
    },
    stopping: controller.signal,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    pollIntervalMs: SECOND,
    isReachable: async () => state.isReachable,
  });
  let ended: Picture | undefined | 'waits' = 'waits';
  void watch.untilEnd(picture, { variant: 'medium', prompt: 'a lighthouse' }, isNew).then((end) => void (ended = end));
  await clock.settle();
  const money = async (): Promise<string[]> => (await ledger.entries(FIRST.generationId)).map(({ kind }) => kind);
  return {
    clock,
    journal,
    api,
    watch,
    wakeUps,
    calls,
    state,
    money,
    ended: () => ended,
    stop: () => controller.abort(),
  };
}

describe('a wish to cancel', () => {
  test('is carried out at once, and asked of Krea once', async () => {
    const { clock, api, watch, calls, ended, money } = await setWatch();
    api.advance('job-1', { state: 'painting' });
    watch.requestCancel(FIRST);
    await clock.settle();
    expect(ended()).toMatchObject({ state: 'cancelled' });
    expect(calls.cancels).toBe(1);
    expect(await money()).toEqual(['hold', 'release']);
  });

  test('that Krea takes its time with is not repeated at each look', async () => {
    const { clock, api, watch, calls, ended } = await setWatch();
    api.cancel = async () => undefined;
    watch.requestCancel(FIRST);
    await clock.pass(MINUTE);
    expect([ended(), calls.cancels]).toEqual(['waits', 1]);
    expect(calls.looks.length).toBeGreaterThan(5);
  });

  test('does not touch a job that has ended by itself: it may be a paid picture', async () => {
    const { clock, api, watch, calls, ended, money } = await setWatch();
    api.complete('job-1', URL);
    watch.requestCancel(FIRST);
    await clock.settle();
    expect(ended()).toMatchObject({ state: 'finished', url: URL });
    expect(calls.cancels).toBe(0);
    expect(await money()).toEqual(['hold', 'settle']);
  });

  test('gives nothing back for a job that had vanished before', async () => {
    const { clock, api, watch, calls, ended, money } = await setWatch();
    api.forgetJob('job-1');
    watch.requestCancel(FIRST);
    await clock.pass(MINUTE);
    expect(ended()).toMatchObject({ state: 'uncertain' });
    expect(calls.cancels).toBe(0);
    expect(await money()).toEqual(['hold']);
  });
});

describe('a job', () => {
  test('that is missing is believed at the third look, and its money waits', async () => {
    const { clock, api, calls, ended } = await setWatch();
    await clock.pass(SECOND);
    calls.looks.length = 0;
    api.forgetJob('job-1');
    await clock.pass(MINUTE);
    expect(calls.looks).toHaveLength(3);
    expect(ended()).toMatchObject({ state: 'uncertain', remoteId: 'job-1' });
  });

  test('has ten minutes, and is cancelled at the end of them', async () => {
    const { clock, calls, ended, money } = await setWatch();
    await clock.pass(10 * MINUTE - SECOND);
    expect([ended(), calls.cancels]).toEqual(['waits', 0]);
    await clock.pass(SECOND);
    expect(ended()).toMatchObject({ state: 'failed', failure: { reason: 'deadline' } });
    expect(await money()).toEqual(['hold', 'release']);
  });

  test('has all of ten minutes besides those in which nobody could look at it', async () => {
    const { clock, state, calls, ended } = await setWatch();
    await clock.pass(4 * MINUTE);
    state.isOut = true;
    state.isReachable = false;
    await clock.pass(30 * MINUTE);
    state.isOut = false;
    await clock.pass(5 * MINUTE);
    expect([ended(), calls.cancels]).toEqual(['waits', 0]);
    await clock.pass(2 * MINUTE);
    expect(ended()).toMatchObject({ failure: { reason: 'deadline' } });
  });

  test('that somebody else saw end is told as it stands', async () => {
    const { clock, journal, api, ended, money } = await setWatch();
    arranged(await journal.move(FIRST, 'running', 'finished', clock.now(), { url: URL }));
    api.fail('job-1');
    await clock.pass(MINUTE);
    expect(ended()).toMatchObject({ state: 'finished', url: URL });
    expect(await money()).toEqual(['hold', 'settle']);
  });

  test('is looked at at once when it was found, and later when it was made just now', async () => {
    expect((await setWatch()).calls.looks).toEqual([0]);
    expect((await setWatch({ isNew: true })).calls.looks).toEqual([]);
  });

  test('is left to the next start by a process that stops', async () => {
    const { clock, stop, ended, watch, money } = await setWatch();
    stop();
    await clock.settle();
    expect(ended()).toBeUndefined();
    expect(watch.isWatching(FIRST)).toBe(false);
    expect(await money()).toEqual(['hold']);
  });

  test('of which Krea calls us is looked at every fifteen seconds at most, and at once when it called', async () => {
    const { clock, wakeUps, calls } = await setWatch({ hasWebhooks: true });
    await clock.pass(3 * MINUTE);
    const gaps = calls.looks.slice(1).map((at, index) => at - (calls.looks[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15 * SECOND);
    const before = calls.looks.length;
    wakeUps.wake(FIRST);
    await clock.settle();
    expect(calls.looks).toHaveLength(before + 1);
  });
});

describe('a job that cannot be looked at', () => {
  test('is given up after twelve minutes when everything else at Krea is well', async () => {
    const { clock, state, ended, watch, money } = await setWatch();
    state.isOut = true;
    await clock.pass(11 * MINUTE + 50 * SECOND);
    expect([ended(), watch.isWatching(FIRST)]).toEqual(['waits', true]);
    expect(watch.blindMs()).toBeGreaterThan(11 * MINUTE);
    await clock.pass(MINUTE);
    expect(ended()).toMatchObject({ state: 'uncertain', remoteId: 'job-1' });
    expect([watch.isWatching(FIRST), watch.blindMs()]).toEqual([false, null]);
    expect(await money()).toEqual(['hold']);
  });

  test('is not given up for a moment in which it could not be seen, however old it is', async () => {
    const { clock, state, calls, ended, api } = await setWatch();
    api.cancel = async () => Promise.reject(new ImageApiUnavailable('no cancelling'));
    state.isOut = true;
    state.isReachable = false;
    await clock.pass(20 * MINUTE);
    state.isOut = false;
    state.isReachable = true;
    await clock.pass(2 * MINUTE);
    state.isOut = true;
    await clock.pass(MINUTE);
    expect(ended()).toBe('waits');
    expect(calls.cancels).toBe(0);
  });

  test('is waited for as long as Krea as a whole is out, but for no longer than a day', async () => {
    const { clock, state, ended } = await setWatch();
    Object.assign(state, { isOut: true, isReachable: false });
    await clock.pass(23 * HOUR);
    expect(ended()).toBe('waits');
    await clock.pass(HOUR + MINUTE);
    expect(ended()).toMatchObject({ state: 'uncertain' });
  });
});

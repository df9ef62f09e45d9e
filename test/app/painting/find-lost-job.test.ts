import { describe, expect, test } from 'vitest';

import { CLOCK_SKEW_MS } from '../../../src/core/picture/lost-job.ts';
import { APPEARANCE_MS } from '../../../src/core/picture/timing.ts';
import { FIRST } from '../../contract/samples.ts';
import { setSearch } from './lost-job-stage.ts';

const MINUTE = 60_000;

describe('while the job may still appear', () => {
  test('the only one that fits is the picture’s, and goes on', async () => {
    const { find, state, job, from, money } = await setSearch();
    state.jobs = [job('too-old', from - CLOCK_SKEW_MS - 1), job('mine')];
    expect(await find()).toMatchObject({ state: 'running', remoteId: 'mine' });
    expect(await money()).toEqual(['hold']);
  });

  test('one made after the submit was cut off does not count yet: it may be of another', async () => {
    const { find, state, job, to } = await setSearch();
    state.jobs = [job('late', to + CLOCK_SKEW_MS + 1)];
    expect(await find()).toBeUndefined();
  });

  test('none gives nothing back, until the last moment', async () => {
    const { clock, find, money } = await setSearch();
    expect(await find()).toBeUndefined();
    await clock.pass(APPEARANCE_MS - 1);
    expect(await find()).toBeUndefined();
    expect(await money()).toEqual(['hold']);
    await clock.pass(1);
    expect(await find()).toMatchObject({ state: 'failed', failure: { reason: 'never-started' } });
    expect(await money()).toEqual(['hold', 'release']);
  });

  test('the list is read from before the submit, as far as clocks may differ, and each time anew', async () => {
    const { find, reads, from } = await setSearch();
    await find();
    await find();
    expect(reads).toEqual([from - CLOCK_SKEW_MS, from - CLOCK_SKEW_MS]);
  });

  test('it is known how long a look tells nothing more', async () => {
    const { clock, find, search } = await setSearch();
    expect(search.nextTellingLookMs(FIRST)).toBe(Infinity);
    await find();
    expect(search.nextTellingLookMs(FIRST)).toBe(APPEARANCE_MS);
    await clock.pass(10_000);
    expect(search.nextTellingLookMs(FIRST)).toBe(APPEARANCE_MS - 10_000);
    await clock.pass(APPEARANCE_MS);
    expect(search.nextTellingLookMs(FIRST)).toBe(Infinity);
  });
});

describe('while Krea does not tell what its clock shows', () => {
  test('nothing is given back, and after ten minutes the list is read no more', async () => {
    const { clock, find, state, reads, search, money } = await setSearch();
    state.isTimeTold = false;
    await find();
    expect(search.nextTellingLookMs(FIRST)).toBe(10 * MINUTE);
    await clock.pass(10 * MINUTE - 1);
    await find();
    expect(reads).toHaveLength(2);
    await clock.pass(1);
    await find();
    await find();
    expect(reads).toHaveLength(3);
    expect(await money()).toEqual(['hold']);
  });
});

test('a job that Krea’s call named is taken without reading any list', async () => {
  const { find, state, reads } = await setSearch();
  state.named = 'job-9';
  expect(await find()).toMatchObject({ state: 'running', remoteId: 'job-9' });
  expect(reads).toEqual([]);
});

test('a search that is over leaves nothing behind: the next one reads the list', async () => {
  const { clock, find, search, state, job, reads, dropped, store } = await setSearch();
  state.jobs = [job('one'), job('other')];
  await clock.pass(APPEARANCE_MS);
  await find();
  search.drop(FIRST);
  await store.cache.delete('lost-job:1001.1');
  await find();
  expect(reads).toHaveLength(2);
  expect(dropped).toEqual(['named 1']);
});

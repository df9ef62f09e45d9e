import { describe, expect, test } from 'vitest';

import { APPEARANCE_MS } from '../../../src/core/picture/timing.ts';
import { arranged } from '../../arranged.ts';
import { SECOND } from '../../contract/samples.ts';
import { setSearch } from './lost-job-stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('once no further job can appear', () => {
  test('one that was made late is the picture’s', async () => {
    const { clock, find, state, job, to } = await setSearch();
    state.jobs = [job('late', to + APPEARANCE_MS)];
    await clock.pass(APPEARANCE_MS);
    expect(await find()).toMatchObject({ state: 'running', remoteId: 'late' });
  });

  test('one that another submit may have made gives nothing back', async () => {
    const { clock, find, state, job, from, to, money } = await setSearch();
    state.jobs = [job('whose')];
    state.others = [{ id: '2002.1', from, to }];
    await clock.pass(APPEARANCE_MS);
    expect(await find()).toBeUndefined();
    expect(await money()).toEqual(['hold']);
  });

  test('the absence of a job proves something for three days, and not a moment longer', async () => {
    for (const [late, state] of [
      [3 * DAY - 1, 'failed'],
      [3 * DAY, undefined],
    ] as const) {
      const { clock, find } = await setSearch();
      await clock.pass(late);
      expect((await find())?.state).toBe(state);
    }
  });

  test('and nothing fitted, nothing is ever asked again, not by the next process either', async () => {
    const { clock, find, begin, reads, reviews, money } = await setSearch();
    await clock.pass(3 * DAY);
    for (const by of [undefined, undefined, begin()]) expect(await find(by)).toBeUndefined();
    expect(reads).toHaveLength(1);
    expect(reviews()).toBe(0);
    expect(await money()).toEqual(['hold']);
  });

  test('those that fit stay known for half a year, others are forgotten', async () => {
    const { clock, find, state, job, from, store } = await setSearch();
    state.jobs = [job('too-old', from - MINUTE), job('one'), job('other')];
    await clock.pass(APPEARANCE_MS);
    expect(await find()).toBeUndefined();
    await clock.pass(179 * DAY);
    expect(await store.cache.get('lost-job:1001.1')).toMatchObject([{ remoteId: 'one' }, { remoteId: 'other' }]);
    await clock.pass(2 * DAY);
    expect(await store.cache.get('lost-job:1001.1')).toBeUndefined();
  });

  test('the list is not read again: each process looks at those jobs once', async () => {
    const { clock, find, begin, state, job, reads, reviews } = await setSearch();
    state.jobs = [job('one'), job('other')];
    await clock.pass(APPEARANCE_MS);
    for (let times = 0; times < 3; times += 1) expect(await find()).toBeUndefined();
    expect([reads.length, reviews()]).toEqual([1, 0]);
    const next = begin();
    for (let times = 0; times < 3; times += 1) expect(await find(next)).toBeUndefined();
    expect([reads.length, reviews()]).toEqual([1, 1]);
  });

  test('the next process takes the job that is left when the other has become somebody’s', async () => {
    const { clock, find, begin, state, job, to } = await setSearch();
    state.jobs = [job('one'), job('late', to + APPEARANCE_MS)];
    await clock.pass(APPEARANCE_MS);
    expect(await find()).toBeUndefined();
    state.jobs = state.jobs.slice(1);
    expect(await find(begin())).toMatchObject({ state: 'running', remoteId: 'late' });
  });

  test('and all of them have become somebody’s, the money is given back while that proves something', async () => {
    for (const [late, kinds] of [
      [DAY, ['hold', 'release']],
      [4 * DAY, ['hold']],
    ] as const) {
      const { clock, find, begin, state, job, money } = await setSearch();
      state.jobs = [job('one'), job('other')];
      await clock.pass(APPEARANCE_MS);
      await find();
      state.jobs = [];
      await clock.pass(late);
      await find(begin());
      expect(await money()).toEqual(kinds);
    }
  });

  test('a job that is found in the list wakes up nobody for whom it was none', async () => {
    const { clock, find, search, state, job, store, woken } = await setSearch();
    state.jobs = [job('one'), job('other')];
    await clock.pass(APPEARANCE_MS);
    await find();
    await clock.pass(10_000);
    const now = clock.now();
    const second = arranged(await store.journal.move(SECOND, 'submitting', 'uncertain', now, { submitTo: now }));
    state.jobs = [job('unrelated', now)];
    expect(await search.find(second, 'a lighthouse')).toMatchObject({ remoteId: 'unrelated' });
    expect(woken).toEqual([]);
  });

  test('a job that becomes somebody’s wakes up those for whom it was one of several, and they take the other', async () => {
    const { clock, find, search, state, job, store, woken } = await setSearch();
    state.jobs = [job('one'), job('other')];
    await clock.pass(APPEARANCE_MS);
    await find();
    const now = clock.now();
    const second = arranged(await store.journal.move(SECOND, 'submitting', 'uncertain', now, { submitTo: now }));
    state.named = 'one';
    await search.find(second, 'a lighthouse');
    expect(woken).toEqual(['1001.1']);
    [state.named, state.jobs] = [null, [job('other')]];
    expect(await find()).toMatchObject({ index: 1, state: 'running', remoteId: 'other' });
  });
});

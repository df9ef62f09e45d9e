import { describe, expect, test } from 'vitest';

import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { setUploads } from './uploads-stage.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const OUT = new ImageApiUnavailable('no uploads now');
const REFUSED = { rejected: { reason: 'token-refused' }, detail: '' } as const;

describe('an image', () => {
  test('is uploaded once for all who wait for it, and is known for a day', async () => {
    const { clock, one, uploads, resolve } = await setUploads();
    const waiting = [await resolve(one), await resolve(one)];
    for (const each of waiting) expect(each).toHaveProperty('pending');
    await clock.settle();
    expect(await resolve(one)).toEqual({ urls: ['https://krea.example/1'] });
    await clock.pass(24 * HOUR - SECOND);
    expect(await resolve(one)).toEqual({ urls: ['https://krea.example/1'] });
    await clock.pass(2 * SECOND);
    expect(await resolve(one)).toHaveProperty('pending');
    await clock.settle();
    expect(uploads).toEqual([1, 1]);
  });

  test('that is known is not uploaded again for the sake of another one', async () => {
    const { clock, one, two, uploads, resolve } = await setUploads();
    await resolve(one);
    await clock.settle();
    await resolve(one, two);
    await clock.settle();
    expect(await resolve(one, two)).toEqual({ urls: ['https://krea.example/1', 'https://krea.example/2'] });
    expect(uploads).toEqual([1, 2]);
  });

  test('that is not kept any more cannot be used', async () => {
    const { clock, uploads, resolve } = await setUploads();
    await resolve('gone');
    await clock.settle();
    expect(await resolve('gone')).toEqual({ failure: { reason: 'reference-missing' } });
    expect(uploads).toEqual([]);
  });

  test('that Krea refuses fails for all who wait, and is tried anew a minute later', async () => {
    const { clock, one, uploads, state, resolve } = await setUploads();
    state.answer = { rejected: { reason: 'moderated' }, detail: '' };
    await resolve(one);
    await clock.pass(MINUTE - 1);
    expect(await resolve(one)).toEqual({ failure: { reason: 'moderated' } });
    await clock.pass(1);
    state.answer = undefined;
    expect(await resolve(one)).toHaveProperty('pending');
    await clock.settle();
    expect(await resolve(one)).toEqual({ urls: ['https://krea.example/2'] });
    expect(uploads).toEqual([1, 1]);
  });
});

describe('an upload that Krea does not take now', () => {
  test('is trouble of its own image only, and over with the first one that is taken', async () => {
    const { clock, one, two, state, resolve } = await setUploads();
    state.answer = OUT;
    const first = await resolve(one);
    await clock.settle();
    state.answer = undefined;
    const other = await resolve(two);
    expect('pending' in first && first.isTrouble()).toBe(true);
    expect('pending' in other && other.isTrouble()).toBe(false);
    await clock.pass(3 * SECOND);
    expect('pending' in first && first.isTrouble()).toBe(false);
    expect(await resolve(one)).toHaveProperty('urls');
  });

  test('is given up after a day, not earlier', async () => {
    const { state, one, keepAsking } = await setUploads();
    state.answer = OUT;
    expect(await keepAsking(one, 24 * HOUR - 2 * MINUTE)).toHaveProperty('pending');
    expect(await keepAsking(one, 10 * MINUTE)).toEqual({ failure: { reason: 'krea-unreachable' } });
  });

  test('is forgotten when nobody asked for it: the next one has a day again', async () => {
    const { clock, one, two, state, keepAsking } = await setUploads();
    state.answer = OUT;
    await keepAsking(one, 20 * HOUR);
    await clock.pass(20 * MINUTE);
    await keepAsking(two, 20 * MINUTE);
    expect(await keepAsking(one, 20 * HOUR)).toHaveProperty('pending');
  });

  test('is tried less and less often, but each minute at least', async () => {
    const { clock, one, state, uploads, keepAsking } = await setUploads();
    state.answer = OUT;
    await keepAsking(one, 2 * MINUTE);
    expect(uploads.length).toBeGreaterThanOrEqual(5);
    const before = uploads.length;
    await keepAsking(one, HOUR);
    expect(uploads.length - before).toBeGreaterThan(50);
    expect(uploads.length - before).toBeLessThan(75);
    expect(clock.monotonic()).toBeGreaterThan(HOUR);
  });

  test('because the token is refused fails no picture: the doubt is told, and the tries end', async () => {
    const { clock, one, state, uploads, refusals, resolve } = await setUploads();
    state.answer = REFUSED;
    state.isRefused = true;
    await resolve(one);
    await clock.pass(HOUR);
    expect([uploads.length, refusals()]).toEqual([1, 1]);
    expect(await resolve(one)).toHaveProperty('pending');
  });

  test('is not tried again by a process that stops', async () => {
    const { clock, one, state, uploads, resolve, stop } = await setUploads();
    state.answer = OUT;
    await resolve(one);
    await clock.settle();
    stop();
    await clock.pass(HOUR);
    expect(uploads).toHaveLength(1);
  });
});

describe('an upload that Krea does not know any more', () => {
  test('is made again', async () => {
    const { clock, one, resolve, forget } = await setUploads();
    await resolve(one);
    await clock.settle();
    await forget(one, 'https://krea.example/1');
    expect(await resolve(one)).toHaveProperty('pending');
    await clock.settle();
    expect(await resolve(one)).toEqual({ urls: ['https://krea.example/2'] });
  });

  test('is not forgotten when another picture had it made again meanwhile', async () => {
    const { clock, one, uploads, resolve, forget } = await setUploads();
    await resolve(one);
    await clock.settle();
    await forget(one, 'https://krea.example/0');
    expect(await resolve(one)).toEqual({ urls: ['https://krea.example/1'] });
    await clock.pass(2 * MINUTE);
    await forget(one, 'https://krea.example/0');
    expect(await resolve(one)).toEqual({ urls: ['https://krea.example/1'] });
    expect(uploads).toHaveLength(1);
  });
});

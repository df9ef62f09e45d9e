import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Cache } from '../../../src/ports/store/storage.ts';

type CreateCache = (now: () => number) => Promise<{ cache: Cache; close(): Promise<void> }>;

/** What every cache must do. */
export function cacheContract(name: string, createCache: CreateCache): void {
  describe(`cache: ${name}`, () => {
    /** Far from the present, so that a cache that asks the system's clock is found out. */
    const START = Date.UTC(2001, 0, 1);

    async function withCache(
      work: (cache: Cache, tick: (milliseconds: number) => void) => Promise<void>,
    ): Promise<void> {
      let time = START;
      const { cache, close } = await createCache(() => time);
      await work(cache, (milliseconds) => {
        time += milliseconds;
      });
      await close();
    }

    test('any JSON value comes back equal, under any key', async () =>
      withCache(async (cache) => {
        await fc.assert(
          fc.asyncProperty(fc.string({ minLength: 1 }), fc.jsonValue(), async (key, value) => {
            await cache.set(key, value, 1000);
            expect(await cache.get(key)).toStrictEqual(JSON.parse(JSON.stringify(value)));
          }),
        );
      }));

    test('an unknown key has no value', async () =>
      withCache(async (cache) => {
        expect(await cache.get('a')).toBeUndefined();
      }));

    test('a value lives up to its last millisecond and not beyond', async () =>
      withCache(async (cache, tick) => {
        await cache.set('a', 1, 1000);
        tick(999);
        expect(await cache.get('a')).toBe(1);
        tick(1);
        expect(await cache.get('a')).toBeUndefined();
      }));

    test('setting again replaces the value and starts its life anew', async () =>
      withCache(async (cache, tick) => {
        await cache.set('a', 1, 1000);
        tick(900);
        await cache.set('a', 2, 1000);
        tick(900);
        expect(await cache.get('a')).toBe(2);
      }));

    test('a deleted value is gone, and the others stay', async () =>
      withCache(async (cache) => {
        await cache.set('a', 1, 1000);
        await cache.set('b', 2, 1000);
        await cache.delete('a');
        await cache.delete('never there');
        expect(await cache.get('a')).toBeUndefined();
        expect(await cache.get('b')).toBe(2);
      }));
  });
}

import { Keyv } from 'keyv';

import type { Cache } from '../../ports/store/storage.ts';
import type { Database } from '../database/transaction.ts';
import { createKeyvStorage } from './keyv-storage.ts';

/**
 * Look-ups by one key, through Keyv. An outage is thrown, and what cannot be read is as good as gone: with no listener
 * for errors Keyv rethrows them.
 */
export function createCache(db: Database, now: () => number): Cache {
  // The storage tells what has expired by our own clock; Keyv would ask the system's.
  const keyv = new Keyv<unknown>({ store: createKeyvStorage(db, now), checkExpired: false });
  return {
    async get(key) {
      try {
        return await keyv.get(key);
      } catch (error) {
        // What cannot be read counts as missing and is looked up anew.
        if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
        throw error;
      }
    },
    async set(key, value, lifeMs) {
      await keyv.setRaw(key, { value, expires: now() + lifeMs });
    },
    async delete(key) {
      await keyv.delete(key);
    },
  };
}

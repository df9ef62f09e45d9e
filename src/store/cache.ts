import { Keyv } from 'keyv';

import type { Cache } from '../app/ports/storage.ts';
import { createKeyvStorage } from './keyv-storage.ts';
import type { Database } from './transaction.ts';

/** Look-ups by one key, through Keyv. An outage is thrown: with no listener for errors Keyv rethrows them. */
export function createCache(db: Database, now: () => number): Cache {
  // The storage tells what has expired by our own clock; Keyv would ask the system's.
  const keyv = new Keyv<unknown>({ store: createKeyvStorage(db, now), checkExpired: false });
  return {
    get: (key) => keyv.get(key),
    async set(key, value, lifeMs) {
      await keyv.setRaw(key, { value, expires: now() + lifeMs });
    },
    async delete(key) {
      await keyv.delete(key);
    },
  };
}

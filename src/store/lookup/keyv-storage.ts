import type { KeyvStorageAdapter } from 'keyv';

import type { Database } from '../database/transaction.ts';

/** The part of Keyv's storage contract that a {@link Cache} uses. */
type Storage = Pick<KeyvStorageAdapter, 'get' | 'set' | 'delete' | 'has' | 'clear'> & {
  capabilities: { expires: true };
};

/**
 * Keyv's storage in a table of ours. Keyv's own SQLite adapter downloads a native module when it is
 * installed. `capabilities.expires` says that `expires` is absolute, in epoch milliseconds; without it
 * Keyv would hand over a remaining life instead.
 */
export function createKeyvStorage(db: Database, now: () => number): Storage {
  const live = (key: string) =>
    db
      .selectFrom('cache')
      .select('value')
      .where('key', '=', key)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now())]));

  return {
    capabilities: { expires: true },
    async get(key) {
      return (await live(key).executeTakeFirst())?.value;
    },
    async has(key) {
      return (await live(key).executeTakeFirst()) !== undefined;
    },
    async set(key, value, expires) {
      if (typeof value !== 'string') throw new TypeError('Keyv hands over values as text');
      const row = { value, expires_at: expires ?? null };
      // Each write removes expired values: those that are not asked for again would stay for ever.
      await db.deleteFrom('cache').where('expires_at', '<=', now()).execute();
      await db
        .insertInto('cache')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
      return true;
    },
    async delete(key) {
      const { numDeletedRows } = await db.deleteFrom('cache').where('key', '=', key).executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async clear() {
      await db.deleteFrom('cache').execute();
    },
  };
}

import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';

import type { Tables } from '../../../src/store/database/schema.ts';
import { transact } from '../../../src/store/database/transaction.ts';
import type { Database } from '../../../src/store/database/transaction.ts';

/** A database that holds nothing; its roll-backs do what they are told. */
function emptyDatabase(rollBack: () => Promise<void>): Database {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => Object.assign(new DummyDriver(), { rollbackTransaction: rollBack }),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

test('whoever abandons a transaction has it rolled back, and gets the value that was handed in', async () => {
  let rollBacks = 0;
  const db = emptyDatabase(async () => void (rollBacks += 1));
  expect(await transact(db, async (_, abandon) => abandon('nothing written'))).toBe('nothing written');
  expect(await transact(db, async () => 'written')).toBe('written');
  expect(rollBacks).toBe(1);
});

test('what goes wrong while an abandoned transaction is rolled back is told: nobody knows what stands then', async () => {
  const db = emptyDatabase(async () => Promise.reject(new Error('disk I/O error')));
  await expect(transact(db, async (_, abandon) => abandon('nothing written'))).rejects.toThrow('disk I/O error');
});

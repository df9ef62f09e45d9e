import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { StoreUnavailable } from '../../../src/ports/store/store-unavailable.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import type { Tables } from '../../../src/store/database/schema.ts';
import { transact } from '../../../src/store/database/transaction.ts';
import type { Database } from '../../../src/store/database/transaction.ts';
import { createCache } from '../../../src/store/lookup/cache.ts';
import { openSqlite } from '../../../src/store/sqlite/connection.ts';
import { createSqliteDialect } from '../../../src/store/sqlite/dialect.ts';

let folder = '';
let path = '';
let db: Database;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  path = join(folder, 'krea.db');
  db = new Kysely<Tables>({ dialect: createSqliteDialect(openSqlite(path)) });
  await migrate(db);
});
afterEach(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

const keys = async (): Promise<string[]> =>
  (await db.selectFrom('cache').select('key').orderBy('key').execute()).map(({ key }) => key);
const row = (key: string): { key: string; value: string } => ({ key, value: '1' });

test('a transaction owns the file from its first moment, before it has written', async () => {
  const other = new DatabaseSync(path, { timeout: 0 });
  await transact(db, async () => {
    expect(() => other.exec('begin immediate')).toThrow('locked');
  });
  other.exec('begin immediate');
  other.close();
});

test('transactions of one process take turns', async () => {
  await Promise.all(
    ['a', 'b', 'c'].map(async (key) =>
      transact(db, async (tx) => {
        const before = await tx.selectFrom('cache').select('key').execute();
        await tx
          .insertInto('cache')
          .values(row(`${before.length}${key}`))
          .execute();
      }),
    ),
  );
  expect(await keys()).toStrictEqual(['0a', '1b', '2c']);
});

test('a transaction that fails or is abandoned writes nothing', async () => {
  const failing = transact(db, async (tx) => {
    await tx.insertInto('cache').values(row('a')).execute();
    throw new Error('on the way');
  });
  await expect(failing).rejects.toThrow('on the way');
  const abandoned = await transact<string>(db, async (tx, abandon) => {
    await tx.insertInto('cache').values(row('b')).execute();
    return abandon('nothing written');
  });
  expect(abandoned).toBe('nothing written');
  expect(await keys()).toStrictEqual([]);
});

test("an error that made SQLite roll back by itself is told, and not the second rollback's", async () => {
  const failing = transact(db, async (tx) => {
    await sql`rollback`.execute(tx);
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect(await keys()).toStrictEqual([]);
});

test('a value that SQLite does not know is refused before it is misunderstood', async () => {
  await expect(sql`select ${true}`.execute(db)).rejects.toThrow('A boolean cannot be stored');
  await expect(sql`select ${undefined}`.execute(db)).rejects.toThrow('A undefined cannot be stored');
});

test('more different statements than are kept compiled still answer', async () => {
  for (let length = 1; length <= 450; length += 1) {
    const wanted = Array.from({ length }, (_, key) => `${key}`);
    await db.selectFrom('cache').select('key').where('key', 'in', wanted).execute();
  }
  await db.insertInto('cache').values(row('a')).execute();
  expect(await keys()).toStrictEqual(['a']);
});

test('cached values that nobody asks for again are swept away by the next write', async () => {
  let time = 1000;
  const cache = createCache(db, () => time);
  await cache.set('short', 1, 10);
  await cache.set('long', 1, 100);
  time += 10;
  await cache.set('new', 1, 10);
  expect(await keys()).toStrictEqual(['long', 'new']);
});

test('a database that cannot answer is an error, and not an empty cache', async () => {
  const cache = createCache(db, () => 1000);
  await sql`drop table cache`.execute(db);
  await expect(cache.get('a')).rejects.toThrow('no such table');
  await expect(cache.set('a', 1, 10)).rejects.toThrow('no such table');
});

test('what may pass is told apart from what comes again with every try', async () => {
  await sql`pragma busy_timeout = 0`.execute(db);
  const other = new DatabaseSync(path, { timeout: 0 });
  other.exec('begin immediate');
  await expect(transact(db, async () => undefined)).rejects.toThrow(StoreUnavailable);
  other.exec('rollback');
  other.close();

  await sql`pragma max_page_count = 1`.execute(db);
  await expect(
    db
      .insertInto('cache')
      .values({ key: 'large', value: 'x'.repeat(1_000_000) })
      .execute(),
  ).rejects.toThrow(StoreUnavailable);
  await sql`pragma max_page_count = 1000000`.execute(db);

  await db.insertInto('cache').values(row('a')).execute();
  await expect(db.insertInto('cache').values(row('a')).execute()).rejects.not.toThrow(StoreUnavailable);
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { Kysely, sql } from 'kysely';
import { describe, expect, test } from 'vitest';

import { openSqlite } from '../../../src/store/sqlite/connection.ts';
import { createSqliteDialect } from '../../../src/store/sqlite/dialect.ts';
import { createLogSync } from '../../../src/store/sqlite/log-sync.ts';
import { createSlowDisk } from './slow-disk.ts';

/** A log on a slow disk. */
function createDisk() {
  const state = { changes: 0 };
  const { syncs, rewrites, sync, rewrite } = createSlowDisk();
  const log = createLogSync(() => state.changes, sync, rewrite);
  const told: number[] = [];
  return {
    syncs,
    rewrites,
    told,
    /** Writes one more change, whose writer then waits for the disk. */
    write(): Promise<void> {
      const mine = (state.changes += 1);
      return log.reached(mine).then(() => void told.push(mine));
    },
    read: async () => log.reached(state.changes),
  };
}

describe('who waits for the disk', () => {
  test('a writer is told after a sync that began after its change, and not by one that was under way', async () => {
    const { write, syncs, told } = createDisk();
    const writers = [write(), write(), write()];
    await setImmediate();
    syncs[0]?.resolve();
    await setImmediate();
    // The second and third change may have come after the first sync had begun to read.
    expect(syncs.length).toBeLessThanOrEqual(2);
    syncs[1]?.resolve();
    await Promise.all(writers);
    expect(told).toStrictEqual([1, 2, 3]);

    const late = write();
    await setImmediate();
    expect(told).toStrictEqual([1, 2, 3]);
    syncs.at(-1)?.resolve();
    await late;
    expect(told).toStrictEqual([1, 2, 3, 4]);
  });

  test('many who write meanwhile share the next sync', async () => {
    const { write, syncs } = createDisk();
    const first = write();
    await setImmediate();
    const others = Array.from({ length: 100 }, write);
    syncs[0]?.resolve();
    await first;
    await setImmediate();
    syncs[1]?.resolve();
    await Promise.all(others);
    expect(syncs).toHaveLength(2);
  });

  test('who writes nothing waits for those who do, and for nobody when all is on the disk', async () => {
    const { write, read, syncs } = createDisk();
    await read();
    expect(syncs).toHaveLength(0);
    let hasRead = false;
    const writer = write();
    const reader = read().then(() => (hasRead = true));
    await setImmediate();
    expect(hasRead).toBe(false);
    syncs[0]?.resolve();
    await Promise.all([writer, reader]);
    await read();
    expect(syncs).toHaveLength(1);
  });

  test('after a disk has refused, no sync is believed before everything has been written anew', async () => {
    const { write, syncs, rewrites } = createDisk();
    const first = write();
    await setImmediate();
    syncs[0]?.reject(new Error('EIO'));
    await expect(first).rejects.toThrow('EIO');

    const second = write();
    await setImmediate();
    expect(syncs).toHaveLength(1);
    rewrites[0]?.reject(new Error('EIO again'));
    await expect(second).rejects.toThrow('EIO again');

    const third = write();
    await setImmediate();
    rewrites[1]?.resolve();
    await third;
    const fourth = write();
    await setImmediate();
    syncs[1]?.resolve();
    await fourth;
    expect(syncs).toHaveLength(2);
  });
});

test('a file is closed without leaving its log behind, a database in memory waits for no disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  for (const path of [join(folder, 'krea.db'), ':memory:']) {
    const db = new Kysely<unknown>({ dialect: createSqliteDialect(openSqlite(path)) });
    await sql`create table t (a)`.execute(db);
    await sql`insert into t values (1)`.execute(db);
    expect((await sql`select a from t`.execute(db)).rows).toEqual([{ a: 1 }]);
    await db.destroy();
  }
  expect(await readdir(folder)).toStrictEqual(['krea.db']);
  await rm(folder, { recursive: true });
});

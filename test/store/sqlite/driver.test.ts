import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';

import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { StoreUnavailable } from '../../../src/ports/store/store-unavailable.ts';
import { openSqlite } from '../../../src/store/sqlite/connection.ts';
import { createSqliteDialect } from '../../../src/store/sqlite/dialect.ts';
import type { DriverOptions } from '../../../src/store/sqlite/driver.ts';
import { createLogSync } from '../../../src/store/sqlite/log-sync.ts';
import type { LogSync } from '../../../src/store/sqlite/log-sync.ts';
import { createSlowDisk } from './slow-disk.ts';

interface Notes {
  note: { id: number };
}

const opened: { destroy(): Promise<void> }[] = [];
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
});
afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy();
  await rm(folder, { recursive: true });
});

async function openNotes(options: DriverOptions, path = ':memory:'): Promise<Kysely<Notes>> {
  const db = new Kysely<Notes>({ dialect: createSqliteDialect(openSqlite(path), options) });
  opened.push(db);
  await sql`create table note (id integer primary key)`.execute(db);
  return db;
}

const write = async (db: Kysely<Notes>, id: number): Promise<void> =>
  void (await db.insertInto('note').values({ id }).execute());
const ids = async (db: Kysely<Notes>): Promise<number[]> =>
  (await db.selectFrom('note').select('id').orderBy('id').execute()).map(({ id }) => id);

/** A log on a slow disk; `count` tells how many changes it is told to hold. */
function createSlowLog() {
  const { syncs, rewrites, sync, rewrite } = createSlowDisk();
  const told: { changed?: () => number } = {};
  const openLog = (_: unknown, changed: () => number): LogSync => {
    told.changed = changed;
    return { ...createLogSync(changed, sync, rewrite), close: async () => undefined };
  };
  return { openLog, syncs, rewrites, count: () => told.changed?.() };
}

/** Lets everything run that needs neither disk nor network. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await setImmediate();
}

describe('who is told of a commit', () => {
  test('nobody before it is on the disk, and those who commit meanwhile share the next sync', async () => {
    const { openLog, syncs } = createSlowLog();
    const db = await openNotes({ openLog });
    const told: number[] = [];
    const writing = [1, 2, 3, 4].map(async (id) => {
      await write(db, id);
      told.push(id);
    });
    await settle();
    expect([told, syncs.length]).toStrictEqual([[], 1]);
    syncs[0]?.resolve();
    await settle();
    expect([told, syncs.length]).toStrictEqual([[1], 2]);
    syncs[1]?.resolve();
    await Promise.all(writing);
    expect(syncs).toHaveLength(2);
  });

  test('what a transaction has not committed counts as written by no sync', async () => {
    const { openLog, syncs, count } = createSlowLog();
    const db = await openNotes({ openLog });
    const counted = [count()];
    const writing = db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ id: 1 }).execute();
      counted.push(count());
    });
    await settle();
    counted.push(count());
    syncs[0]?.resolve();
    await writing;
    expect(counted).toStrictEqual([0, 0, 1]);
  });

  test('a disk that refuses once fails who waits for it, and nobody after that', async () => {
    const { openLog, syncs, rewrites } = createSlowLog();
    const db = await openNotes({ openLog });
    const refused = write(db, 1).catch((error: unknown) => error);
    await settle();
    syncs[0]?.reject(new Error('EIO'));
    expect(await refused).toBeInstanceOf(StoreUnavailable);
    const reading = ids(db);
    await settle();
    rewrites[0]?.resolve();
    expect(await reading).toStrictEqual([1]);
  });

  test('a real log is written anew after a failure, while others use the database', async () => {
    const path = join(folder, 'krea.db');
    const db = await openNotes({}, path);
    await rename(`${path}-wal`, join(folder, 'aside'));
    await expect(write(db, 1)).rejects.toThrow(StoreUnavailable);
    await rename(join(folder, 'aside'), `${path}-wal`);

    const written = await stat(`${path}-wal`);
    await Promise.all([write(db, 2), db.transaction().execute(async (tx) => write(tx, 3)), write(db, 4)]);
    expect(await ids(db)).toStrictEqual([1, 2, 3, 4]);
    expect(written.size).toBeGreaterThan(0);
    expect((await stat(`${path}-wal`)).size).toBeLessThan(written.size);
  });
});

describe('a log that has to be written anew', () => {
  test('is, although another process reads what was before, and loses nothing', async () => {
    const path = join(folder, 'krea.db');
    const db = await openNotes({}, path);
    // Nothing has been synced by a log that cannot be opened: all that was written before is in doubt as well.
    await rename(`${path}-wal`, join(folder, 'aside'));
    await expect(write(db, 1)).rejects.toThrow(StoreUnavailable);
    await rename(join(folder, 'aside'), `${path}-wal`);
    const reader = new DatabaseSync(path, { readOnly: true });
    reader.exec('begin');
    expect(reader.prepare('select count(*) as count from note').get()).toMatchObject({ count: 1 });

    await Promise.all([write(db, 2), db.transaction().execute(async (tx) => write(tx, 3))]);
    expect(await ids(db)).toStrictEqual([1, 2, 3]);
    expect(reader.prepare('select count(*) as count from note').get()).toMatchObject({ count: 1 });
    reader.close();
    await opened.pop()?.destroy();
    const again = new DatabaseSync(path);
    expect(again.prepare('pragma integrity_check').get()).toMatchObject({ integrity_check: 'ok' });
    expect(again.prepare('select id from note').all()).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }]);
    again.close();
  });
});

describe('who has the database', () => {
  test('everybody in the order in which they came', async () => {
    const db = await openNotes({});
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map(async (id) =>
        db.transaction().execute(async (tx) => {
          await tx.insertInto('note').values({ id }).execute();
          order.push(id);
        }),
      ),
    );
    expect(order).toStrictEqual([1, 2, 3, 4, 5]);
  });

  test('a long transaction lets everything else go on between its statements', async () => {
    let time = 0;
    // Every look at this clock finds a millisecond gone.
    const db = await openNotes({ now: () => (time += 1) });
    const others = { turns: 0 };
    const stop = new AbortController();
    const running = (async () => {
      for (; !stop.signal.aborted; others.turns += 1) await setImmediate();
    })();
    const seen: number[] = [];
    await db.transaction().execute(async (tx) => {
      for (const id of [1, 2, 3]) {
        await tx.insertInto('note').values({ id }).execute();
        seen.push(others.turns);
      }
    });
    stop.abort();
    await running;
    expect(new Set(seen).size).toBe(3);
  });

  test('short ones begin after everything else that has come, and share a turn', async () => {
    const db = await openNotes({ now: () => 0 });
    const happened: string[] = [];
    const writing = [1, 2, 3].map(async (id) => {
      await write(db, id);
      happened.push('written');
    });
    await Promise.resolve().then(() => happened.push('answered'));
    const later = setImmediate()
      .then(async () => setImmediate())
      .then(() => happened.push('later'));
    await Promise.all([...writing, later]);
    expect(happened).toStrictEqual(['answered', 'written', 'written', 'written', 'later']);
  });

  test('closing waits for what is under way and for the disk; what comes too late fails and does not hang', async () => {
    const db = await openNotes({}, join(folder, 'krea.db'));
    const early = [1, 2, 3].map(async (id) => write(db, id));
    await Promise.all([db.destroy(), ...early]);
    await expect(write(db, 4)).rejects.toThrow('destroyed');
    expect(await readdir(folder)).toStrictEqual(['krea.db']);
  });
});

describe('whether something could be written', () => {
  const large = { id: 1, words: 'x'.repeat(200_000) };

  async function openFull(): Promise<{
    db: Kysely<Notes & { page: typeof large }>;
    noted: boolean[];
    limit: (pages: number) => Promise<void>;
  }> {
    const noted: boolean[] = [];
    const db = new Kysely<Notes & { page: typeof large }>({
      dialect: createSqliteDialect(openSqlite(join(folder, 'notes.db')), {
        noteWrite: (isDone) => void noted.push(isDone),
      }),
    });
    opened.push(db);
    await sql`create table note (id integer primary key)`.execute(db);
    await sql`create table page (id integer primary key, words text)`.execute(db);
    noted.length = 0;
    return {
      db,
      noted,
      limit: async (pages) => void (await sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db)),
    };
  }

  test('is told of each write, and of nothing that is only read', async () => {
    const { db, noted } = await openFull();
    await db.selectFrom('note').selectAll().execute();
    expect(noted).toEqual([]);
    await db.insertInto('note').values({ id: 1 }).execute();
    expect(noted).toEqual([true]);
  });

  test('a transaction that the disk stops half-way is a write that failed, whatever it had written before', async () => {
    const { db, noted, limit } = await openFull();
    await limit(5);
    const work = db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ id: 1 }).execute();
      await tx.insertInto('page').values(large).execute();
    });
    await expect(work).rejects.toBeInstanceOf(StoreUnavailable);
    expect(noted).toEqual([false]);
    await limit(1_000);
    await db.insertInto('page').values(large).execute();
    expect(noted).toEqual([false, true]);
  });

  test('what a transaction takes back proves nothing', async () => {
    const { db, noted } = await openFull();
    const work = db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ id: 1 }).execute();
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(noted).toEqual([]);
  });
});

test('a sync that the disk refuses is a write that failed', async () => {
  const { openLog, syncs, rewrites } = createSlowLog();
  const noted: boolean[] = [];
  const db = await openNotes({ openLog, noteWrite: (isDone) => void noted.push(isDone) });
  noted.length = 0;
  const refused = write(db, 1).catch((error: unknown) => error);
  await settle();
  syncs.at(-1)?.reject(new Error('I/O error'));
  expect(await refused).toBeInstanceOf(StoreUnavailable);
  expect(noted).toEqual([false]);
  const again = write(db, 2);
  await settle();
  rewrites[0]?.resolve();
  await again;
  expect(noted).toEqual([false, true]);
});

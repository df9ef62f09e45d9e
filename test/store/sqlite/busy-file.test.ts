import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';

import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { StoreUnavailable } from '../../../src/ports/store/store-unavailable.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { BUSY_TIMEOUT_MS } from '../../../src/store/sqlite/busy-file.ts';
import { openSqlite } from '../../../src/store/sqlite/connection.ts';
import { createSqliteDialect } from '../../../src/store/sqlite/dialect.ts';
import type { DriverOptions } from '../../../src/store/sqlite/driver.ts';
import { openDatabase } from '../../../src/store/sqlite/open-database.ts';
import { open } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { holdFile } from './hold-file.ts';

interface Notes {
  note: { id: number };
}

let folder = '';
let path = '';
let other: DatabaseSync;
const opened: Kysely<Notes>[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  path = join(folder, 'krea.db');
});
afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy();
  if (other?.isOpen) other.close();
  await rm(folder, { recursive: true });
});

async function openNotes(options: DriverOptions = {}): Promise<Kysely<Notes>> {
  const db = new Kysely<Notes>({ dialect: createSqliteDialect(openSqlite(path), options) });
  opened.push(db);
  await sql`create table note (id integer primary key)`.execute(db);
  other = new DatabaseSync(path, { timeout: 0 });
  return db;
}

const write = async (db: Kysely<Notes>, id: number): Promise<void> =>
  void (await db.insertInto('note').values({ id }).execute());
const writeAll = async (db: Kysely<Notes>, ids: readonly number[]): Promise<void> =>
  db.transaction().execute(async (tx) => {
    for (const id of ids) await tx.insertInto('note').values({ id }).execute();
  });
const ids = async (db: Kysely<Notes>): Promise<number[]> =>
  (await db.selectFrom('note').select('id').orderBy('id').execute()).map(({ id }) => id);

describe('while another process holds the file for writing', () => {
  test('everything else and every reader go on, and who writes follows when it is free', async () => {
    const db = await openNotes();
    await write(db, 1);
    await using holder = await holdFile(path);
    const happened: string[] = [];
    const writing = [
      write(db, 2).then(() => happened.push('written')),
      writeAll(db, [3, 4]).then(() => happened.push('written')),
    ];
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    happened.push(`read ${String(await ids(db))}`);
    happened.push('released');
    await holder.release();
    await Promise.all(writing);

    expect(happened).toStrictEqual(['read 1', 'released', 'written', 'written']);
    expect(await ids(db)).toStrictEqual([1, 2, 3, 4]);
  });

  test('who writes waits for five seconds and is told then, each from when it came', async () => {
    const clock = createFakeClock();
    const db = await openNotes({ now: clock.monotonic, sleep: clock.sleep });
    other.exec('begin immediate');
    const told: string[] = [];
    const writer = async (id: number): Promise<void> =>
      write(db, id).then(
        () => void told.push(`${id} written`),
        (error: unknown) => void told.push(`${id} ${error instanceof StoreUnavailable ? 'told' : String(error)}`),
      );
    const writing = [writer(1), writer(2)];
    await clock.pass(3_000);
    writing.push(writer(3));
    await clock.pass(BUSY_TIMEOUT_MS - 3_100);
    expect(told).toStrictEqual([]);
    await clock.pass(300);
    expect(told).toStrictEqual(['1 told', '2 told']);
    other.exec('rollback');
    await clock.pass(100);
    await Promise.all(writing);
    expect(told).toStrictEqual(['1 told', '2 told', '3 written']);
  });

  test('those who wait come in the order in which they came', async () => {
    const clock = createFakeClock();
    const db = await openNotes({ now: clock.monotonic, sleep: clock.sleep });
    other.exec('begin immediate');
    const order: number[] = [];
    const writing = [1, 2, 3, 4].map(async (id) => write(db, id).then(() => order.push(id)));
    await clock.pass(1_000);
    other.exec('rollback');
    await clock.pass(1_000);
    await Promise.all(writing);
    expect(order).toStrictEqual([1, 2, 3, 4]);
  });

  test('a stop does not wait for it', async () => {
    const db = await openNotes();
    other.exec('begin immediate');
    const refused = write(db, 1).catch((error: unknown) => error);
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    await opened.pop()?.destroy();
    expect(await refused).toBeInstanceOf(StoreUnavailable);
  });

  test.each(['begin immediate', 'begin exclusive'])('a start waits for its end (%s)', async (take) => {
    await (await openStore(`sqlite:${path}`)).close();
    await using holder = await holdFile(path, take);
    const happened: string[] = [];
    const starting = openStore(`sqlite:${path}`).finally(() => happened.push('opened'));
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    happened.push('released');
    await holder.release();
    const store = await starting;
    expect(happened).toStrictEqual(['released', 'opened']);
    expect(await open(store.journal)).toMatchObject({ kind: 'opened' });
    await store.close();
    expect(await readdir(folder)).toStrictEqual(['krea.db']);
  });

  test('a start that waits in vain can be tried again, unlike one with wrong settings', async () => {
    const clock = createFakeClock();
    const time = { now: clock.monotonic, sleep: clock.sleep };
    await (await openDatabase(path)).destroy();
    other = new DatabaseSync(path, { timeout: 0 });
    other.exec('begin immediate');
    const refused = openDatabase(path, time).catch((error: unknown) => error);
    await clock.pass(2 * BUSY_TIMEOUT_MS);
    expect(await refused).toBeInstanceOf(StoreUnavailable);
    expect(await refused).toMatchObject({
      message: `DATABASE_URL: ${path} cannot be used as a database: database is locked`,
    });
    expect(await openDatabase(folder, time).catch((error: unknown) => error)).not.toBeInstanceOf(StoreUnavailable);
  });
});

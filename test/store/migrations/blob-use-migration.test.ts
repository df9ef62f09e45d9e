import fs, { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Kysely, sql } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { openStore } from '../../../src/store/open-store.ts';
import { openSqlite } from '../../../src/store/sqlite/connection.ts';
import { createSqliteDialect } from '../../../src/store/sqlite/dialect.ts';

const FOLDER = new URL('../../../src/store/migrations/', import.meta.url);
const LAST = '0010-uncopied-pictures';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blob-use-'));
});
afterEach(async () => rm(folder, { recursive: true }));

test('images of a file of the version before were used when their pictures were finished or their requests made, the last time counts', async () => {
  const path = join(folder, 'krea.db');
  const all = await new FileMigrationProvider({
    fs,
    path: { join },
    migrationFolder: fileURLToPath(FOLDER),
  }).getMigrations();
  const migrations = Object.fromEntries(Object.entries(all).filter(([name]) => name <= LAST));
  const db = new Kysely<unknown>({ dialect: createSqliteDialect(openSqlite(path)) });
  await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  for (const [id, at] of [
    ['1', 100],
    ['2', 500],
  ] as const) {
    await sql`
      insert into generation (id, guild_id, channel_id, wallet_scope, wallet_id, user_id, verb, request, price_version, price_tier, price_each,
        is_private, is_spoiler, reply_application_id, reply_token, attachment_limit, created_at)
      values (${id}, 'g', 'c', 'guild', 'g', 'u', 'create', ${JSON.stringify({ references: [{ hash: 'reference', strength: 1 }] })}, 'v', 'text', 1, 0, 0, 'a', 't', 1, ${at})
    `.execute(db);
    await sql`
      insert into picture (generation_id, picture_index, seed, state, arrived_at, wallet_scope, wallet_id, user_id, hash, finished_at)
      values (${id}, 1, 1, 'delivered', ${at}, 'guild', 'g', 'u', ${`picture-${id}`}, ${at + 50})
    `.execute(db);
  }
  for (const hash of ['reference', 'picture-1', 'picture-2', 'offered']) {
    await sql`insert into blob (hash, media_type, bytes) values (${hash}, 'image/png', ${Uint8Array.of(1, 2, 3)})`.execute(
      db,
    );
  }
  await db.destroy();

  const store = await openStore(`sqlite:${path}`);
  expect((await store.blobs.sizes(500)).recent).toBe(6);
  expect(await store.blobs.removeUnused(151)).toBe(1);
  expect(await store.blobs.has(['picture-1'])).toBe(false);
  expect(await store.blobs.removeUnused(501)).toBe(1);
  expect(await store.blobs.has(['reference'])).toBe(false);
  expect(await store.blobs.has(['picture-2', 'offered'])).toBe(true);
  await store.close();
});

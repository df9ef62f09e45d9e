import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openStore } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite/connection.ts';
import { open } from '../contract/samples.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
});
afterEach(async () => rm(folder, { recursive: true }));

test('a file is created with its folders, and found again with what it held', async () => {
  const url = `sqlite:${join(folder, 'deep', 'data', 'krea.db')}`;
  const first = await openStore(url);
  await open(first.journal);
  await first.close();
  expect(await readdir(join(folder, 'deep', 'data'))).toStrictEqual(['krea.db']);

  const second = await openStore(url);
  expect(await second.journal.find('1001')).toMatchObject({ id: '1001' });
  await second.close();
});

test('a commit outlives the process at once; the dialect waits for the disk', () => {
  const database = openSqlite(join(folder, 'krea.db'));
  expect(database.prepare('pragma journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
  expect(database.prepare('pragma synchronous').get()).toMatchObject({ synchronous: 1 });
  expect(database.prepare('pragma foreign_keys').get()).toMatchObject({ foreign_keys: 1 });
  expect(database.prepare('pragma busy_timeout').get()).toMatchObject({ timeout: 0 });
  database.close();
});

test('closing waits for what is under way, can be repeated, and ends the store', async () => {
  const store = await openStore('sqlite::memory:');
  const opening = Promise.all(['1', '2', '3'].map(async (id) => open(store.journal, { id })));
  await Promise.all([store.close(), store.close()]);
  expect((await opening).map(({ kind }) => kind)).toStrictEqual(['opened', 'opened', 'opened']);
  await expect(store.journal.find('1')).rejects.toThrow('destroyed');
});

test.each(['postgres://krea:secret@localhost/krea', 'postgresql://krea:secret@localhost/krea'])(
  'PostgreSQL ends with a word about what to use instead, without repeating the password',
  async (url) => {
    await expect(openStore(url)).rejects.toThrow(/^(?!.*secret).*not yet in this version.*sqlite:/);
  },
);

test.each(['', 'sqlite:', 'mysql://root:secret@localhost', './data/krea.db'])(
  'an address that is not understood (%s) is refused',
  async (url) => {
    await expect(openStore(url)).rejects.toThrow(/^(?!.*secret).*must look like sqlite:/);
  },
);

test('a file that is no database is refused', async () => {
  await expect(openStore(`sqlite:${import.meta.filename}`)).rejects.toThrow('not a database');
});

test('a database written by a later version is refused rather than guessed at', async () => {
  const path = join(folder, 'krea.db');
  await (await openStore(`sqlite:${path}`)).close();
  const database = openSqlite(path);
  database.exec("insert into kysely_migration values ('9999-from-the-future', '2099-01-01T00:00:00.000Z')");
  database.close();
  await expect(openStore(`sqlite:${path}`)).rejects.toThrow('could not be brought up to date');
});

test.each([
  ['a folder', '.'],
  ['a file that is no database', 'letter.txt'],
  ['a file in what is no folder', 'letter.txt/krea.db'],
])('%s ends with a word that names the setting and the file', async (_what, name) => {
  await writeFile(join(folder, 'letter.txt'), 'Dear database,\n'.repeat(10));
  const path = join(folder, name);
  await expect(openStore(`sqlite:${path}`)).rejects.toThrow(`DATABASE_URL: ${path} cannot be used as a database: `);
});

// A thread has no user of its own to change.
test.runIf(isMainThread)(
  'a file that may only be read is refused at once, not when somebody first asks for a picture',
  async () => {
    const path = join(folder, 'krea.db');
    await (await openStore(`sqlite:${path}`)).close();
    await chmod(folder, 0o777);
    await chmod(path, 0o444);
    // Nothing is write-protected for root.
    const own = process.geteuid?.();
    if (own === 0) process.seteuid?.('nobody');
    try {
      await expect(openStore(`sqlite:${path}`)).rejects.toThrow(
        `DATABASE_URL: ${path} cannot be used as a database: attempt to write a readonly database`,
      );
    } finally {
      if (own === 0) process.seteuid?.(0);
    }
  },
);

import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openLedgerSnapshot } from '../../../src/store/checks/open-snapshot.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createBotLock } from '../../../src/store/sqlite/bot-lock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
});
afterEach(async () => rm(folder, { recursive: true }));

test('one bot has a database, and the next when it lets go', () => {
  const url = `sqlite:${join(folder, 'deep', 'krea.db')}`;
  const first = createBotLock(url);
  const second = createBotLock(url);
  expect([first.tryTake(), second.tryTake(), second.tryTake()]).toStrictEqual([true, false, false]);
  first.release();
  expect(second.tryTake()).toBe(true);
  second.release();
});

test('a database by another name is the same, and another database is another', async () => {
  const path = join(folder, 'krea.db');
  await (await openStore(`sqlite:${path}`)).close();
  await symlink(path, join(folder, 'alias.db'));
  const locks = ['krea.db', 'alias.db', 'other.db'].map((name) => createBotLock(`sqlite:${join(folder, name)}`));
  expect(locks.map((lock) => lock.tryTake())).toStrictEqual([true, false, true]);
  for (const lock of locks) lock.release();
});

test('whoever has the place holds up neither the store nor a reader', async () => {
  const url = `sqlite:${join(folder, 'krea.db')}`;
  const lock = createBotLock(url);
  expect(lock.tryTake()).toBe(true);
  await (await openStore(url)).close();
  await (await openLedgerSnapshot(url, { now: Date.now })).close();
  lock.release();
});

test('databases in memory are each somebody’s own', () => {
  const locks = [createBotLock('sqlite::memory:'), createBotLock('sqlite::memory:')];
  expect(locks.map((lock) => lock.tryTake())).toStrictEqual([true, true]);
});

test('a folder that cannot be used ends with a word that names the setting and the file', () => {
  const path = join(import.meta.filename, 'krea.db');
  expect(() => createBotLock(`sqlite:${path}`)).toThrow(`DATABASE_URL: ${path} cannot be used as a database: `);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openStore } from '../../../src/store/open-store.ts';
import { opened, TO_FINISHED } from '../../contract/samples.ts';

const BACKUP = fileURLToPath(new URL('../../../src/backup.ts', import.meta.url));

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
  path = join(folder, 'krea.db');
});
afterEach(async () => rm(folder, { recursive: true }));

/** Runs `npm run backup` as an operator does. */
async function backUp(words: readonly string[], settings: Record<string, string> = { DATABASE_URL: `sqlite:${path}` }) {
  const child = spawn(process.execPath, [BACKUP, ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}

/** Somebody who writes both tables in one transaction, again and again without a pause. */
function startWriter(): Worker {
  const code = `
    const { DatabaseSync } = require('node:sqlite');
    const { parentPort } = require('node:worker_threads');
    const database = new DatabaseSync(${JSON.stringify(path)}, { timeout: 5000 });
    for (let count = 0; ; count += 1) {
      database.exec('begin immediate; insert into one values (' + count + '); insert into other values (' + count + '); commit');
      if (count === 10) parentPort.postMessage('writing');
    }`;
  return new Worker(code, { eval: true });
}

test('beside a writer that never pauses a backup ends, and is one instant of the database', async () => {
  const store = await openStore(`sqlite:${path}`);
  await opened(store.journal, {}, TO_FINISHED);
  const database = new DatabaseSync(path);
  database.exec(
    'create table one (count integer); create table other (count integer); create table ballast (bytes blob)',
  );
  const fill = database.prepare('insert into ballast values (randomblob(1000000))');
  for (let megabytes = 0; megabytes < 60; megabytes += 1) fill.run();
  database.close();
  const writer = startWriter();
  await once(writer, 'message');

  const done = await backUp(['copy.db']);
  await writer.terminate();
  expect(done).toEqual({
    code: 0,
    out: expect.stringMatching(/^Done: .*krea\.db is backed up as .*copy\.db \(6\d\.\d MB\)\.\n$/),
    err: '',
  });

  const copy = new DatabaseSync(join(folder, 'copy.db'));
  expect(copy.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
  const { ones, others } =
    copy.prepare('select (select count(*) from one) as ones, (select count(*) from other) as others').get() ?? {};
  expect(Number(ones)).toBeGreaterThan(10);
  expect(others).toBe(ones);
  copy.close();
  await store.close();

  // It is put in the file's place, and the bot starts with it.
  const restored = await openStore(`sqlite:${join(folder, 'copy.db')}`);
  expect(await restored.ledger.balances()).toEqual(await restored.ledger.totals());
  expect(await restored.journal.find('1001')).toMatchObject({ pictures: [{ state: 'finished' }] });
  await restored.close();
});

test('a file that exists is never replaced', async () => {
  await (await openStore(`sqlite:${path}`)).close();
  await writeFile(join(folder, 'copy.db'), 'older');
  expect(await backUp(['copy.db'])).toEqual({
    code: 1,
    out: '',
    err: expect.stringMatching(/^No backup was made: .*copy\.db exists already: choose another name/),
  });
  expect(await backUp([path])).toMatchObject({ code: 1 });
  expect(await readFile(join(folder, 'copy.db'), 'utf8')).toBe('older');
});

test.for([
  ['no database', ['copy.db'], /No backup was made: DATABASE_URL: .*krea\.db cannot be read/],
  ['no folder to write to', ['none/copy.db'], /No backup was made: the folder .*none does not exist/],
  ['no name', [], /Usage: npm run backup -- FILE/],
  ['an option', ['--help'], /Usage: npm run backup -- FILE/],
  ['two names', ['one.db', 'two.db'], /Usage: npm run backup -- FILE/],
] as const)('%s ends with words, with 1, and leaves nothing', async ([what, words, said]) => {
  if (what !== 'no database') await (await openStore(`sqlite:${path}`)).close();
  const before = await readdir(folder);
  expect(await backUp(words)).toEqual({ code: 1, out: '', err: expect.stringMatching(said) });
  expect(await readdir(folder)).toEqual(before);
});

test('a backup needs no setting but where the database is, and says when that is wrong', async () => {
  await (await openStore(`sqlite:${join(folder, 'data', 'krea.db')}`)).close();
  expect(await backUp(['copy.db'], {})).toMatchObject({ code: 0 });
  expect(await backUp(['other.db'], { DATABASE_URL: 'nowhere' })).toEqual({
    code: 1,
    out: '',
    err: expect.stringMatching(/^The settings are not right:\n {2}DATABASE_URL /),
  });
});

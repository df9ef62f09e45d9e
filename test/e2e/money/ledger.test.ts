import { DatabaseSync } from 'node:sqlite';

import { beforeAll, expect, test } from 'vitest';

import { systemClock } from '../../sandbox/krea/clock.ts';
import { runLedger } from '../run-ledger.ts';
import { submitByHand } from '../somebody-else.ts';
import { addServer, hasPictures, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

/** Jobs of this very moment could still be on their way into the books: here all are older. */
const AGE_MS = 5 * 60_000;

const studio = shareStudio({ krea: { clock: { ...systemClock, now: () => Date.now() - AGE_MS } } });
let here: Server;

const ledger = async (words: readonly string[] = [], changed: Record<string, string> = {}) =>
  runLedger(studio(), words, changed);

/** Changes the books behind the bot's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(studio().databasePath, { timeout: 5_000 });
  database.exec(sql);
  database.close();
}

beforeAll(async () => {
  const { krea } = studio();
  here = addServer(studio(), 'booked');
  await here.member.command('krea', { prompt: 'a secret heron', count: 2 }).message(hasPictures(2));
  krea.next({ end: { failed: 'object' } });
  await here.member
    .command('krea', { prompt: 'a failure' })
    .message(({ text: words }) => words.includes('Not charged'));
});

test('while the bot runs, the ledger is printed, checked, and agrees with Krea', async () => {
  const { code, out, err } = await ledger();
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(new RegExp(String.raw`${here.guildId} +month:\S+ +\$0\.06 spent +\$0\.00 held +2 pictures`));
  expect(out).toMatch(/Everything together\n +all +month:\S+ +\$0\.06 spent/);
  expect(out).toContain('Krea’s 3 jobs');
  expect(out).toContain('Everything agrees.');
  for (const secret of ['heron', studio().krea.token, studio().discord.token]) expect(out).not.toContain(secret);
});

test('a job of somebody else is a difference, unless it is older than the span', async () => {
  const jobId = await submitByHand(studio());
  const found = await ledger(['--since', '1d']);
  expect([found.code, found.err]).toEqual([1, '']);
  expect(found.out).toContain(`job ${jobId}`);
  expect(found.out).toContain('is not known here: somebody else’s, or lost');
  expect((await ledger(['--offline'])).code).toBe(0);
});

test('what is paid and not settled is a difference, in the books and in the balance', async () => {
  tamper("create table aside as select * from entry where kind = 'settle'; delete from entry where kind = 'settle'");
  const { code, out } = await ledger(['--offline']);
  tamper('insert into entry select * from aside; drop table aside');
  expect(code).toBe(1);
  expect(out).toContain('it is paid and not settled');
  expect(out).toContain(`balance of guild ${here.guildId}`);
  expect((await ledger(['--offline'])).code).toBe(0);
});

test.for([
  [
    "update balance set spent = spent + 1 where scope = 'guild'",
    "update balance set spent = spent - 1 where scope = 'guild'",
    'balance of guild',
  ],
  [
    'update spent_by_hour set spent = spent + 10000',
    'update spent_by_hour set spent = spent - 10000',
    '$0.07 for 2 pictures, and the entries come to $0.06 for 2 pictures',
  ],
  [
    'update spent_by_member_day set pictures = 3',
    'update spent_by_member_day set pictures = 2',
    '$0.06 for 3 pictures, and the entries come to $0.06 for 2 pictures',
  ],
] as const)('after %s the books differ, and agree again when it is put right', async ([wrong, right, words]) => {
  tamper(wrong);
  const { code, out } = await ledger(['--offline']);
  tamper(right);
  expect(code).toBe(1);
  expect(out).toContain(words);
  expect(out).toContain(here.guildId);
  expect((await ledger(['--offline'])).code).toBe(0);
});

test('a picture whose job Krea does not know is a difference', async () => {
  tamper(
    "update picture set remote_id = 'gone', submitting_at = submitting_at - 120000 where remote_id is not null and picture_index = 2",
  );
  expect((await ledger()).out).toMatch(/picture \d+\.2 \(delivered, job gone, .*\) is not in Krea’s list/);
});

test('what cannot be checked ends with 2 and says why, without repeating a setting', async () => {
  const down = await ledger([], { KREA_API_URL: 'http://127.0.0.1:9' });
  expect([down.code, down.out]).toEqual([2, '']);
  expect(down.err).toContain('With --offline');
  const wrong = await ledger([], { DATABASE_URL: 'mysql://user:hush@host/db' });
  expect([wrong.code, wrong.err.includes('DATABASE_URL'), wrong.err.includes('hush')]).toEqual([2, true, false]);
  const none = await ledger([], { DATABASE_URL: 'sqlite:/nowhere/krea.db' });
  expect([none.code, none.out]).toEqual([2, '']);
  for (const words of [['--since', 'yesterday'], ['--fix']]) {
    const { code, err } = await ledger(words);
    expect([code, err.startsWith('Usage: npm run ledger')]).toEqual([2, true]);
  }
});

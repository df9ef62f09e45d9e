import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { auditLedger, hasDifferences } from '../../src/app/budget/audit-ledger.ts';
import type { RuleChange } from '../../src/ports/store/rulebook.ts';
import { openLedgerSnapshot } from '../../src/store/checks/open-snapshot.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/open-store.ts';
import { arranged } from '../arranged.ts';
import { EACH, FIRST, lead, NOVEMBER, opened, TO_FINISHED } from '../contract/samples.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  store = await openStore(urlOf());
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const pathOf = (): string => join(folder, 'krea.db');
const urlOf = (): string => `sqlite:${pathOf()}`;
const snapshot = () => openLedgerSnapshot(urlOf(), { now: () => 42 });

/** Changes the file behind everybody's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(pathOf());
  database.exec(sql);
  database.close();
}

test('a snapshot shows the ledger as it was, whatever is written afterwards', async () => {
  await opened(store.journal, {}, TO_FINISHED, ['submitting', 'uncertain']);
  const looked = await snapshot();
  await opened(store.journal, { id: '1002' }, TO_FINISHED);
  expect(looked.takenAt).toBe(42);
  expect(await looked.balances()).toEqual(await looked.totals());
  expect(await looked.paidPictures()).toContainEqual({
    scope: 'guild',
    id: 'guild-1',
    periodKey: NOVEMBER.key,
    pictures: 1,
  });
  expect(await looked.undecided()).toMatchObject([
    { generationId: '1001', index: 2, wallet: { scope: 'guild', id: 'guild-1' }, price: EACH, remoteId: null },
  ]);
  expect((await looked.sentPictures(0, [])).map(({ generationId, index }) => `${generationId}.${index}`)).toEqual([
    '1001.1',
    '1001.2',
  ]);
  await looked.close();
});

test('sound books have no fault, in every state', async () => {
  await opened(store.journal, {}, [], ['submitting'], ['submitting', 'uncertain'], ['submitting', 'running']);
  await opened(store.journal, { id: '1002' }, TO_FINISHED, ['failed'], ['cancelled']);
  await opened(store.journal, { id: '1003', wallet: { scope: 'direct', id: 'user-1' } }, TO_FINISHED);
  const looked = await snapshot();
  expect(await looked.faultyPictures(10)).toEqual([]);
  await looked.close();
});

test.for([
  ["update picture set state = 'failed'", 'failed', ['settled-not-paid', 'ended-not-released']],
  ["delete from entry where kind = 'settle'", 'finished', ['paid-not-settled']],
  ["update entry set amount = 1 where kind = 'settle'", 'finished', ['wrong-amount']],
  ["delete from entry where kind = 'hold'", 'finished', ['not-held-once']],
  ['delete from generation_account', 'finished', ['in-no-account']],
  ["update picture set state = 'gone'", 'gone', ['unknown-state']],
] as const)('after %s the picture is found', async ([sql, state, faults]) => {
  await opened(store.journal, {}, TO_FINISHED);
  tamper(sql);
  const looked = await snapshot();
  expect(await looked.faultyPictures(10)).toEqual([{ ...FIRST, state, faults }]);
  await looked.close();
});

test('no more faults are told than were asked for, and the snapshot can be asked on', async () => {
  await opened(store.journal, {}, TO_FINISHED, TO_FINISHED, TO_FINISHED);
  tamper("delete from entry where kind = 'settle'");
  const looked = await snapshot();
  expect(await looked.faultyPictures(2)).toHaveLength(2);
  expect(await looked.undecided()).toEqual([]);
  await looked.close();
});

test.for([
  [
    'update spent_by_hour set spent = spent + 1',
    { kind: 'hour', variant: 'medium', kept: { spent: 2 * EACH + 1, pictures: 2 } },
  ],
  ['update spent_by_hour set pictures = 1', { kind: 'hour', kept: { spent: 2 * EACH, pictures: 1 } }],
  ['delete from spent_by_member_day', { kind: 'member-day', userId: 'user-1', kept: { spent: 0, pictures: 0 } }],
  ["update spent_by_member_day set user_id = 'user-2'", { kind: 'member-day', userId: 'user-1' }],
] as const)('after %s the sum is found', async ([sql, found]) => {
  await opened(store.journal, {}, TO_FINISHED, TO_FINISHED, ['failed'], []);
  await opened(store.journal, { id: '1002', wallet: { scope: 'direct', id: 'user-1' } }, TO_FINISHED);
  const sound = await snapshot();
  expect(await sound.wrongSums(10)).toEqual([]);
  await sound.close();
  tamper(sql);
  const looked = await snapshot();
  expect((await looked.wrongSums(10))[0]).toMatchObject({ guildId: 'guild-1', ...found });
  expect(await looked.wrongSums(0)).toEqual([]);
  await looked.close();
});

test('a carried cent that no picture explains is found', async () => {
  await opened(store.journal, {}, TO_FINISHED, []);
  const { rules, version } = await store.rulebook.read('guild-1');
  const change: RuleChange = {
    actor: { userId: 'moderator-1', interactionId: 'change-1' },
    action: 'set',
    targetId: null,
    reason: null,
  };
  expect(
    await store.rulebook.change(
      'guild-1',
      version,
      { ...rules, period: { kind: 'none', zone: 'UTC', resetDay: 1 } },
      change,
      NOVEMBER.startsAt + 1,
    ),
  ).toBe(true);
  await store.journal.move({ ...FIRST, index: 2 }, 'queued', 'cancelled', NOVEMBER.startsAt + 2);
  const sound = await snapshot();
  const report = await auditLedger(sound, null, 0);
  expect(report.accounts.find(({ periodKey, scope }) => periodKey === 'none' && scope === 'guild')).toMatchObject({
    carried: EACH,
  });
  expect(hasDifferences(report)).toBe(false);
  await sound.close();
  tamper("update balance set carried = carried + 1 where scope = 'guild' and period_key = 'none'");
  const looked = await snapshot();
  expect((await auditLedger(looked, null, 0)).imbalances).toMatchObject([
    { kept: { carried: EACH + 1 }, summed: { carried: EACH } },
  ]);
  await looked.close();
});

test('a picture is found by its job, however old it is', async () => {
  await opened(store.journal, {}, ['submitting']);
  arranged(await store.journal.move(FIRST, 'submitting', 'running', 50, { remoteId: 'job-1' }));
  const looked = await snapshot();
  expect(await looked.sentPictures(NOVEMBER.endsAt ?? 0, ['job-1', 'job-2'])).toMatchObject([
    { ...FIRST, state: 'running', remoteId: 'job-1' },
  ]);
  expect(await looked.sentPictures(NOVEMBER.endsAt ?? 0, ['job-2'])).toEqual([]);
  await looked.close();
});

test('more jobs than one statement can name are looked for, each picture once', async () => {
  await opened(store.journal, {}, ['submitting'], ['submitting'], []);
  arranged(await store.journal.move(FIRST, 'submitting', 'running', 50, { remoteId: 'job-1' }));
  arranged(await store.journal.move({ ...FIRST, index: 2 }, 'submitting', 'running', 50, { remoteId: 'job-40001' }));
  const looked = await snapshot();
  const jobs = Array.from({ length: 40_001 }, (_, offset) => `job-${offset + 1}`);
  for (const since of [0, NOVEMBER.endsAt ?? 0]) {
    expect((await looked.sentPictures(since, jobs)).map(({ index }) => index).toSorted((a, b) => a - b)).toEqual([
      1, 2,
    ]);
  }
  await looked.close();
});

test('what the entries come to is told also where a balance is gone', async () => {
  await opened(store.journal, {}, TO_FINISHED, []);
  const { rules, version } = await store.rulebook.read('guild-1');
  const change: RuleChange = {
    actor: { userId: 'moderator-1', interactionId: 'change-1' },
    action: 'set',
    targetId: null,
    reason: null,
  };
  arranged(
    await store.rulebook.change(
      'guild-1',
      version,
      { ...rules, period: { kind: 'none', zone: 'UTC', resetDay: 1 } },
      change,
      NOVEMBER.startsAt + 1,
    ),
  );
  const sums = await store.ledger.totals();
  expect(sums).toContainEqual({
    scope: 'member',
    id: 'guild-1/user-1',
    periodKey: 'none',
    spent: 0,
    held: 0,
    carried: 2 * EACH,
  });
  tamper('delete from balance');
  const looked = await snapshot();
  expect(await looked.totals()).toEqual(sums);
  expect((await auditLedger(looked, null, 0)).imbalances).toHaveLength(sums.length);
  await looked.close();
});

test('pictures whose end nobody knows come oldest first, with the instant since when', async () => {
  await opened(
    store.journal,
    { id: '1002', createdAt: NOVEMBER.startsAt + 5 },
    ['submitting', 'uncertain'],
    ['submitting', 'uncertain'],
  );
  await opened(
    store.journal,
    { id: '1001', createdAt: NOVEMBER.startsAt + 9, wallet: { scope: 'direct', id: 'user-1' } },
    ['submitting', 'uncertain'],
  );
  tamper('update picture set submitting_at = null where picture_index = 2');
  const looked = await snapshot();
  expect(
    (await looked.undecided()).map(({ generationId, index, since, wallet }) => [
      generationId,
      index,
      since - NOVEMBER.startsAt,
      wallet.scope,
    ]),
  ).toEqual([
    ['1002', 1, 2000, 'guild'],
    ['1002', 2, 5, 'guild'],
    ['1001', 1, 2000, 'direct'],
  ]);
  await looked.close();
});

test('reading leaves no mark: the file of a bot that does not run can be read, and no table is made', async () => {
  await opened(store.journal, {}, []);
  await lead(store.journal, FIRST, TO_FINISHED);
  await store.close();
  const looked = await snapshot();
  expect(await looked.balances()).toContainEqual({
    scope: 'guild',
    id: 'guild-1',
    periodKey: NOVEMBER.key,
    spent: EACH,
    held: 0,
    carried: 0,
  });
  await looked.close();
});

test('a database of another version, and none at all, are refused', async () => {
  tamper("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')");
  await expect(snapshot()).rejects.toThrow('another version');
  await expect(openLedgerSnapshot(`sqlite:${join(folder, 'none.db')}`, { now: () => 0 })).rejects.toThrow(
    /DATABASE_URL: .*none\.db cannot be read: unable to open/,
  );
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { auditLedger, hasDifferences } from '../../../src/app/budget/audit-ledger.ts';
import { reportLines } from '../../../src/ledger-report/report-lines.ts';
import { UnreadableRecord } from '../../../src/ports/store/unreadable-record.ts';
import { openLedgerSnapshot } from '../../../src/store/checks/open-snapshot.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { open, TO_FINISHED } from '../../contract/samples.ts';

/** What may stand where JSON is expected. */
const ODD = [
  '',
  'null',
  '7',
  '{',
  '[]',
  '{}',
  '"text"',
  '{"reason":"from-a-newer-version"}',
  '{"__proto__":1}',
  'x'.repeat(5_000),
];

let folder = '';
let store: Store;
const noted: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  store = await openStore(url(), { noteUnreadable: ({ table, id }) => void noted.push(`${table} ${id}`) });
  for (const id of ['1001', '1002', '1003']) await open(store.journal, { id });
});
afterEach(async () => {
  noted.length = 0;
  await store.close();
  await rm(folder, { recursive: true });
});

function url(): string {
  return `sqlite:${join(folder, 'krea.db')}`;
}

/** Writes as another version would, or a mistake. */
function damage(statement: string, ...values: string[]): void {
  const database = new DatabaseSync(join(folder, 'krea.db'));
  database.prepare(statement).run(...values);
  database.close();
}

const idsOf = (rows: readonly { generationId: string }[]): string[] => rows.map(({ generationId }) => generationId);

describe.each(ODD)('one row that holds %j instead of JSON', (odd) => {
  test('a request: its generation alone is left out, noted once, and its money stays', async () => {
    damage("update generation set request = ? where id = '1002'", odd);
    await expect(store.journal.find('1002')).rejects.toThrow(UnreadableRecord);
    await expect(store.journal.find('1002')).rejects.toThrow('generation 1002');
    expect(await store.journal.find('1001')).toMatchObject({ id: '1001' });
    expect((await store.journal.recent('user-1', 'guild-1', 25)).map(({ id }) => id)).toStrictEqual(['1003', '1001']);
    expect(idsOf(await store.journal.inStates(['queued']))).toStrictEqual(['1001', '1003']);
    expect(idsOf(await store.journal.waiting())).toStrictEqual(['1001', '1003']);
    expect((await store.ledger.entries('1002')).map(({ kind }) => kind)).toStrictEqual(['hold']);
    expect(noted).toStrictEqual(['generation 1002']);
    expect((await store.gauges.read(1)).unreadable).toBe(1);
  });

  test('a failure: its picture alone is left out', async () => {
    damage("update picture set failure = ? where generation_id = '1003'", odd);
    expect(idsOf(await store.journal.inStates(['queued']))).toStrictEqual(['1001', '1002']);
    expect(await store.journal.find('1003')).toMatchObject({ id: '1003', pictures: [] });
    expect(noted).toStrictEqual(['picture 1003.1']);
  });

  test('rules: nothing is sold in that server, and others are not touched', async () => {
    damage("insert into guild_rules (guild_id, version, rules) values ('guild-1', 1, ?)", odd);
    await expect(store.rulebook.read('guild-1')).rejects.toThrow(UnreadableRecord);
    expect((await store.rulebook.read('guild-2')).version).toBe(0);
    expect(noted).toStrictEqual(['guild_rules guild-1']);
  });

  test('an alert and an approval: other cards are posted', async () => {
    for (const [kind, id] of [
      ['alert', '1001'],
      ['approval', '1002'],
      ['alert', '1003'],
    ] as const) {
      damage(
        `insert into card (kind, id, guild_id, content, status, created_at, changes, shown) values ('${kind}', '${id}', 'guild-1', ?, 'pending', 1, 1, 0)`,
        odd,
      );
    }
    damage(
      "insert into approval (id, guild_id, user_id, request, state, asked_at, expires_at, is_raise) values ('1002', 'guild-1', 'user-1', ?, 'asked', 1, 2, 0)",
      odd,
    );
    await expect(store.cardBox.alert('1001')).rejects.toThrow(UnreadableRecord);
    await expect(store.approvals.find('1002')).rejects.toThrow(UnreadableRecord);
    expect((await store.cardBox.open()).map(({ id }) => id)).toStrictEqual(['1003']);
    expect((await store.cardBox.behind()).map(({ id }) => id)).toStrictEqual(['1003']);
    expect(await store.approvals.expire(3)).toStrictEqual([]);
    expect(noted).toStrictEqual(['card alert 1001', 'approval 1002']);
  });

  test('a line of the audit: who did what is still told', async () => {
    damage(
      "insert into audit (interaction_id, action, guild_id, actor_id, before, after, at) values ('1', 'pause', 'guild-1', 'user-9', ?, ?, 5)",
      odd,
      odd,
    );
    expect(await store.rulebook.audit('guild-1', 10)).toMatchObject([{ action: 'pause', actorId: 'user-9', at: 5 }]);
  });

  test('a remembered value: it is forgotten', async () => {
    await store.cache.set('styles', ['a'], 60_000);
    damage("update cache set value = ? where key like '%styles'", odd);
    await expect(store.cache.get('styles')).resolves.toBeOneOf([undefined, null]);
    await store.cache.set('styles', ['b'], 60_000);
    expect(await store.cache.get('styles')).toStrictEqual(['b']);
  });
});

test('an undecided picture that cannot be read is left to the operator, and the others are offered', async () => {
  for (const id of ['1002', '1003']) {
    for (const [from, to] of [
      ['queued', 'submitting'],
      ['submitting', 'uncertain'],
    ] as const) {
      expect(await store.journal.move({ generationId: id, index: 1 }, from, to, 5)).toBeDefined();
    }
  }
  damage("update picture set failure = '{' where generation_id = '1003'");
  expect((await store.decisions.undecided('guild-1', 9)).map(({ picture }) => picture.generationId)).toStrictEqual([
    '1002',
  ]);
});

test('a look through the books names everything that cannot be read, and goes on to its end', async () => {
  damage("update generation set request = '{' where id = '1002'");
  damage("update picture set failure = '{' where generation_id = '1003'");
  damage("insert into guild_rules (guild_id, version, rules) values ('guild-1', 1, '{')");
  damage(
    "insert into card (kind, id, guild_id, content, status, created_at, changes, shown) values ('alert', '1001', 'guild-1', '{', 'posted', 1, 1, 1)",
  );
  damage(
    "insert into audit (interaction_id, action, guild_id, actor_id, target_id, before, after, at) values ('1', 'approve', 'guild-1', 'user-9', '1003', '{', '{', 5)",
  );
  damage(
    "insert into approval (id, guild_id, user_id, request, state, asked_at, expires_at, is_raise) values ('1002', 'guild-1', 'user-1', '{', 'asked', 1, 2, 0)",
  );
  const snapshot = await openLedgerSnapshot(url(), { now: () => 1 });
  const report = await auditLedger(snapshot, null, 0);
  await snapshot.close();
  expect(report.unreadable.map(({ table, id }) => `${table} ${id}`)).toStrictEqual([
    'generation 1002',
    'picture 1003.1',
    'guild_rules guild-1',
    'approval 1002',
    'card alert 1001',
    'audit 1 approve',
  ]);
  expect(hasDifferences(report)).toBe(true);
  expect(reportLines(report)).toContain(
    '    - generation 1002: it cannot be read, so the bot leaves it out; its money stays as it is',
  );
});

test('a delivery that cannot be read holds up no other', async () => {
  for (const id of ['1001', '1002']) {
    let from: 'queued' | (typeof TO_FINISHED)[number] = 'queued';
    for (const to of TO_FINISHED) {
      await store.journal.move({ generationId: id, index: 1 }, from, to, 5);
      from = to;
    }
    expect(await store.journal.startDelivery(id, 6)).toBeDefined();
  }
  damage("update delivery set started_at = 'soon' where generation_id = '1001'");
  expect(idsOf(await store.journal.openDeliveries())).toStrictEqual(['1002']);
  expect(noted).toStrictEqual(['delivery 1001/1']);
});

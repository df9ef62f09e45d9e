import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { auditLedger, hasDifferences } from '../../../src/app/budget/audit-ledger.ts';
import { reportLines } from '../../../src/ledger-report/report-lines.ts';
import type { WrongCap } from '../../../src/ports/store/ledger-snapshot.ts';
import { openLedgerSnapshot } from '../../../src/store/checks/open-snapshot.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/open-store.ts';
import type { MoneyStage } from '../../app/budget/money-stage.ts';
import { askOn, stageWith } from '../../app/moderation/approval-stage.ts';
import { arranged } from '../../arranged.ts';

const EACH = 30_000;
const MEMBER = '100000000000000001';

let folder: string;
let store: Store;
let stage: MoneyStage;
/**
 * A server in which a member was let through once, over the budget and over their own limit, and whose budget was
 * lowered afterwards.
 */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caps-'));
  store = await openStore(`sqlite:${join(folder, 'krea.db')}`);
  stage = await stageWith(EACH, { ...store });
  await stage.order(stage.member({ userId: '100000000000000002' }));
  arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'member', id: MEMBER }, { cap: 0 }, null));
  const id = await askOn(stage);
  const terms = { lifts: ['server-cap', 'member-cap'], missing: {} } as const;
  arranged(await stage.app.approvals.approve(stage.moderator(), id, false, terms));
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 10_000 }, null));
});
afterEach(async () => {
  await stage.app.engine.stop();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function audited(): Promise<{ wrong: WrongCap[]; hasDifferences: boolean; lines: string[] }> {
  const snapshot = await openLedgerSnapshot(`sqlite:${join(folder, 'krea.db')}`, { now: () => 42 });
  const report = await auditLedger(snapshot, null, 0);
  await snapshot.close();
  return { wrong: report.wrongCaps, hasDifferences: hasDifferences(report), lines: reportLines(report) };
}

/** Changes the file behind everybody's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(join(folder, 'krea.db'));
  database.exec(sql);
  database.close();
}

test('what was approved, and a cap that was lowered below what is spent, are explained by the record', async () => {
  expect(await audited()).toMatchObject({ wrong: [], hasDifferences: false });
  expect((await audited()).lines).toContain(
    '  ok: nothing was held over a cap in force, unless an approval on record lifted it',
  );
});

test.each<[string, string, object]>([
  [
    'a hold above the cap of its account',
    "update generation_account set used = cap + 1 where scope = 'operator'",
    { kind: 'hold', scope: 'operator', fault: 'over-cap' },
  ],
  [
    'a hold that nobody measured',
    "update generation_account set measured = null, used = null where scope = 'ceiling'",
    { kind: 'hold', scope: 'ceiling', fault: 'not-measured' },
  ],
  [
    'a server without a cap',
    "update generation_account set measured = 'no-cap', cap = null where scope = 'guild'",
    { kind: 'hold', scope: 'guild', fault: 'without-cap' },
  ],
  [
    'a member’s cap that nobody lifted',
    "delete from audit where action = 'approve'",
    { kind: 'hold', scope: 'member', fault: 'no-approval' },
  ],
  [
    'an approval of the server’s budget alone',
    "update audit set after = json_set(after, '$.lifts', json('[\"server-cap\"]')) where action = 'approve'",
    { kind: 'hold', scope: 'member', fault: 'no-approval' },
  ],
  [
    'an approval that does not say what it lifted',
    "update audit set after = json_remove(after, '$.lifts') where action = 'approve'",
    { kind: 'hold', scope: 'member', fault: 'no-approval' },
  ],
  [
    'a cap that the rules did not allow',
    "update generation_account set cap = cap + 1 where scope = 'guild'",
    { kind: 'hold', scope: 'guild', fault: 'cap-not-by-rules' },
  ],
  [
    'rules that were changed past the audit',
    "update guild_rules set rules = json_set(rules, '$.cap', 9000000)",
    { kind: 'rules' },
  ],
  [
    'a raise that was taken out of the audit',
    "delete from audit where action = 'raise for request'",
    { kind: 'rules' },
  ],
  [
    'a lowering that was taken out of the audit',
    "delete from audit where action = 'set' and rules_version = (select max(rules_version) from audit)",
    { kind: 'rules' },
  ],
  [
    'a grant that was added past the audit',
    "update guild_rules set rules = json_set(rules, '$.grants', json('[]'))",
    { kind: 'rules' },
  ],
  [
    'more held and spent than any hold saw',
    "update balance set held = held + 1000000 where scope = 'guild'",
    { kind: 'amount', scope: 'guild', used: 2 * EACH + 1_000_000, highest: 2 * EACH },
  ],
])('%s is found', async (_, sql, wrong) => {
  tamper(sql);
  const found = await audited();
  expect(found.wrong).toContainEqual(expect.objectContaining(wrong));
  expect(found.hasDifferences).toBe(true);
  expect(found.lines.join('\n')).toMatch(/NOT OK: nothing was held over a cap/);
});

test('of each kind of fault no more are told than were asked for', async () => {
  tamper(
    'update generation_account set used = cap + 1 where cap is not null; update balance set held = held + 10000000',
  );
  tamper(`
    update guild_rules set rules = json_set(rules, '$.cap', 9000000);
    insert into guild_rules (guild_id, version, rules) select 'guild-2', version, rules from guild_rules;
    insert into audit (interaction_id, action, guild_id, actor_id, before, after, at, rules_version)
      select interaction_id || '-2', action, 'guild-2', actor_id, before, after, at, rules_version from audit where rules_version is not null;
  `);
  const snapshot = await openLedgerSnapshot(`sqlite:${join(folder, 'krea.db')}`, { now: () => 42 });
  const kinds = async (limit: number) =>
    Object.entries(Object.groupBy(await snapshot.wrongCaps(limit), ({ kind }) => kind)).map(
      ([kind, found]) => `${found.length} ${kind}`,
    );
  expect(await kinds(1)).toStrictEqual(['1 rules', '1 hold', '1 amount']);
  expect(await kinds(2)).toStrictEqual(['2 rules', '2 hold', '2 amount']);
  await snapshot.close();
});

test('what was held before caps were noted is not judged', async () => {
  tamper("update generation_account set measured = 'unknown', used = null, cap = null");
  expect((await audited()).wrong).toEqual([]);
});

import { z } from 'zod';

import { capFaultOf, MEASURES } from '../../core/money/measured-hold.ts';
import { approvalRecordSchema } from '../../core/rules/approval.ts';
import type { AuditAction } from '../../core/rules/audit-action.ts';
import { rulesRecord } from '../../core/rules/rules-record.ts';
import type { RulesRecord } from '../../core/rules/rules-record.ts';
import type { WrongCap } from '../../ports/store/ledger-snapshot.ts';
import { jsonColumn } from '../database/json-column.ts';
import { createRowReader } from '../database/row-reader.ts';
import type { Database } from '../database/transaction.ts';
import { accountInPeriodRow, accountRow } from '../ledger/ledger-rows.ts';
import { readRules } from '../rules/stored-rules.ts';

/** Everything that stands over its cap without being explained by what is on record, at most `limit` of each kind. */
export async function wrongCaps(db: Database, limit: number): Promise<WrongCap[]> {
  const records = await rulesRecords(db);
  const broken = [...records].flatMap(([guildId, { brokenAt }]) =>
    brokenAt === null ? [] : [{ kind: 'rules' as const, guildId, version: brokenAt }],
  );
  return [
    ...broken.slice(0, limit),
    ...(await wrongHolds(db, records, limit)),
    ...(await unmeasuredAmounts(db)).slice(0, limit),
  ];
}

const lineRow = z.object({
  guildId: z.string(),
  version: z.int(),
  before: jsonColumn(z.unknown()),
  after: jsonColumn(z.unknown()),
});

async function rulesRecords(db: Database): Promise<Map<string, RulesRecord>> {
  const rows = await db
    .selectFrom('audit')
    .select(['guild_id as guildId', 'rules_version as version', 'before', 'after'])
    .where('rules_version', 'is not', null)
    .execute();
  // What cannot be read explains nothing, and is named among the unreadable.
  const reader = createRowReader();
  const lines = Map.groupBy(
    reader.all(
      'audit',
      rows,
      ({ guildId }) => guildId,
      (row) => lineRow.parse(row),
    ),
    ({ guildId }) => guildId,
  );
  const records = new Map<string, RulesRecord>();
  for (const row of await db.selectFrom('guild_rules').selectAll().execute()) {
    const [rules] = reader.all('guild_rules', [row], ({ guild_id: id }) => id, readRules);
    if (rules !== undefined) records.set(row.guild_id, rulesRecord(rules, lines.get(row.guild_id) ?? []));
  }
  return records;
}

const holdRow = accountInPeriodRow.extend({
  generationId: z.string(),
  cap: z.int().nullable(),
  used: z.int().nullable(),
  measured: z.enum(MEASURES).nullable().catch(null),
  rulesVersion: z.int(),
  heldAt: z.int(),
});

async function wrongHolds(db: Database, records: ReadonlyMap<string, RulesRecord>, limit: number): Promise<WrongCap[]> {
  const approved = await membersLifted(db);
  const found: WrongCap[] = [];
  const holds = db
    .selectFrom('generation_account as account')
    .innerJoin('entry', (join) =>
      join
        .onRef('entry.generation_id', '=', 'account.generation_id')
        .on('entry.picture_index', '=', 1)
        .on('entry.kind', '=', 'hold'),
    )
    .select(['account.generation_id as generationId', 'account.scope', 'account.id', 'account.period_key as periodKey'])
    .select(['account.cap', 'account.used', 'account.measured', 'account.rules_version as rulesVersion'])
    .select('entry.held_at as heldAt');
  for await (const row of holds.stream(1)) {
    const { generationId, heldAt, rulesVersion, ...hold } = holdRow.parse(row);
    const capByRules = hold.scope === 'guild' ? records.get(hold.id)?.capAt(rulesVersion, heldAt) : undefined;
    const fault = capFaultOf({ ...hold, isApproved: approved.has(generationId), capByRules });
    if (fault !== undefined) found.push({ kind: 'hold', generationId, fault, ...hold });
    if (found.length >= limit) break;
  }
  return found;
}

const approvedRow = z.object({ id: z.string(), after: jsonColumn(approvalRecordSchema) });

/** Requests for which an approval of the member's own limit is in the audit, which keeps it for ever. */
async function membersLifted(db: Database): Promise<Set<string>> {
  const rows = await db
    .selectFrom('audit')
    .select(['target_id as id', 'after'])
    .where('action', '=', 'approve' satisfies AuditAction)
    .execute();
  const read = createRowReader().all(
    'audit',
    rows,
    ({ id }) => String(id),
    (row) => approvedRow.parse(row),
  );
  const approved = read.filter(({ after }) => after.lifts?.includes('member-cap') === true);
  return new Set(approved.map(({ id }) => id));
}

const amountRow = accountRow.extend({ highest: z.int() });

/** Accounts that hold and have spent more than any of their holds saw: something was added without being measured. */
async function unmeasuredAmounts(db: Database): Promise<WrongCap[]> {
  const rows = await db
    .selectFrom('balance')
    .innerJoin('generation_account as account', (join) =>
      join
        .onRef('account.scope', '=', 'balance.scope')
        .onRef('account.id', '=', 'balance.id')
        .onRef('account.period_key', '=', 'balance.period_key'),
    )
    .select([
      'balance.scope',
      'balance.id',
      'balance.period_key as periodKey',
      'balance.spent',
      'balance.held',
      'balance.carried',
    ])
    .select((eb) => eb.fn.coalesce(eb.fn.max('account.used'), eb.lit(0)).as('highest'))
    .groupBy(['balance.scope', 'balance.id', 'balance.period_key'])
    .having((eb) =>
      eb(eb.fn.coalesce(eb.fn.max('account.used'), eb.lit(0)), '<', eb('balance.spent', '+', eb.ref('balance.held'))),
    )
    // Held before this was measured: what they were compared with is not known.
    .having((eb) => eb(eb.fn.sum(eb.case().when('account.measured', '=', 'unknown').then(1).else(0).end()), '=', 0))
    .execute();
  return rows.map((row) => {
    const { scope, id, periodKey, highest, spent, held } = amountRow.parse(row);
    return { kind: 'amount', scope, id, periodKey, used: spent + held, highest };
  });
}

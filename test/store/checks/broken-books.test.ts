import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { periodAt } from '../../../src/core/money/period.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';
import { migrate } from '../../../src/store/database/migrate.ts';
import type { Tables } from '../../../src/store/database/schema.ts';
import type { Database } from '../../../src/store/database/transaction.ts';
import { createJournal } from '../../../src/store/journal/journal.ts';
import { createBudgets } from '../../../src/store/ledger/budgets.ts';
import { createLedgerReader } from '../../../src/store/ledger/ledger-reader.ts';
import { createRulebook } from '../../../src/store/rules/rulebook.ts';
import { openSqlite } from '../../../src/store/sqlite/connection.ts';
import { createSqliteDialect } from '../../../src/store/sqlite/dialect.ts';
import { arranged } from '../../arranged.ts';
import { EACH, FIRST, held, NOVEMBER, opened } from '../../contract/samples.ts';

const NOON = NOVEMBER.startsAt + 12 * 3_600_000;

let db: Database;
beforeEach(async () => {
  db = new Kysely<Tables>({ dialect: createSqliteDialect(openSqlite(':memory:')) });
  await migrate(db);
});
afterEach(async () => db.destroy());

test.for([
  ["delete from entry where kind = 'hold'", 'Picture 1001.1 has no hold'],
  ['delete from generation_account', 'Generation 1001 was held in no account'],
  ["delete from balance where scope = 'member'", 'An account of generation 1001 has no balance'],
  [
    "insert into entry select generation_id, picture_index, 'settle', amount, price_version, price_tier, variant, wallet_scope, wallet_id, user_id, channel_id, held_at, at from entry where picture_index = 1",
    'UNIQUE constraint failed',
  ],
] as const)(
  'after %s a picture’s end is refused, and neither its state nor any money changes',
  async ([damage, message]) => {
    const journal = createJournal(db);
    await opened(journal, {}, ['submitting', 'running'], []);
    await sql.raw(damage).execute(db);
    const entries = await createLedgerReader(db).entries('1001');
    await expect(journal.move(FIRST, 'running', 'finished', NOVEMBER.startsAt + 3000)).rejects.toThrow(message);
    await expect(journal.move(FIRST, 'running', 'failed', NOVEMBER.startsAt + 3000)).rejects.toThrow(
      message.startsWith('UNIQUE') ? 'constraint' : message,
    );
    expect((await journal.find('1001'))?.pictures[0]?.state).toBe('running');
    expect(await createLedgerReader(db).entries('1001')).toStrictEqual(entries);
    expect(await createBudgets(db).balance('guild', 'guild-1', NOVEMBER.key)).toStrictEqual(held(2 * EACH));
    expect(await createLedgerReader(db).spentByVariant('guild-1', 0, Number.MAX_SAFE_INTEGER)).toStrictEqual([]);
  },
);

test('a change of period carries along more members than one statement can name', async () => {
  const month = periodAt(NO_RULES.period, NOON).key;
  await sql`
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
    insert into balance (scope, id, period_key, spent, held, carried) select 'member', 'guild-1/' || i, ${month}, 7, 0, 0 from n
  `.execute(db);
  const actor = { userId: 'moderator-1', interactionId: '1' };
  const week = { kind: 'week', zone: 'UTC', resetDay: 1 } as const;
  arranged(
    await createRulebook(db).change(
      'guild-1',
      0,
      { ...NO_RULES, period: week },
      { actor, action: 'set', targetId: null, reason: null },
      NOON,
    ),
  );
  const carried = (await createLedgerReader(db).balances()).filter(
    ({ periodKey, carried }) => periodKey === periodAt(week, NOON).key && carried === 7,
  );
  expect(carried).toHaveLength(5000);
});

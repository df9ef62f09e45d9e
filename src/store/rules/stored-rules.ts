import { z } from 'zod';

import { NO_RULES, rulesSchema } from '../../core/rules/rules.ts';
import type { Rules } from '../../core/rules/rules.ts';
import { jsonColumn } from '../database/json-column.ts';
import { createRowReader } from '../database/row-reader.ts';
import type { RowReader } from '../database/row-reader.ts';
import type { Database, Tx } from '../database/transaction.ts';

/** The period that a change to the kind `none` cut off, when it would have ended, and when the change was made. */
export interface CutOff {
  key: string;
  endsAt: number;
  at: number;
}

export interface StoredRules {
  rules: Rules;
  version: number;
  /** Null unless the kind is `none` and was something else before. */
  cutOff: CutOff | null;
}

const storedRow = z
  .object({
    rules: jsonColumn(rulesSchema),
    version: z.int().min(1),
    cut_off_key: z.string().nullable(),
    cut_off_ends_at: z.int().nullable(),
    cut_off_at: z.int().nullable(),
  })
  .transform(({ rules, version, cut_off_key: key, cut_off_ends_at: endsAt, cut_off_at: at }): StoredRules => ({
    rules,
    version,
    cutOff: key === null || endsAt === null || at === null ? null : { key, endsAt, at },
  }));

/** Stored rules. Throws when the row is none. */
export function readRules(row: unknown): StoredRules {
  return storedRow.parse(row);
}

/** A server's rules; NO_RULES in version 0 before the first change. Throws `UnreadableRecord` when they are none. */
export async function readStoredRules(
  db: Database,
  guildId: string,
  reader: RowReader = createRowReader(),
): Promise<StoredRules> {
  const row = await db.selectFrom('guild_rules').selectAll().where('guild_id', '=', guildId).executeTakeFirst();
  return row === undefined
    ? { rules: NO_RULES, version: 0, cutOff: null }
    : reader.one('guild_rules', guildId, () => readRules(row));
}

/** The version alone: rules grow with their members, and every reservation asks. */
export async function readRulesVersion(db: Database, guildId: string): Promise<number> {
  const row = await db.selectFrom('guild_rules').select('version').where('guild_id', '=', guildId).executeTakeFirst();
  return row === undefined ? 0 : z.int().parse(row.version);
}

/** Writes the version after `version`; false when that is not the one that is stored. */
export async function writeStoredRules(
  tx: Tx,
  guildId: string,
  { rules, version, cutOff }: StoredRules,
): Promise<boolean> {
  const row = {
    version: version + 1,
    rules: JSON.stringify(rules),
    cut_off_key: cutOff?.key ?? null,
    cut_off_ends_at: cutOff?.endsAt ?? null,
    cut_off_at: cutOff?.at ?? null,
  };
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('guild_rules')
      .values({ guild_id: guildId, ...row })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await tx
    .updateTable('guild_rules')
    .set(row)
    .where('guild_id', '=', guildId)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

import { periodAt } from '../../core/money/period.ts';
import { rulesSchema } from '../../core/rules/rules.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { RuleChange, Rulebook } from '../../ports/store/rulebook.ts';
import { rearmAlerts } from '../cards/alerts.ts';
import { countAudit, isAudited, readActions, readAudit, readNewest, writeAudit } from '../database/audit.ts';
import { differences } from '../database/differences.ts';
import { createRowReader } from '../database/row-reader.ts';
import type { RowReader } from '../database/row-reader.ts';
import { transact } from '../database/transaction.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { carryOver } from './carry-over.ts';
import { createKnownRules } from './known-rules.ts';
import { readRulesVersion, readStoredRules, writeStoredRules } from './stored-rules.ts';
import type { CutOff, StoredRules } from './stored-rules.ts';

/** Rules and their audit in a database. */
export function createRulebook(db: Database, reader: RowReader = createRowReader()): Rulebook {
  const known = createKnownRules();
  return {
    async read(guildId) {
      // Never older than what is stored: the version is read each time, and a reservation compares it once more.
      const found = known.find(guildId, await readRulesVersion(db, guildId));
      if (found !== undefined) return found;
      const { rules, version } = await readStoredRules(db, guildId, reader);
      known.keep(guildId, { rules, version });
      return { rules, version };
    },
    change: (guildId, version, rules, change, now) =>
      transact(db, async (tx) => changeRulesIn(tx, guildId, version, rules, change, now)),
    newestOf: (guildId, action, targetId) => readNewest(db, guildId, action, targetId),
    audit: (guildId, limit, page) => readAudit(db, guildId, limit, page),
    auditSize: (guildId, filter) => countAudit(db, guildId, filter),
    auditActions: (guildId) => readActions(db, guildId),
  };
}

/**
 * Writes new rules with the audit's line; false when they are not of the version any more. Throws when the rules are
 * none, or their zone is not known: both are bugs of the caller.
 */
export async function changeRulesIn(
  tx: Tx,
  guildId: string,
  version: number,
  wanted: Rules,
  change: RuleChange,
  now: number,
): Promise<boolean> {
  const rules = rulesSchema.parse(wanted);
  const newPeriod = periodAt(rules.period, now);
  // The same event came twice: it was carried out, and carrying it out again would undo what was decided since.
  if (await isAudited(tx, change)) return true;
  const before = await readStoredRules(tx, guildId);
  if (!(await writeStoredRules(tx, guildId, { rules, version, cutOff: cutOffBy(rules, before, now) }))) return false;
  await writeAudit(tx, guildId, change, differences(before.rules, rules), now, version + 1);
  const oldPeriod = periodAt(before.rules.period, now);
  if (oldPeriod.key !== newPeriod.key) {
    await carryOver(tx, { guildId, oldPeriod, newPeriod, cutOff: before.cutOff, rulesVersion: version + 1, now });
  }
  if (change.caps !== undefined) {
    await rearmAlerts(
      tx,
      guildId,
      { rules: before.rules, period: oldPeriod },
      { rules, period: newPeriod },
      change.caps,
      now,
    );
  }
  return true;
}

/** The period that these rules cut off, or rules before them did. */
function cutOffBy(rules: Rules, before: StoredRules, now: number): CutOff | null {
  if (rules.period.kind !== 'none') return null;
  const { key, endsAt } = periodAt(before.rules.period, now);
  return endsAt === null ? before.cutOff : { key, endsAt, at: now };
}

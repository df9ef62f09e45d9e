import { memberAccountId } from '../../core/money/budget.ts';
import { periodAt } from '../../core/money/period.ts';
import type { ApprovedOutcome, Approving, NewGeneration } from '../../ports/store/journal.ts';
import type { RuleChange } from '../../ports/store/rulebook.ts';
import { decide, noteLifts, writeDecision } from '../cards/approvals.ts';
import { transact } from '../database/transaction.ts';
import type { Database } from '../database/transaction.ts';
import { readBalance } from '../ledger/balances.ts';
import { changeRulesIn } from '../rules/rulebook.ts';
import { readStoredRules } from '../rules/stored-rules.ts';
import { openIn } from './open-generation.ts';

/** Approves a request, raises what is raised for it, and opens it: all of it in one transaction, or nothing. */
export async function openApproved(
  db: Database,
  opened: NewGeneration,
  { actor, isRaise, now, judge }: Approving,
): Promise<ApprovedOutcome> {
  const { id, userId, wallet } = opened;
  return transact<ApprovedOutcome>(db, async (tx, abandon) => {
    const approval = await decide(tx, id, { to: 'approved', actor, isRaise, reason: null }, now);
    if (approval === undefined) return { kind: 'ended' };
    const { rules, version } = await readStoredRules(tx, wallet.id);
    const { key } = periodAt(rules.period, now);
    const used = {
      guild: await readBalance(tx, { scope: 'guild', id: wallet.id }, key),
      member: await readBalance(tx, { scope: 'member', id: memberAccountId(wallet.id, userId) }, key),
    };
    const judged = judge(rules, used);
    if ('refused' in judged) return abandon({ kind: 'judged', refused: judged.refused });
    if (judged.rules !== rules) {
      const change: RuleChange = {
        actor,
        action: 'raise for request',
        targetId: id,
        reason: `approved request ${id}`,
        caps: judged.caps,
      };
      if (!(await changeRulesIn(tx, wallet.id, version, judged.rules, change, now)))
        throw new Error('The rules changed within one transaction.');
    }
    await noteLifts(tx, approval, judged.lifts);
    await writeDecision(tx, { ...approval, lifts: judged.lifts }, { action: 'approve', actor, reason: null }, now);
    const outcome = await openIn(tx, opened, judged.admission, judged.rules === rules ? version : version + 1);
    if (outcome.kind === 'opened') return outcome;
    if (outcome.kind === 'duplicate') return abandon(outcome);
    if (outcome.kind === 'stale-rules') throw new Error('The rules changed within one transaction.');
    return abandon({ kind: 'denied', by: outcome, admission: judged.admission });
  });
}

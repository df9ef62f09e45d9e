import { memberAccountId } from '../../../src/core/money/budget.ts';
import { periodAt } from '../../../src/core/money/period.ts';
import type { Journal } from '../../../src/ports/store/journal.ts';
import type { RuleChange } from '../../../src/ports/store/rulebook.ts';
import { decidable, noteDecision } from './memory-approvals.ts';
import { balanceOf } from './memory-entries.ts';
import { obstacle, openNow } from './memory-open.ts';
import { changeRules, keptRules } from './memory-rulebook.ts';
import type { Memory } from './memory.ts';

/** Approves and opens in memory: everything is asked before anything is written. */
export function createMemoryOpenApproved(memory: Memory): Journal['openApproved'] {
  return async (opened, { actor, isRaise, now, judge }) => {
    const { id, wallet, userId } = opened;
    const approval = decidable(memory, id, now);
    if (approval === undefined) return { kind: 'ended' };
    const { rules, version } = keptRules(memory, wallet.id);
    const periodKey = periodAt(rules.period, now).key;
    const judged = judge(rules, {
      guild: balanceOf(memory, { scope: 'guild', id: wallet.id, periodKey }),
      member: balanceOf(memory, { scope: 'member', id: memberAccountId(wallet.id, userId), periodKey }),
    });
    if ('refused' in judged) return { kind: 'judged', refused: judged.refused };
    const by = obstacle(memory, opened, judged.admission, version);
    if (by?.kind === 'duplicate') return by;
    if (by?.kind === 'stale-rules') throw new Error('Nothing is awaited in between.');
    if (by !== undefined) return { kind: 'denied', by, admission: judged.admission };
    const isRaised = judged.rules !== rules;
    if (isRaised) {
      const change: RuleChange = {
        actor,
        action: 'raise for request',
        targetId: id,
        reason: `approved request ${id}`,
        caps: judged.caps,
      };
      changeRules(memory, wallet.id, version, judged.rules, change, now);
    }
    Object.assign(approval, { lifts: judged.lifts });
    noteDecision(memory, approval, { to: 'approved', actor, isRaise, reason: null }, now);
    return openNow(memory, opened, judged.admission, isRaised ? version + 1 : version);
  };
}

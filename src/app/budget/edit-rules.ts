import type { Ceilings } from '../../core/money/budget.ts';
import type { Refusal, Refused } from '../../core/picture/refusal.ts';
import { guildCapAt } from '../../core/rules/caps.ts';
import type { Rules } from '../../core/rules/rules.ts';
import { areSameRules } from '../../core/rules/same-rules.ts';
import { mayManageBudget } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { RuleChange, Rulebook } from '../../ports/store/rulebook.ts';

/**
 * How often an edit is tried again after another change came first: each time it starts from the new rules. Each loss
 * means that another change went through, so that a crowd comes to an end; more than that is a fault.
 */
export const MOST_LOST_RACES = 200;

/** What a moderator wants to be different, and how the audit names it. */
export interface RuleEdit extends Omit<RuleChange, 'actor' | 'caps'> {
  /** The new rules, or why not. Runs again on the newer rules when another change came first. */
  edit(rules: Rules): Rules | { refused: Refusal } | Promise<Rules | { refused: Refusal }>;
  /** Only the bot's owners may do it; the caller has checked that. */
  isOperators?: true;
}

/** Changes a server's rules. The right to do so is checked here, not left to Discord. */
export type EditRules = (
  visitor: Visitor,
  edit: RuleEdit,
) => Promise<{ before: Rules; after: Rules; isChanged: boolean } | Refused>;

/**
 * Builds the one way by which rules change: read, judge, edit, write with the audit, again when they changed
 * meanwhile.
 */
export function createEditRules(deps: { rulebook: Rulebook; ceilings: Ceilings; clock: Clock; log: Log }): EditRules {
  const { rulebook, ceilings, clock, log } = deps;
  return async (visitor, { edit, isOperators, ...change }) => {
    const { wallet, userId, interactionId } = visitor;
    if (wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
    for (let attempt = 1; attempt <= MOST_LOST_RACES; attempt += 1) {
      const { rules, version } = await rulebook.read(wallet.id);
      if (isOperators !== true && !mayManageBudget(visitor, rules)) return { refused: { kind: 'not-a-moderator' } };
      const edited = await edit(rules);
      if ('refused' in edited) return edited;
      // The same rules again: nothing to write, and no line in the audit log.
      if (areSameRules(rules, edited)) return { before: rules, after: rules, isChanged: false };
      const now = clock.now();
      const caps = {
        before: guildCapAt(wallet.id, rules, ceilings, now),
        after: guildCapAt(wallet.id, edited, ceilings, now),
      };
      const isWritten = await rulebook.change(
        wallet.id,
        version,
        edited,
        { ...change, actor: { userId, interactionId }, caps },
        now,
      );
      if (!isWritten) continue;
      log.info({ guildId: wallet.id, userId, action: change.action, targetId: change.targetId }, 'rules changed');
      return { before: rules, after: edited, isChanged: true };
    }
    return { refused: { kind: 'rules-changed-meanwhile' } };
  };
}

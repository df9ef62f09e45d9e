import { missingFor } from '../core/approval.ts';
import type { Approval } from '../core/approval.ts';
import { guildCeiling } from '../core/budget.ts';
import type { Ceilings } from '../core/budget.ts';
import type { Refused } from '../core/refusal.ts';
import { guildCapAt } from '../core/rules.ts';
import type { CardContent } from './card-content.ts';
import type { EditRules } from './edit-rules.ts';
import type { Generate } from './generate.ts';
import { asAsked } from './offer-approval.ts';
import type { Clock } from './ports/clock.ts';
import type { Rulebook } from './ports/rulebook.ts';
import type { Visitor } from './visitor.ts';

/**
 * Runs an approved request as it was asked; everything but the limit in question is judged anew. With a raiser that
 * limit is raised by what is missing until its period ends, else it is lifted for this request alone. Running it
 * again changes nothing: the request's id is that of the interaction by which it was asked. Returns why it cannot run.
 */
export type RunApproved = (approval: Approval, raiser: Visitor | null) => Promise<Refused | undefined>;

export interface RunApprovedDeps {
  generate: Generate;
  editRules: EditRules;
  content: Pick<CardContent, 'room'>;
  rulebook: Pick<Rulebook, 'read'>;
  ceilings: Ceilings;
  clock: Pick<Clock, 'now'>;
}

/** Builds the way from an approval to its pictures. */
export function createRunApproved({ generate, editRules, content, rulebook, ceilings, clock }: RunApprovedDeps): RunApproved {
  return async (approval, raiser) => {
    if (raiser !== null) {
      const refused = await raise(approval, raiser);
      if (refused !== undefined) return refused;
    }
    const isLifted = raiser === null && approval.decision?.isRaise !== true;
    const { visitor, order } = asAsked(approval, clock.now());
    const outcome = await generate(visitor, order, isLifted ? approval.lift : undefined);
    if (outcome === 'duplicate' || !('refused' in outcome)) return undefined;
    const { refused } = outcome;
    // With the server's own cap lifted it is the operator's that refuses.
    const isCeiling = isLifted && approval.lift === 'server-cap' && refused.kind === 'budget-exceeded' && refused.scope === 'guild';
    return { refused: isCeiling ? { kind: 'above-ceiling', ceiling: guildCeiling(ceilings, approval.guildId) } : refused };
  };

  async function raise(approval: Approval, raiser: Visitor): Promise<Refused | undefined> {
    const { rules } = await rulebook.read(approval.guildId);
    const room = await content.room(approval, rules);
    if (room === null || room.endsAt === null) return { refused: { kind: 'unknown-control' } };
    const amount = missingFor(approval.price, room.used, room.cap);
    if (amount === 0) return undefined;
    const { endsAt: until } = room;
    const whose = approval.lift === 'member-cap' ? { userId: approval.userId } : {};
    const outcome = await editRules(raiser, {
      action: 'grant',
      targetId: whose.userId ?? null,
      reason: `approved request ${approval.id}`,
      edit(current) {
        const now = clock.now();
        const running = current.grants.filter((grant) => grant.until > now);
        const after = { ...current, grants: [...running, { id: raiser.interactionId, amount, until, ...whose }] };
        const gained = guildCapAt(approval.guildId, after, ceilings, now) - guildCapAt(approval.guildId, current, ceilings, now);
        return whose.userId === undefined && gained < amount ? { refused: { kind: 'above-ceiling', ceiling: guildCeiling(ceilings, approval.guildId) } } : after;
      },
    });
    return 'refused' in outcome ? outcome : undefined;
  }
}

import { admit } from '../core/admission.ts';
import { missingFor } from '../core/approval.ts';
import type { Approval } from '../core/approval.ts';
import { guildCeiling } from '../core/budget.ts';
import type { Ceilings } from '../core/budget.ts';
import type { Refused } from '../core/refusal.ts';
import type { MicroUsd } from '../core/money.ts';
import { priceOf } from '../core/price.ts';
import { guildCapAt, limitsFor } from '../core/rules.ts';
import type { Rules } from '../core/rules.ts';
import type { CardContent } from './card-content.ts';
import type { EditRules } from './edit-rules.ts';
import { askedBy } from './generate.ts';
import type { Generate } from './generate.ts';
import { asAsked } from './offer-approval.ts';
import type { Clock } from './ports/clock.ts';
import type { Rulebook } from './ports/rulebook.ts';
import type { Blobs } from './ports/storage.ts';
import { withGrant, withoutGrant } from './rule-edits.ts';
import type { Visitor } from './visitor.ts';

/**
 * Runs an approved request as it was asked; everything but the limit in question is judged anew. With a raiser that
 * limit is raised by what is missing until its period ends, or for good when it never ends; else it is lifted for this
 * request alone. Running it again changes nothing: the request's id is that of the interaction by which it was asked.
 * Returns why it cannot run.
 */
export type RunApproved = (approval: Approval, raiser: Raiser | null) => Promise<Refused | undefined>;

/** Who raises the limit, and the amount that they were shown, when it is known. */
export interface Raiser {
  by: Visitor;
  shown?: MicroUsd;
}

export interface RunApprovedDeps {
  generate: Generate;
  editRules: EditRules;
  content: Pick<CardContent, 'room'>;
  rulebook: Pick<Rulebook, 'read'>;
  blobs: Pick<Blobs, 'get'>;
  ceilings: Ceilings;
  clock: Pick<Clock, 'now'>;
}

/** A raise that was made for a request: what it changed, and how that is undone. */
interface Raised {
  undo(current: Rules): Rules;
}

/** Builds the way from an approval to its pictures. */
export function createRunApproved({ generate, editRules, content, rulebook, blobs, ceilings, clock }: RunApprovedDeps): RunApproved {
  return async (approval, raiser) => {
    if (!(await hasReferences(approval))) return { refused: { kind: 'references-gone' } };
    const raised = raiser === null ? null : await raise(approval, raiser);
    if (raised !== null && 'refused' in raised) return raised;
    const isLifted = raiser === null && approval.decision?.isRaise !== true;
    const { visitor, order } = asAsked(approval, clock.now());
    const outcome = await generate(visitor, order, isLifted ? approval.lift : undefined);
    if (outcome === 'duplicate' || !('refused' in outcome)) return undefined;
    const { refused } = outcome;
    // What only the ledger could tell stood against it: the raise would be there for whoever comes first.
    if (raised !== null && raiser !== null) {
      await editRules(raiser.by, { action: 'take back raise', targetId: whoseOf(approval).userId ?? null, reason: `request ${approval.id} could not run`, edit: raised.undo });
    }
    // With the server's own cap lifted it is the operator's that refuses.
    const isCeiling = isLifted && approval.lift === 'server-cap' && refused.kind === 'budget-exceeded' && (refused.scope === 'guild' || refused.scope === 'ceiling');
    return { refused: isCeiling ? { kind: 'above-ceiling', ceiling: guildCeiling(ceilings, approval.guildId) } : refused };
  };

  /** They may have been erased since: without them it would be another picture. */
  async function hasReferences({ order }: Approval): Promise<boolean> {
    const found = await Promise.all(order.request.references.map(async ({ hash }) => blobs.get(hash)));
    return found.every((blob) => blob !== undefined);
  }

  /** Null when it fits without a raise. */
  async function raise(approval: Approval, { by, shown }: Raiser): Promise<Raised | null | Refused> {
    const { rules } = await rulebook.read(approval.guildId);
    const otherwise = obstacle(approval, rules);
    // Nothing is raised for what would not run.
    if (otherwise !== undefined) return otherwise;
    const room = await content.room(approval, rules);
    if (room === null) return { refused: { kind: 'card-outdated' } };
    const amount = missingFor(approval.price, room.used, room.cap);
    // Meanwhile others spent, or the cap was lowered: a raise by more than was agreed to is asked for again.
    if (shown !== undefined && amount > shown) return { refused: { kind: 'card-outdated' } };
    if (amount === 0) return null;
    const whose = whoseOf(approval);
    const { endsAt: until } = room;
    const grant = until === null ? null : { id: by.interactionId, amount, until, ...whose };
    const outcome = await editRules(by, {
      action: grant === null ? 'raise' : 'grant',
      targetId: whose.userId ?? null,
      reason: `approved request ${approval.id}`,
      edit(current) {
        const now = clock.now();
        const after = grant === null ? changedForGood(current, approval, amount) : withGrant(current, grant, now);
        if ('refused' in after) return after;
        const gained = guildCapAt(approval.guildId, after, ceilings, now) - guildCapAt(approval.guildId, current, ceilings, now);
        return whose.userId === undefined && gained < amount ? { refused: { kind: 'above-ceiling', ceiling: guildCeiling(ceilings, approval.guildId) } } : after;
      },
    });
    if ('refused' in outcome) return outcome;
    return { undo: (current) => (grant === null ? changedForGood(current, approval, -amount) : withoutGrant(current, grant)) };
  }

  /** What the rules say against it besides the limit that is raised. */
  function obstacle(approval: Approval, rules: Rules): Refused | undefined {
    const { visitor, order } = asAsked(approval, clock.now());
    const price = priceOf(order.request);
    if (price === undefined) return { refused: { kind: 'unknown-price' } };
    const judged = admit(askedBy(visitor, order, price), rules, ceilings, clock.now(), approval.lift);
    return 'refused' in judged ? judged : undefined;
  }

  /** A period without an end would have none for the raise either: the limit itself is changed. */
  function changedForGood(rules: Rules, { lift, guildId, userId, roleIds }: Approval, amount: MicroUsd): Rules {
    if (lift === 'server-cap') return { ...rules, cap: Math.max(0, Math.min(rules.cap ?? ceilings.defaultGuild, guildCeiling(ceilings, guildId)) + amount) };
    const cap = Math.max(0, (limitsFor(rules, { userId, roleIds }).cap?.value ?? 0) + amount);
    return { ...rules, members: { ...rules.members, [userId]: { ...rules.members[userId], cap } } };
  }
}

function whoseOf({ lift, userId }: Approval): { userId?: string } {
  return lift === 'member-cap' ? { userId } : {};
}

import { admit } from '../core/admission.ts';
import { isOnce, missingFor } from '../core/approval.ts';
import type { Approval } from '../core/approval.ts';
import { guildCeiling } from '../core/budget.ts';
import type { Ceilings } from '../core/budget.ts';
import type { Refused } from '../core/refusal.ts';
import type { MicroUsd } from '../core/money.ts';
import { PERMISSION } from '../core/permissions.ts';
import { priceOf } from '../core/price.ts';
import { guildCapAt, limitsFor } from '../core/rules.ts';
import type { Rules } from '../core/rules.ts';
import type { AskedBy } from './asked-by.ts';
import type { CardContent } from './card-content.ts';
import type { EditRules } from './edit-rules.ts';
import type { Generate } from './generate.ts';
import { asAsked } from './offer-approval.ts';
import type { Clock } from './ports/clock.ts';
import type { Rulebook } from './ports/rulebook.ts';
import type { Blobs } from './ports/storage.ts';
import { withGrant, withoutGrant } from './rule-edits.ts';
import type { Visitor } from './visitor.ts';

/**
 * Runs an approved request as it was asked; everything but the limit in question is judged anew. The server's budget
 * is never overspent: approving once adds what is missing until the budget starts again, and raising adds it for good.
 * A member's own limit is lifted for this request alone, or raised until it starts again. `press` is left out when a
 * crash came in between. Running it again changes nothing: the request's id is that of the interaction by which it
 * was asked. Returns why it cannot run.
 */
export type RunApproved = (approval: Decided, press?: Press) => Promise<Refused | undefined>;

/** An approval and how it was decided. */
export type Decided = Approval & { decision: NonNullable<Approval['decision']> };

/** Who pressed, and the amount that they were shown, when it is known. */
export interface Press {
  by: Visitor;
  shown?: MicroUsd;
}

export interface RunApprovedDeps {
  generate: Generate;
  askedBy: AskedBy;
  editRules: EditRules;
  content: Pick<CardContent, 'room'>;
  rulebook: Pick<Rulebook, 'read' | 'newestOf'>;
  blobs: Pick<Blobs, 'get'>;
  ceilings: Ceilings;
  clock: Pick<Clock, 'now'>;
}

/** A raise that was made for a request: what it changed, and how that is undone. */
interface Raised {
  undo(current: Rules): Rules;
}

/** Builds the way from an approval to its pictures. */
export function createRunApproved({ generate, askedBy, editRules, content, rulebook, blobs, ceilings, clock }: RunApprovedDeps): RunApproved {
  return async (approval, press) => {
    if (!(await hasReferences(approval))) return { refused: { kind: 'references-gone' } };
    const isRaised = approval.lift === 'server-cap' || approval.decision.isRaise;
    const raised = isRaised ? await raise(approval, press) : null;
    if (raised !== null && 'refused' in raised) return raised;
    const { visitor, order } = asAsked(approval, clock.now());
    const outcome = await generate(visitor, order, isRaised ? undefined : approval.lift);
    if (outcome === 'duplicate' || !('refused' in outcome)) return undefined;
    // What only the ledger could tell stood against it: the raise would be there for whoever comes first.
    if (raised !== null) {
      const by = press?.by ?? deciderOf(approval);
      await editRules(by, { action: 'take back raise', targetId: approval.id, reason: `request ${approval.id} could not run`, edit: raised.undo });
    }
    const { refused } = outcome;
    const isCeiling = refused.kind === 'budget-exceeded' && refused.scope === 'ceiling';
    return { refused: isCeiling ? { kind: 'above-ceiling', ceiling: guildCeiling(ceilings, approval.guildId) } : refused };
  };

  /** They may have been erased since: without them it would be another picture. */
  async function hasReferences({ order }: Approval): Promise<boolean> {
    const found = await Promise.all(order.request.references.map(async ({ hash }) => blobs.get(hash)));
    return found.every((blob) => blob !== undefined);
  }

  /** Null when it fits without a raise, or the raise was made before a crash. */
  async function raise(approval: Decided, press: Press | undefined): Promise<Raised | null | Refused> {
    if (press === undefined && (await isRaisedAlready(approval))) return null;
    const { rules } = await rulebook.read(approval.guildId);
    const otherwise = await obstacle(approval, rules);
    // Nothing is raised for what would not run.
    if (otherwise !== undefined) return otherwise;
    const room = await content.room(approval, rules);
    if (room === null) return { refused: { kind: 'card-outdated' } };
    const amount = missingFor(approval.price, room.used, room.cap);
    // Meanwhile others spent, or the cap was lowered: a raise by more than was agreed to is asked for again.
    if (press?.shown !== undefined && amount > press.shown) return { refused: { kind: 'card-outdated' } };
    if (amount === 0) return null;
    const { id, lift, userId, decision } = approval;
    // The period became endless since the card was shown.
    if (!decision.isRaise && !isOnce(approval, room.endsAt)) return { refused: { kind: 'card-outdated' } };
    const until = lift === 'server-cap' && decision.isRaise ? null : room.endsAt;
    const grant = until === null ? null : { id, amount, until, ...(lift === 'member-cap' && { userId }) };
    const outcome = await editRules(press?.by ?? deciderOf(approval), {
      action: grant === null ? 'raise' : 'grant',
      targetId: id,
      reason: `approved request ${id}`,
      edit(current) {
        const now = clock.now();
        const after = grant === null ? changedForGood(current, approval, amount) : withGrant(current, grant, now);
        if ('refused' in after) return after;
        const gained = guildCapAt(approval.guildId, after, ceilings, now) - guildCapAt(approval.guildId, current, ceilings, now);
        return lift === 'server-cap' && gained < amount ? { refused: { kind: 'above-ceiling', ceiling: guildCeiling(ceilings, approval.guildId) } } : after;
      },
    });
    if ('refused' in outcome) return outcome;
    return { undo: (current) => (grant === null ? changedForGood(current, approval, -amount) : withoutGrant(current, grant)) };
  }

  async function isRaisedAlready({ id, guildId }: Approval): Promise<boolean> {
    const lines = await Promise.all(['grant', 'raise'].map(async (action) => rulebook.newestOf(guildId, action, id)));
    return lines.some((line) => line !== undefined);
  }

  /** What the rules say against it besides the limit that is raised. */
  async function obstacle(approval: Approval, rules: Rules): Promise<Refused | undefined> {
    const { visitor, order } = asAsked(approval, clock.now());
    const price = priceOf(order.request);
    if (price === undefined) return { refused: { kind: 'unknown-price' } };
    const judged = admit(await askedBy(visitor, order, price, rules), rules, ceilings, clock.now(), approval.lift);
    return 'refused' in judged ? judged : undefined;
  }

  /** A period without an end would have none for the raise either: the limit itself is changed. */
  function changedForGood(rules: Rules, { lift, guildId, userId, roleIds }: Approval, amount: MicroUsd): Rules {
    if (lift === 'server-cap') return { ...rules, cap: Math.max(0, Math.min(rules.cap ?? ceilings.defaultGuild, guildCeiling(ceilings, guildId)) + amount) };
    const cap = Math.max(0, (limitsFor(rules, { userId, roleIds }).cap?.value ?? 0) + amount);
    return { ...rules, members: { ...rules.members, [userId]: { ...rules.members[userId], cap } } };
  }
}

/** Whoever decided before the crash; that they might was judged then. */
function deciderOf(approval: Decided): Visitor {
  const { visitor } = asAsked(approval, approval.decision.at);
  return { ...visitor, userId: approval.decision.by, roleIds: [], memberPermissions: PERMISSION.manageGuild };
}

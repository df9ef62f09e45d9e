import { guildCeiling } from '../../core/money/budget.ts';
import type { Ceilings } from '../../core/money/budget.ts';
import type { Generation } from '../../core/picture/generation.ts';
import { priceOf } from '../../core/picture/price.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import type { Approval } from '../../core/rules/approval.ts';
import { judgeApproved } from '../../core/rules/judge-approved.ts';
import type { ApprovalTerms } from '../../core/rules/judge-approved.ts';
import { deliveryObstacle } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Actor, Rulebook } from '../../ports/store/rulebook.ts';
import type { Blobs } from '../../ports/store/storage.ts';
import type { AskedBy } from '../creation/asked-by.ts';
import { draft, refusalFor } from '../creation/generate.ts';
import type { Engine } from '../painting/engine.ts';
import type { CardOutbox } from './card-outbox.ts';
import { asAsked } from './offer-approval.ts';

/** Who approves, on what terms, and whether the limits that are amounts are raised. */
export interface ApprovingPress {
  actor: Actor;
  isRaise: boolean;
  terms: ApprovalTerms;
}

/**
 * Approves a request and runs it as it was asked, or does nothing at all: what is lifted or raised for it, and its
 * money, are one transaction: no other request can take the money in between, and nothing has to be undone.
 * `ended`: it did not wait any more.
 */
export type RunApproved = (
  approval: Approval,
  press: ApprovingPress,
) => Promise<{ started: Generation } | 'ended' | Refused>;

export interface RunApprovedDeps {
  journal: Pick<Journal, 'openApproved'>;
  rulebook: Pick<Rulebook, 'read'>;
  askedBy: AskedBy;
  engine: Pick<Engine, 'take' | 'isTokenRefused'>;
  outbox: Pick<CardOutbox, 'wake'>;
  blobs: Pick<Blobs, 'has'>;
  ceilings: Ceilings;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/** Builds the way from an approval to its pictures. */
export function createRunApproved({
  journal,
  rulebook,
  askedBy,
  engine,
  outbox,
  blobs,
  ceilings,
  clock,
  log,
}: RunApprovedDeps): RunApproved {
  return async (approval, { actor, isRaise, terms }) => {
    const { id, guildId } = approval;
    // They may have been erased since: without them it would be another picture.
    const hashes = approval.order.request.references.map(({ hash }) => hash);
    if (!(await blobs.has(hashes))) return { refused: { kind: 'references-gone' } };
    const now = clock.now();
    const { visitor, order } = asAsked(approval, now);
    const obstacle = deliveryObstacle(visitor, order.isPrivate);
    if (obstacle !== undefined) return { refused: obstacle };
    const price = priceOf(order.request);
    if (price === undefined) return { refused: { kind: 'unknown-price' } };
    if (engine.isTokenRefused()) return { refused: { kind: 'token-refused' } };
    const total = price.each * order.count;
    // The card says what it costs, and its requester was told the same.
    if (total !== approval.price) return { refused: { kind: 'price-changed', shown: approval.price, price: total } };
    // What has to be looked up elsewhere cannot wait for the transaction; its rules are judged there.
    const { rules } = await rulebook.read(guildId);
    const request = { id, asked: await askedBy(visitor, order, price, rules), isRaise, terms };
    const outcome = await journal.openApproved(draft(visitor, order, price), {
      actor,
      isRaise,
      now,
      judge: (rules, used) => judgeApproved(request, rules, used, ceilings, now),
    });
    switch (outcome.kind) {
      case 'opened':
        log.info({ generationId: id, guildId, userId: actor.userId, isRaise }, 'approved request opened');
        engine.take(outcome.generation);
        outbox.wake();
        return { started: outcome.generation };
      case 'ended':
      case 'duplicate':
        return 'ended';
      case 'judged':
        return { refused: outcome.refused };
      case 'denied': {
        const refused = refusalFor(outcome.by, outcome.admission, total);
        const isCeiling = refused.kind === 'budget-exceeded' && refused.scope === 'ceiling';
        return { refused: isCeiling ? { kind: 'above-ceiling', ceiling: guildCeiling(ceilings, guildId) } : refused };
      }
    }
  };
}

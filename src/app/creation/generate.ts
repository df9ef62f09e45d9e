import type { Ceilings } from '../../core/money/budget.ts';
import { leftOf } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import type { Generation, Verb } from '../../core/picture/generation.ts';
import { priceOf } from '../../core/picture/price.ts';
import type { Price } from '../../core/picture/price.ts';
import type { Refusal, Refused } from '../../core/picture/refusal.ts';
import { batchSeeds } from '../../core/picture/request.ts';
import type { PictureRequest } from '../../core/picture/request.ts';
import { admit } from '../../core/rules/admission.ts';
import type { Admission } from '../../core/rules/admission.ts';
import { NO_RULES } from '../../core/rules/rules.ts';
import { deliveryObstacle } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Denied, Journal, NewGeneration } from '../../ports/store/journal.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { NamedImage } from '../../ports/store/storage.ts';
import { MOST_LOST_RACES } from '../budget/edit-rules.ts';
import type { Engine } from '../painting/engine.ts';
import type { AskedBy } from './asked-by.ts';

/** An order: one request, one to four pictures of it. */
export interface Order {
  verb: Verb;
  parent: { generationId: string; index: number } | null;
  request: PictureRequest;
  /** The style references themselves, where they come with the order and are not stored yet. */
  images?: readonly NamedImage[];
  count: number;
  isPrivate: boolean;
  isSpoiler: boolean;
}

export interface GenerateDeps {
  journal: Journal;
  rulebook: Rulebook;
  engine: Pick<Engine, 'take'>;
  /** Has cards posted that a hold made. */
  postCards: () => void;
  clock: Clock;
  log: Log;
  ceilings: Ceilings;
  askedBy: AskedBy;
}

/** Holds the money and puts the pictures into the queue; `duplicate` when the event came twice. */
export type Generate = (visitor: Visitor, order: Order) => Promise<{ started: Generation } | 'duplicate' | Refused>;

/** Builds the one way by which every paid picture begins, whether by command or by button. */
export function createGenerate({
  journal,
  rulebook,
  engine,
  postCards,
  clock,
  log,
  ceilings,
  askedBy,
}: GenerateDeps): Generate {
  return async (visitor, order) => {
    const obstacle = deliveryObstacle(visitor, order.isPrivate);
    if (obstacle !== undefined) return { refused: obstacle };
    const price = priceOf(order.request);
    if (price === undefined) return { refused: { kind: 'unknown-price' } };
    for (let attempt = 1; attempt <= MOST_LOST_RACES; attempt += 1) {
      const outcome = await tryToOpen(visitor, order, price);
      if (outcome !== 'stale') return outcome;
    }
    return { refused: { kind: 'rules-changed-meanwhile' } };
  };

  async function tryToOpen(
    visitor: Visitor,
    order: Order,
    price: Price,
  ): Promise<Awaited<ReturnType<Generate>> | 'stale'> {
    const { wallet } = visitor;
    const { rules, version } =
      wallet.scope === 'guild' ? await rulebook.read(wallet.id) : { rules: NO_RULES, version: null };
    const admission = admit(await askedBy(visitor, order, price, rules), rules, ceilings, clock.now());
    if ('refused' in admission) return admission;
    const outcome = await journal.open(draft(visitor, order, price), admission, version, order.images);
    if (outcome.kind === 'stale-rules') return 'stale';
    if (outcome.kind === 'duplicate') return 'duplicate';
    const facts = { generationId: visitor.interactionId, verb: order.verb, count: order.count, ...visitor.place };
    if (outcome.kind !== 'opened') {
      log.info({ ...facts, outcome: outcome.kind }, 'refused by the ledger');
      return { refused: refusalFor(outcome, admission, price.each * order.count) };
    }
    log.info(facts, 'generation opened');
    engine.take(outcome.generation);
    // A hold may have reached something that moderators want to hear about.
    if (admission.watch !== undefined) postCards();
    return { started: outcome.generation };
  }
}

/** Why the records did not let an admitted request through, as a refusal. */
export function refusalFor(denied: Denied, { atOnce }: Admission, price: MicroUsd): Refusal {
  switch (denied.kind) {
    case 'too-many-at-once':
      return { kind: 'too-many-at-once', underWay: denied.underWay, most: atOnce ?? denied.underWay };
    case 'cooling-down':
    case 'too-many-images':
      return denied;
    case 'refused': {
      const { scope, cap, period } = denied.account;
      return { kind: 'budget-exceeded', scope, price, left: leftOf(denied.balance, cap ?? 0), endsAt: period.endsAt };
    }
  }
}

/** The generation as it is opened. */
export function draft(visitor: Visitor, order: Order, price: Price): NewGeneration {
  return {
    id: visitor.interactionId,
    place: visitor.place,
    wallet: visitor.wallet,
    userId: visitor.userId,
    verb: order.verb,
    parent: order.parent,
    request: order.request,
    price,
    isPrivate: order.isPrivate,
    isSpoiler: order.isSpoiler,
    isAgeRestricted: visitor.isAgeRestricted ?? null,
    reply: visitor.reply,
    attachmentLimit: visitor.attachmentLimit,
    createdAt: visitor.arrivedAt,
    seeds: batchSeeds(order.request.seed, order.count),
  };
}

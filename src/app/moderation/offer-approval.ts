import { priceOf } from '../../core/picture/price.ts';
import { liftFor } from '../../core/rules/approval.ts';
import type { KeptRequest, Lift } from '../../core/rules/approval.ts';
import type { LimitInTheWay } from '../../core/rules/limits-in-the-way.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { AskedBy } from '../creation/asked-by.ts';
import type { Generate, Order } from '../creation/generate.ts';
import type { MayBeAsked } from '../creation/judge.ts';
import type { OfferedImages } from './offered-images.ts';
import type { OfferedRequests } from './offered-requests.ts';
import type { ReadLimits } from './read-limits.ts';

export interface OfferApprovalDeps {
  rulebook: Pick<Rulebook, 'read'>;
  images: OfferedImages;
  requests: Pick<OfferedRequests, 'keep'>;
  askedBy: AskedBy;
  readLimits: ReadLimits;
}

/** Builds the answer to whether a refused request is worth fetching its images. */
export function createMayBeAsked({ rulebook, images }: Pick<OfferApprovalDeps, 'rulebook' | 'images'>): MayBeAsked {
  return async ({ wallet, userId }, refusal) => {
    if (wallet.scope !== 'guild' || liftFor(refusal) === undefined) return false;
    const { rules } = await rulebook.read(wallet.id);
    return rules.alerts !== null && (await images.hasRoom(wallet.id, userId));
  };
}

/** Wraps the way to pictures: what a moderator could allow is kept when it is refused, and can be asked for. */
export function offerApproval(
  generate: Generate,
  { rulebook, images: offeredImages, requests, askedBy, readLimits }: OfferApprovalDeps,
): Generate {
  return async (visitor, order) => {
    const outcome = await generate(visitor, order);
    if (outcome === 'duplicate' || !('refused' in outcome) || visitor.wallet.scope !== 'guild') return outcome;
    const first = liftFor(outcome.refused);
    const price = priceOf(order.request);
    if (first === undefined || price === undefined) return outcome;
    const { rules } = await rulebook.read(visitor.wallet.id);
    if (rules.alerts === null) return outcome;
    const { limits } = await readLimits(await askedBy(visitor, order, price, rules), rules);
    // The images are never part of what is kept as JSON, and must be there before it can be asked for.
    const { images = [], ...asked } = order;
    if (images.length > 0 && !(await offeredImages.keep(visitor.wallet.id, visitor.userId, images))) return outcome;
    const kept: KeptRequest = {
      ...facts(visitor),
      order: asked,
      price: price.each * order.count,
      lifts: namedFirst(first, limits),
    };
    await requests.keep(kept);
    return { ...outcome, askId: kept.id };
  };
}

/** All that stand in the way, the one that refused it first: that is what a card without names is about. */
function namedFirst(first: Lift, limits: readonly LimitInTheWay[]): Lift[] {
  return [first, ...limits.map(({ lift }) => lift).filter((lift) => lift !== first)];
}

function facts({
  interactionId,
  wallet,
  userId,
  roleIds,
  place,
  reply,
  ...visitor
}: Visitor): Omit<KeptRequest, 'order' | 'price' | 'lifts'> {
  return {
    id: interactionId,
    guildId: wallet.id,
    userId,
    roleIds,
    channelId: place.channelId,
    parentChannelId: visitor.parentChannelId,
    isThread: visitor.isThread,
    appPermissions: String(visitor.appPermissions),
    applicationId: reply.applicationId,
    attachmentLimit: visitor.attachmentLimit,
  };
}

/** The request as its requester made it, and the requester as they were; there is no reply any more. */
export function asAsked(
  { id, guildId, userId, roleIds, order, ...kept }: KeptRequest,
  now: number,
): { visitor: Visitor; order: Order } {
  const visitor: Visitor = {
    interactionId: id,
    userId,
    place: { guildId, channelId: kept.channelId },
    wallet: { scope: 'guild', id: guildId },
    reply: { applicationId: kept.applicationId, token: '', messageId: null },
    arrivedAt: now,
    roleIds,
    memberPermissions: 0n,
    appPermissions: BigInt(kept.appPermissions),
    isThread: kept.isThread,
    parentChannelId: kept.parentChannelId,
    attachmentLimit: kept.attachmentLimit,
  };
  return { visitor, order };
}

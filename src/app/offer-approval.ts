import { liftFor } from '../core/approval.ts';
import type { KeptRequest } from '../core/approval.ts';
import { priceOf } from '../core/price.ts';
import type { Refusal } from '../core/refusal.ts';
import type { Generate, Order } from './generate.ts';
import type { OfferedImages } from './offered-images.ts';
import type { OfferedRequests } from './offered-requests.ts';
import type { Rulebook } from './ports/rulebook.ts';
import type { Visitor } from './visitor.ts';

export interface OfferApprovalDeps {
  rulebook: Pick<Rulebook, 'read'>;
  images: OfferedImages;
  requests: Pick<OfferedRequests, 'keep'>;
}

/** Whether moderators could be asked for a request with images that is refused so; then all of it is needed. */
export type MayBeAsked = (visitor: Visitor, refusal: Refusal) => Promise<boolean>;

/** Builds the answer to whether a refused request is worth fetching its images. */
export function createMayBeAsked({ rulebook, images }: Pick<OfferApprovalDeps, 'rulebook' | 'images'>): MayBeAsked {
  return async ({ wallet, userId }, refusal) => {
    if (wallet.scope !== 'guild' || liftFor(refusal) === undefined) return false;
    const { rules } = await rulebook.read(wallet.id);
    return rules.alerts !== null && (await images.hasRoom(wallet.id, userId));
  };
}

/** Wraps the way to pictures: what a moderator could allow is kept when it is refused, and can be asked for. */
export function offerApproval(generate: Generate, { rulebook, images: offeredImages, requests }: OfferApprovalDeps): Generate {
  return async (visitor, order, given) => {
    const outcome = await generate(visitor, order, given);
    if (outcome === 'duplicate' || !('refused' in outcome) || visitor.wallet.scope !== 'guild') return outcome;
    const lift = liftFor(outcome.refused);
    const price = priceOf(order.request);
    if (lift === undefined || price === undefined) return outcome;
    const { rules } = await rulebook.read(visitor.wallet.id);
    if (rules.alerts === null) return outcome;
    // The images are never part of what is kept as JSON, and must be there before it can be asked for.
    const { images = [], ...asked } = order;
    if (images.length > 0 && !(await offeredImages.keep(visitor.wallet.id, visitor.userId, images))) return outcome;
    const kept: KeptRequest = { ...facts(visitor), order: asked, price: price.each * order.count, lift };
    await requests.keep(kept);
    return { ...outcome, askId: kept.id };
  };
}

function facts({ interactionId, wallet, userId, roleIds, place, reply, ...visitor }: Visitor): Omit<KeptRequest, 'order' | 'price' | 'lift'> {
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
export function asAsked({ id, guildId, userId, roleIds, order, ...kept }: KeptRequest, now: number): { visitor: Visitor; order: Order } {
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

import type { Asked } from '../core/admission.ts';
import type { Price } from '../core/price.ts';
import type { PictureRequest } from '../core/request.ts';
import type { Rules } from '../core/rules.ts';
import type { ServerAccess } from './server-access.ts';
import type { Visitor } from './visitor.ts';

/** An order as it is judged by a server's rules: with everything that has to be looked up for that. */
export type AskedBy = (visitor: Visitor, order: { request: Pick<PictureRequest, 'variant'>; count: number }, price: Price, rules: Rules) => Promise<Asked>;

/** Builds the one way to what an admission is decided by, whether money is held then or it is only looked ahead. */
export function createAskedBy({ access }: { access: Pick<ServerAccess, 'of'> }): AskedBy {
  return async ({ wallet, userId, roleIds, place, parentChannelId }, { request, count }, price, rules) => {
    const leave = await access.of(wallet, rules);
    const channelIds = parentChannelId === null ? [place.channelId] : [place.channelId, parentChannelId];
    return { wallet, access: leave.access, userId, roleIds, channelIds, request, count, price };
  };
}

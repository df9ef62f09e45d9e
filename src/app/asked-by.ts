import type { Asked } from '../core/admission.ts';
import type { Price } from '../core/price.ts';
import type { PictureRequest } from '../core/request.ts';
import type { Rules } from '../core/rules.ts';
import type { Directory } from './ports/directory.ts';
import type { Log } from './ports/log.ts';
import type { ServerAccess } from './server-access.ts';
import type { Visitor } from './visitor.ts';

/** An order as it is judged by a server's rules: with everything that has to be looked up for that. */
export type AskedBy = (visitor: Visitor, order: { request: Pick<PictureRequest, 'variant'>; count: number }, price: Price, rules: Rules) => Promise<Asked>;

export interface AskedByDeps {
  access: Pick<ServerAccess, 'of'>;
  directory: Pick<Directory, 'parentOf'>;
  log: Log;
}

/** Builds the one way to what an admission is decided by, whether money is held then or it is only looked ahead. */
export function createAskedBy({ access, directory, log }: AskedByDeps): AskedBy {
  /**
   * Where the visitor is: in a channel of a category, or in a thread of such a channel. Discord tells one step with the
   * interaction; the next is looked up anew when it matters, since a channel can be moved to another category at any time.
   */
  async function placesOf({ place, parentChannelId, isThread }: Visitor, rules: Rules): Promise<string[]> {
    const places = parentChannelId === null ? [place.channelId] : [place.channelId, parentChannelId];
    const isFound = rules.channels.length === 0 || places.some((id) => rules.channels.includes(id));
    if (isFound || !isThread) return places;
    try {
      const above = parentChannelId ?? (await directory.parentOf(place.channelId));
      const category = above === null ? null : await directory.parentOf(above);
      return [place.channelId, above, category].filter((id) => id !== null);
    } catch (error) {
      log.warn({ channelId: place.channelId, err: error }, 'the category of a thread could not be looked up');
      return places;
    }
  }

  return async (visitor, { request, count }, price, rules) => {
    const { wallet, userId, roleIds } = visitor;
    const leave = await access.of(wallet, rules);
    return { wallet, access: leave.access, userId, roleIds, channelIds: await placesOf(visitor, rules), request, count, price };
  };
}

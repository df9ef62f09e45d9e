import type { Price } from '../../core/picture/price.ts';
import type { PictureRequest } from '../../core/picture/request.ts';
import type { Asked } from '../../core/rules/admission.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import { remembered } from '../../kit/remembered.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import type { ServerAccess } from '../budget/server-access.ts';

/** An order as it is judged by a server's rules: with everything that has to be looked up for that. */
export type AskedBy = (
  visitor: Visitor,
  order: { request: Pick<PictureRequest, 'variant'>; count: number },
  price: Price,
  rules: Rules,
) => Promise<Asked>;

export interface AskedByDeps {
  access: Pick<ServerAccess, 'of'>;
  directory: Pick<Directory, 'parentOf' | 'goneOf'>;
  clock: Pick<Clock, 'monotonic'>;
  log: Log;
}

/** For how long the list of deleted channels is remembered: a refused member may try again at once. */
const GONE_MS = 60_000;

/** Builds the one way to what an admission is decided by, whether money is held then or it is only looked ahead. */
export function createAskedBy({ access, directory, clock, log }: AskedByDeps): AskedBy {
  /**
   * Where the visitor is: in a channel of a category, or in a thread of such a channel. Discord tells one step with the
   * interaction; the next is looked up anew when it matters, since a channel can be moved to another category at any
   * time.
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

  const gone = remembered(
    async (key) => {
      const [guildId = '', ...channelIds] = key.split(' ');
      return (await directory.goneOf(guildId, { channelIds, roleIds: [] })).channelIds;
    },
    GONE_MS,
    clock,
  );

  /** Only a refusal that names channels needs to know which are deleted; outside of servers none does. */
  async function goneFor({ wallet }: Visitor, rules: Rules, places: readonly string[]): Promise<readonly string[]> {
    if (rules.channels.length === 0 || places.some((id) => rules.channels.includes(id))) return [];
    try {
      return await gone([wallet.id, ...rules.channels].join(' '), GONE_MS);
    } catch (error) {
      log.warn({ guildId: wallet.id, err: error }, 'it could not be learnt which channels are deleted');
      return [];
    }
  }

  return async (visitor, { request, count }, price, rules) => {
    const { wallet, userId, roleIds } = visitor;
    const leave = await access.of(wallet, rules);
    const channelIds = await placesOf(visitor, rules);
    const goneChannelIds = await goneFor(visitor, rules, channelIds);
    return {
      wallet,
      access: leave.by === 'button' ? 'by-rules' : leave.access,
      userId,
      roleIds,
      channelIds,
      goneChannelIds,
      request,
      count,
      price,
    };
  };
}

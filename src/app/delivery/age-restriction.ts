import type { Generation } from '../../core/picture/generation.ts';
import { isOwn } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { IsAgeRestricted } from '../../ports/server.ts';

/** Whether a generation may be shown to the visitor where they are, as far as its channel's age restriction goes. */
export async function mayBeSeen(
  visitor: Visitor,
  generation: Generation,
  isAgeRestricted: IsAgeRestricted,
): Promise<boolean> {
  const { channelId, guildId } = generation.place;
  if (guildId === null || channelId === visitor.place.channelId) return true;
  // A direct message: only the requester sees it.
  if (visitor.isDirect === true && isOwn(visitor, generation)) return true;
  // A deleted channel has no setting any more; its pictures are still shown.
  const isRestricted = generation.isAgeRestricted ?? (await isAgeRestricted(channelId)) ?? false;
  return !isRestricted || (visitor.isAgeRestricted ?? (await isAgeRestricted(visitor.place.channelId)) ?? false);
}

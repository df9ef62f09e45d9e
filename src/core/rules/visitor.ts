import type { Generation, Place, ReplyHandle, Wallet } from '../picture/generation.ts';
import type { Refusal } from '../picture/refusal.ts';
import { allows, missingForDelivery, PERMISSION } from './permissions.ts';
import type { Rules } from './rules.ts';

/** The user of a command or a button, the place, and what the user and the bot may do there. */
export interface Visitor {
  /** The interaction's id: the id of whatever it starts. */
  interactionId: string;
  userId: string;
  place: Place;
  wallet: Wallet;
  reply: ReplyHandle;
  /** When Discord made the interaction, epoch milliseconds: its token lives from then. */
  arrivedAt: number;
  roleIds: readonly string[];
  memberPermissions: bigint;
  appPermissions: bigint;
  isThread: boolean;
  /** Whether age-restricted content may be seen there; undefined where Discord does not say, as in threads. */
  isAgeRestricted?: boolean | undefined;
  /** Between the visitor and the bot alone. */
  isDirect?: boolean;
  /** What the channel stands in: a thread's channel, a channel's category. */
  parentChannelId: string | null;
  /** Largest file Discord accepts here, in bytes. */
  attachmentLimit: number;
  /** The server's language as Discord names it. */
  guildLocale?: string | undefined;
}

/** A result of 1K needs at least that much room, or it would be squeezed beyond recognition. */
const SMALLEST_USEFUL_LIMIT = 512 * 1024;

/** Why a result could not be delivered to where the visitor is; checked before any money is held. */
export function deliveryObstacle(visitor: Visitor, isPrivate: boolean): Refusal | undefined {
  if (visitor.attachmentLimit < SMALLEST_USEFUL_LIMIT) return { kind: 'attachment-limit-too-small' };
  // Outside of servers there are no permissions to be had.
  if (visitor.wallet.scope === 'direct') return undefined;
  const permissions = missingForDelivery(visitor.appPermissions, visitor.isThread);
  // A reply that only its requester sees is no message in the channel, but its files are files in it.
  const isObstacle = isPrivate ? permissions.includes('Attach Files') : permissions.length > 0;
  return isObstacle ? { kind: 'missing-permissions', permissions } : undefined;
}

/** Whether the generation is the visitor's own. */
export function isOwn(visitor: Visitor, generation: Generation): boolean {
  return visitor.userId === generation.userId;
}

/** Whether the visitor may cancel or delete what others asked for. */
export function isModerator(visitor: Visitor): boolean {
  return visitor.place.guildId !== null && allows(visitor.memberPermissions, PERMISSION.manageMessages);
}

/** Whether the visitor may decide about the server's money: Manage Server, or the moderator role. */
export function mayManageBudget(visitor: Visitor, rules: Pick<Rules, 'moderatorRole'>): boolean {
  if (visitor.wallet.scope !== 'guild') return false;
  return (
    allows(visitor.memberPermissions, PERMISSION.manageGuild) ||
    (rules.moderatorRole !== null && visitor.roleIds.includes(rules.moderatorRole))
  );
}

/** Why the visitor may not use a generation's buttons, judged anew at each press; undefined when they may. */
export function pressObstacle(visitor: Visitor, generation: Generation): Refusal | undefined {
  if (isOwn(visitor, generation)) return undefined;
  const { guildId, channelId } = generation.place;
  const isHere =
    guildId === null
      ? visitor.place.guildId === null && visitor.place.channelId === channelId
      : visitor.place.guildId === guildId;
  if (!isHere) return { kind: 'foreign-generation' };
  return generation.isPrivate ? { kind: 'private-generation' } : undefined;
}

import type { NeededPermission } from '../picture/refusal.ts';

/** Discord's permission bits that the bot looks at. */
export const PERMISSION = {
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  attachFiles: 1n << 15n,
  mentionEveryone: 1n << 17n,
  sendMessagesInThreads: 1n << 38n,
} as const;

/** Whether a set of permission bits allows something; administrators may do everything. */
export function allows(permissions: bigint, bit: bigint): boolean {
  return (permissions & PERMISSION.administrator) !== 0n || (permissions & bit) === bit;
}

/** What delivering into a channel or thread takes and the bot does not have there. */
export function missingForDelivery(permissions: bigint, isThread: boolean): NeededPermission[] {
  const needed: [NeededPermission, bigint][] = [
    ['View Channel', PERMISSION.viewChannel],
    isThread
      ? ['Send Messages in Threads', PERMISSION.sendMessagesInThreads]
      : ['Send Messages', PERMISSION.sendMessages],
    ['Attach Files', PERMISSION.attachFiles],
  ];
  return needed.filter(([, bit]) => !allows(permissions, bit)).map(([name]) => name);
}

/** A channel's exception for a role or a member. */
export interface Overwrite {
  id: string;
  allow: bigint;
  deny: bigint;
}

const ALL = Object.values(PERMISSION).reduce((all, bit) => all | bit, 0n);

/**
 * A member's permissions in a channel as Discord computes them. The server's owner may do everything, also without any
 * role. For everybody else roles together, then the channel's exceptions for everyone, for the member's roles together,
 * and for the member alone.
 */
export function permissionsIn(
  member: { id: string; roleIds: readonly string[] },
  guild: { id: string; ownerId: string; roles: readonly { id: string; permissions: bigint }[] },
  overwrites: readonly Overwrite[],
): bigint {
  if (member.id === guild.ownerId) return ALL;
  const mine = new Set([guild.id, ...member.roleIds]);
  const base = union(guild.roles.filter(({ id }) => mine.has(id)).map(({ permissions }) => permissions));
  if (allows(base, PERMISSION.administrator)) return base;
  const everyone = overwrites.filter(({ id }) => id === guild.id);
  const roles = overwrites.filter(({ id }) => id !== guild.id && mine.has(id));
  const own = overwrites.filter(({ id }) => id === member.id);
  return [everyone, roles, own].reduce(
    (permissions, step) => (permissions & ~union(step.map(({ deny }) => deny))) | union(step.map(({ allow }) => allow)),
    base,
  );
}

function union(bits: readonly bigint[]): bigint {
  return bits.reduce((all, bit) => all | bit, 0n);
}

/**
 * The permissions a member has in some channel of their server; undefined when the channel is gone or hidden from us.
 */
export type PermissionsIn = (guildId: string, channelId: string, member: Member) => Promise<bigint | undefined>;

/** A member as a server knows them. */
export interface Member {
  id: string;
  roleIds: readonly string[];
}

/** The bot as a member of a server, for its permissions there. */
export type OwnMember = (guildId: string) => Promise<Member>;

/** Whether age-restricted content may be seen in a channel; undefined when it is gone or hidden from us. */
export type IsAgeRestricted = (channelId: string) => Promise<boolean | undefined>;

/** Whether everyone may mention a role; undefined when there is no such role. */
export type IsMentionable = (guildId: string, roleId: string) => Promise<boolean | undefined>;

/** Channels (categories and threads too) and roles, by their ids. */
export interface Named {
  channelIds: readonly string[];
  roleIds: readonly string[];
}

/**
 * What Discord tells about servers and about who runs the bot: it keeps no servers of its own, so it asks. Every method
 * rejects while Discord does not answer.
 */
export interface Directory {
  /** Who runs this bot: the owner of its application, or of its team the owner, admins and developers. */
  operators(): Promise<ReadonlySet<string>>;
  /** Who owns a server; null when the bot is not in it. */
  ownerOf(guildId: string): Promise<string | null>;
  /**
   * What a channel stands in: a thread in its channel, a channel in its category; null for neither, and for what the
   * bot cannot see.
   */
  parentOf(channelId: string): Promise<string | null>;
  /** Which of these a server has no more, or never had. What is only hidden from the bot is there. */
  goneOf(guildId: string, named: Named): Promise<Named>;
}

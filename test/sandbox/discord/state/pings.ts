import { ChannelType, MessageFlags } from 'discord.js';

import type { AllowedMentions } from '../rules/message-body.ts';
import { textsOf } from '../rules/walk.ts';
import type { Channel, StoredMessage } from './entities.ts';
import { allows, permissionsIn } from './permissions.ts';
import type { World } from './world.ts';

/** Records whom a message notifies: what it mentions, cut down by `allowed_mentions` and by permissions. */
export function recordPings(
  world: World,
  channel: Channel,
  message: StoredMessage,
  allowed: AllowedMentions | null | undefined,
): void {
  // Nobody is notified by a message only one person sees, and a silent one notifies nobody.
  if (message.ephemeralFor !== null || (message.flags & MessageFlags.SuppressNotifications) !== 0) return;
  const text = [message.content, ...textsOf(message.components)].join('\n');
  const guild = world.guilds.get(channel.guildId ?? '');
  const mayMentionAll = allows(permissionsIn(world, message.authorId, channel), 'MentionEveryone');
  const ids = (pattern: RegExp): string[] => [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);
  const permits = (kind: 'users' | 'roles', id: string): boolean =>
    !allowed || allowed.parse?.includes(kind) === true || allowed[kind]?.includes(id) === true;

  for (const id of ids(/<@!?(\d+)>/gu)) {
    const user = world.users.get(id);
    if (user && permits('users', id) && allows(permissionsIn(world, id, channel), 'ViewChannel'))
      message.pings.users.add(id);
  }
  for (const id of ids(/<@&(\d+)>/gu)) {
    const role = guild?.roles.get(id);
    if (role && permits('roles', id) && (role.mentionable || mayMentionAll)) message.pings.roles.add(id);
  }
  const everyone = /@(?:everyone|here)\b/u.test(text) && (!allowed || allowed.parse?.includes('everyone') === true);
  if (everyone && (mayMentionAll || channel.type === ChannelType.GroupDM) && guild) message.pings.everyone = true;

  const replied = channel.messages.get(message.replyTo ?? '');
  if (replied && replied.authorId !== message.authorId && (!allowed || allowed.replied_user === true))
    message.pings.users.add(replied.authorId);
}

import type { Attachment, Channel, StoredMessage } from '../state/entities.ts';
import type { JsonObject } from '../state/json.ts';
import { permissionsIn } from '../state/permissions.ts';
import type { World } from '../state/world.ts';
import { wireChannel, wireMember, wireRole, wireUserById } from '../wire/guilds.ts';
import { wireAttachment, wireMessage } from '../wire/messages.ts';

/** What an interaction's values refer to. */
export type References = {
  readonly ids: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly messages: readonly StoredMessage[];
};

/** The `resolved` part of an interaction: everything its values name; absent when they name nothing. */
export function wireResolved(world: World, channel: Channel, userId: string, refs: References): JsonObject | undefined {
  const guild = world.guilds.get(channel.guildId ?? '');
  const users: { [id: string]: JsonObject } = {};
  const members: { [id: string]: JsonObject } = {};
  const roles: { [id: string]: JsonObject } = {};
  const channels: { [id: string]: JsonObject } = {};
  for (const id of refs.ids) {
    if (world.users.has(id)) users[id] = wireUserById(world, id);
    const member = guild?.members.get(id);
    // Members stand beside their users, without repeating them.
    if (member)
      members[id] = {
        ...wireMember(world, member, permissionsIn(world, id, channel)),
        user: undefined,
        deaf: undefined,
        mute: undefined,
      };
    const role = guild?.roles.get(id);
    if (role) roles[id] = wireRole(role);
    const other = world.channels.get(id);
    if (other) channels[id] = { ...wireChannel(other), permissions: String(permissionsIn(world, userId, other)) };
  }
  const attachments = Object.fromEntries(refs.attachments.map((one) => [one.id, wireAttachment(world, one)]));
  const messages = Object.fromEntries(refs.messages.map((one) => [one.id, wireMessage(world, one)]));
  const parts: { [name: string]: JsonObject } = { users, members, roles, channels, attachments, messages };
  const filled = Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0);
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

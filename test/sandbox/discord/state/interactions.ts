import { randomBytes } from 'node:crypto';

import type { ApplicationCommandType, InteractionType } from 'discord.js';

import { wireInteraction } from '../wire/interactions.ts';
import { uploadLimit } from './channels.ts';
import type { Channel, Interaction, StoredMessage } from './entities.ts';
import type { Json } from './json.ts';
import { allows, applicationPermissions, permissionsIn } from './permissions.ts';
import type { World } from './world.ts';

/** What a person has done, ready to become an interaction. */
export type Deed = {
  readonly type: InteractionType;
  readonly userId: string;
  readonly channel: Channel;
  readonly locale: string;
  readonly data: Json;
  readonly commandType?: ApplicationCommandType;
  readonly focusedType?: number;
  readonly source?: StoredMessage;
  readonly openedBy?: string;
  /** False: the command is registered for user installs only. */
  readonly guildInstallable?: boolean;
};

/** Creates an interaction; the caller delivers it. */
export function openInteraction(world: World, deed: Deed): Interaction {
  const { channel, userId } = deed;
  const owners = ownersOf(world, deed);
  const isUserInstallOnly = owners['0'] === undefined;
  const base = {
    id: world.ids.next(),
    token: randomBytes(48).toString('base64url'),
    type: deed.type,
    userId,
    uploadLimit: uploadLimit(world, channel, userId),
    appPermissions: applicationPermissions(world, channel),
    owners,
    sourceMessageId: deed.source?.id ?? null,
  };
  const interaction: Interaction = {
    ...base,
    channelId: channel.id,
    guildId: channel.guildId,
    createdAt: world.now(),
    payload: wireInteraction(world, base, channel, deed.locale, deed.data),
    userInstallOnly: isUserInstallOnly,
    forcedEphemeral:
      isUserInstallOnly &&
      channel.guildId !== null &&
      !allows(permissionsIn(world, userId, channel), 'UseExternalApps'),
    commandType: deed.commandType ?? null,
    focusedType: deed.focusedType ?? null,
    openedBy: deed.openedBy ?? null,
    ackType: null,
    ackedAt: null,
    lapsed: false,
    expired: false,
    unknown: false,
    originalId: null,
    answered: false,
    followUpIds: [],
    refused: null,
    modal: null,
    choices: null,
  };
  world.interactions.set(interaction.id, interaction);
  world.interactionsByToken.set(interaction.token, interaction);
  world.events.emit('interaction', interaction);
  setTimeout(() => lapse(world, interaction), world.limits.ackMs).unref();
  return interaction;
}

/** Whose installation allows the interaction: a component's is that of the message it stands on. */
function ownersOf(
  world: World,
  { channel, userId, source, guildInstallable }: Deed,
): { readonly [type: string]: string } {
  const before = world.interactions.get(source?.interactionId ?? '');
  if (before) return before.owners;
  const own: { readonly [type: string]: string } =
    world.users.get(userId)?.installedApp === true ? { '1': userId } : {};
  const guild = world.guilds.get(channel.guildId ?? '');
  if (guild) return guild.botInstalled && guildInstallable !== false ? { '0': guild.id, ...own } : { '1': userId };
  return channel.people.has(world.bot.id) ? { '0': '0', ...own } : { '1': userId };
}

/** Wakes who waits for this interaction. */
export function interactionChanged(world: World, interaction: Interaction): void {
  world.events.emit('interaction', interaction);
  world.hub.notify(`interaction:${interaction.id}`);
}

function lapse(world: World, interaction: Interaction): void {
  if (interaction.ackedAt !== null) return;
  const left = interaction.createdAt + world.limits.ackMs - world.now();
  // A timer may end before the wall clock says so; who looked once only would never learn that it is over.
  if (left > 0) return void setTimeout(() => lapse(world, interaction), left).unref();
  interaction.lapsed = true;
  interactionChanged(world, interaction);
}

/** The interaction's state in words, for explanations. */
export function describeInteraction(world: World, it: Interaction): string {
  const ack =
    it.ackedAt === null
      ? 'not acknowledged'
      : `acknowledged with type ${it.ackType} after ${it.ackedAt - it.createdAt} ms`;
  const original = world.channels.get(it.channelId)?.messages.get(it.originalId ?? '');
  const shown = original
    ? `@original ${JSON.stringify({ flags: original.flags, content: original.content, components: original.components.length, attachments: original.attachments.length, edits: original.edits })}`
    : 'no @original';
  const extra = [
    it.lapsed && 'lapsed',
    it.expired && 'token expired',
    it.unknown && 'made unknown',
    it.modal && 'modal shown',
    it.choices && `${it.choices.length} choices`,
    it.refused && `refused: ${it.refused}`,
  ].filter((one) => typeof one === 'string');
  return [`interaction ${it.id} ${ack}`, shown, `${it.followUpIds.length} follow-ups`, ...extra].join('; ');
}

import { ApplicationCommandType, InteractionType, MessageFlags, MessageType } from 'discord.js';

import { linkTo } from '../cdn/links.ts';
import type { EmbedInput } from '../rules/embeds.ts';
import type { Attachment, Interaction, StoredMessage } from '../state/entities.ts';
import type { Json, JsonObject } from '../state/json.ts';
import type { World } from '../state/world.ts';
import { wireComponent } from './components.ts';
import { wireUserById } from './guilds.ts';

/** A file as messages and interactions list it, with a fresh link. */
export function wireAttachment(world: World, one: Attachment): JsonObject {
  const url = linkTo(world, one);
  return {
    id: one.id,
    filename: one.filename,
    size: one.bytes.length,
    url,
    proxy_url: url,
    content_type: one.contentType ?? undefined,
    width: one.width ?? undefined,
    height: one.height ?? undefined,
    description: one.description ?? undefined,
    ephemeral: one.ephemeral || undefined,
    flags: one.spoiler ? 8 : undefined,
  };
}

/** The attachment that an embed shows by `attachment://`. */
export function embedAttachment(
  message: Pick<StoredMessage, 'attachments'>,
  url: string | undefined,
): Attachment | undefined {
  return url?.startsWith('attachment://') === true
    ? message.attachments.find((one) => one.filename === url.slice('attachment://'.length))
    : undefined;
}

function wireEmbed(world: World, message: StoredMessage, embed: EmbedInput): JsonObject {
  const picture = (it: { url: string } | null | undefined): Json => {
    if (!it) return undefined;
    const own = embedAttachment(message, it.url);
    return own ? { url: linkTo(world, own), proxy_url: linkTo(world, own), width: own.width, height: own.height } : it;
  };
  return {
    type: 'rich',
    ...embed,
    image: picture(embed.image),
    thumbnail: picture(embed.thumbnail),
    fields: embed.fields?.map((one) => ({ ...one, inline: one.inline ?? false })),
  };
}

/** The attachments that stand beside the message: neither inside V2 components nor inside embeds. */
export function looseAttachments(message: StoredMessage): Attachment[] {
  if ((message.flags & MessageFlags.IsComponentsV2) !== 0) return [];
  const inEmbeds = new Set(
    message.embeds.flatMap((one) => [
      embedAttachment(message, one.image?.url),
      embedAttachment(message, one.thumbnail?.url),
    ]),
  );
  return message.attachments.filter((one) => !inEmbeds.has(one));
}

/** A message as the API shows it. */
export function wireMessage(world: World, message: StoredMessage): JsonObject {
  const from = message.interactionId === null ? undefined : world.interactions.get(message.interactionId);
  const replied =
    message.replyTo === null
      ? undefined
      : { message_id: message.replyTo, channel_id: message.channelId, guild_id: message.guildId ?? undefined, type: 0 };
  let type: number = MessageType.Default;
  if (from?.commandType)
    type =
      from.commandType === ApplicationCommandType.ChatInput
        ? MessageType.ChatInputCommand
        : MessageType.ContextMenuCommand;
  else if (replied) type = MessageType.Reply;
  return {
    id: message.id,
    channel_id: message.channelId,
    type,
    author: wireUserById(world, message.authorId),
    content: message.content,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: [...message.pings.users].map((id) => wireUserById(world, id)),
    mention_roles: [...message.pings.roles],
    attachments: looseAttachments(message).map((one) => wireAttachment(world, one)),
    embeds: message.embeds.map((one) => wireEmbed(world, message, one)),
    components: message.components.map((one) => wireComponent(world, one)),
    pinned: false,
    flags: message.flags,
    nonce: message.nonce ?? undefined,
    message_reference: replied,
    application_id: from ? world.applicationId : undefined,
    webhook_id: from ? world.applicationId : undefined,
    interaction_metadata: from && wireMetadata(world, message, from),
  };
}

function wireMetadata(world: World, message: StoredMessage, from: Interaction): JsonObject {
  const source = from.sourceMessageId ?? undefined;
  const opener = from.openedBy === null ? undefined : world.interactions.get(from.openedBy);
  return {
    id: from.id,
    type: from.type,
    user: wireUserById(world, from.userId),
    authorizing_integration_owners: { ...from.owners },
    original_response_message_id:
      message.id === from.originalId || from.originalId === null ? undefined : from.originalId,
    interacted_message_id: from.type === InteractionType.MessageComponent ? source : undefined,
    triggering_interaction_metadata: opener && wireMetadata(world, message, opener),
  };
}

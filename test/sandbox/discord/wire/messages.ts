import { ApplicationCommandType, ComponentType, MessageFlags, MessageType } from 'discord.js';
import { attachmentBehind, linkTo } from '../cdn/links.ts';
import type { AnyComponent, Media } from '../rules/components.ts';
import type { EmbedInput } from '../rules/embeds.ts';
import type { Json, JsonObject } from '../state/json.ts';
import type { Attachment, StoredMessage, World } from '../state/world.ts';
import { wireUserById } from './guilds.ts';

/** A file as messages and interactions list it, with a fresh link. */
export function wireAttachment(world: World, one: Attachment): JsonObject {
  const url = linkTo(world, one);
  return {
    id: one.id, filename: one.filename, size: one.bytes.length, url, proxy_url: url,
    content_type: one.contentType ?? undefined,
    width: one.width ?? undefined,
    height: one.height ?? undefined,
    description: one.description ?? undefined,
    ephemeral: one.ephemeral || undefined,
    flags: one.spoiler ? 8 : undefined,
  };
}

function wireMedia(world: World, media: Media): JsonObject {
  const own = (media.attachmentId === null ? undefined : world.attachments.get(media.attachmentId)) ?? attachmentBehind(world, media.url);
  if (own === undefined) return { id: '1', url: media.url, proxy_url: media.url, width: null, height: null, content_type: null };
  const url = linkTo(world, own);
  return { id: own.id, url, proxy_url: url, width: own.width, height: own.height, content_type: own.contentType, attachment_id: media.attachmentId ?? undefined, flags: 0, loading_state: 2 };
}

/** A component as answers carry it: pictures resolved to links. */
export function wireComponent(world: World, it: AnyComponent): Json {
  if (it.type === ComponentType.Section) return { ...it, accessory: wireComponent(world, it.accessory) };
  if ('components' in it) return { ...it, components: it.components.map((child) => wireComponent(world, child)) };
  if ('items' in it) return { ...it, items: it.items.map((item) => ({ ...item, media: wireMedia(world, item.media) })) };
  if ('media' in it) return { ...it, media: wireMedia(world, it.media) };
  if ('file' in it) return { ...it, file: wireMedia(world, it.file) };
  return it;
}

/** The attachment that an embed shows by `attachment://`. */
export function embedAttachment(message: Pick<StoredMessage, 'attachments'>, url: string | undefined): Attachment | undefined {
  return url?.startsWith('attachment://') === true ? message.attachments.find((one) => one.filename === url.slice('attachment://'.length)) : undefined;
}

function wireEmbed(world: World, message: StoredMessage, embed: EmbedInput): JsonObject {
  const picture = (it: { url: string } | null | undefined): Json => {
    if (!it) return undefined;
    const own = embedAttachment(message, it.url);
    return own ? { url: linkTo(world, own), proxy_url: linkTo(world, own), width: own.width, height: own.height } : it;
  };
  return { type: 'rich', ...embed, image: picture(embed.image), thumbnail: picture(embed.thumbnail) };
}

/** The attachments that stand beside the message: neither inside V2 components nor inside embeds. */
export function looseAttachments(message: StoredMessage): Attachment[] {
  if ((message.flags & MessageFlags.IsComponentsV2) !== 0) return [];
  const inEmbeds = new Set(message.embeds.flatMap((one) => [embedAttachment(message, one.image?.url), embedAttachment(message, one.thumbnail?.url)]));
  return message.attachments.filter((one) => !inEmbeds.has(one));
}

/** A message as the API shows it. */
export function wireMessage(world: World, message: StoredMessage): JsonObject {
  const from = message.interactionId === null ? undefined : world.interactions.get(message.interactionId);
  const replied = message.replyTo === null ? undefined : { message_id: message.replyTo, channel_id: message.channelId, guild_id: message.guildId ?? undefined, type: 0 };
  let type: number = MessageType.Default;
  if (from?.commandType) type = from.commandType === ApplicationCommandType.ChatInput ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
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
    interaction_metadata: from && { id: from.id, type: from.type, user: wireUserById(world, from.userId), authorizing_integration_owners: { ...from.owners } },
  };
}

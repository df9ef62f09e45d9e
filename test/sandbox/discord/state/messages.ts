import { MessageFlags } from 'discord.js';

import { refusal } from '../rest/errors.ts';
import type { MessageComponent } from '../rules/components.ts';
import { embedTexts } from '../rules/embeds.ts';
import { parseComponents } from '../rules/layout.ts';
import { messageBody } from '../rules/message-body.ts';
import { parseForm } from '../rules/parse.ts';
import { textsOf } from '../rules/walk.ts';
import type { Channel, StoredMessage } from './entities.ts';
import { checkEmbedFiles, checkFiles, checkV2Fields, nextAttachments, resolveMedia } from './files.ts';
import type { RequestFile } from './files.ts';
import { allows, permissionsIn } from './permissions.ts';
import { recordPings } from './pings.ts';
import type { World } from './world.ts';

/** The message part of a request. */
export type MessageRequest = {
  readonly body: unknown;
  readonly files: readonly RequestFile[];
  readonly uploadLimit: number;
};

/** Where a new message comes from and who sees it. */
export type Origin = {
  readonly authorId: string;
  readonly ephemeralFor: string | null;
  readonly interactionId: string | null;
};

const FREE_FLAGS = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** An empty message, not yet in its channel. */
export function blankMessage(
  world: World,
  channel: Channel,
  origin: Origin,
  rest: { readonly flags?: number; readonly nonce?: string | null; readonly replyTo?: string | null } = {},
): StoredMessage {
  return {
    id: world.ids.next(),
    channelId: channel.id,
    guildId: channel.guildId,
    authorId: origin.authorId,
    createdAt: world.now(),
    editedAt: null,
    edits: 0,
    flags: (rest.flags ?? 0) | (origin.ephemeralFor === null ? 0 : MessageFlags.Ephemeral),
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    pings: { everyone: false, users: new Set(), roles: new Set() },
    ephemeralFor: origin.ephemeralFor,
    interactionId: origin.interactionId,
    nonce: rest.nonce ?? null,
    replyTo: rest.replyTo ?? null,
    deleted: false,
  };
}

/** Puts a message into its channel and tells everybody who waits. */
export function post(world: World, channel: Channel, message: StoredMessage): StoredMessage {
  channel.messages.set(message.id, message);
  changed(world, message, 'messageCreate');
  return message;
}

/** Wakes who waits for this message's channel or interaction. */
export function changed(
  world: World,
  message: StoredMessage,
  event: 'messageCreate' | 'messageUpdate' | 'messageDelete',
): void {
  world.events.emit(event, message);
  world.hub.notify(`channel:${message.channelId}`);
  if (message.interactionId !== null) world.hub.notify(`interaction:${message.interactionId}`);
}

/** Takes a message out of its channel. */
export function removeMessage(world: World, message: StoredMessage): void {
  message.deleted = true;
  world.channels.get(message.channelId)?.messages.delete(message.id);
  changed(world, message, 'messageDelete');
}

/**
 * Carries out a create (the message is blank) or an edit on a message: checks everything first, then changes it.
 * Whether the message is posted or already stands in its channel is the caller's affair.
 */
export function fill(
  world: World,
  channel: Channel,
  message: StoredMessage,
  request: MessageRequest,
  mode: 'create' | 'edit',
): void {
  checkFiles(request.files, request.uploadLimit);
  const body = parseForm(messageBody, request.body ?? {});
  const wasV2 = (message.flags & MessageFlags.IsComponentsV2) !== 0;
  // Once set, the flag stays whatever an edit says.
  const isV2 = wasV2 || ((body.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
  if (isV2) checkV2Fields(body, mode === 'edit' ? message : null);
  checkEmbedFiles(body);

  const content = body.content === undefined ? message.content : (body.content ?? '');
  const embeds = body.embeds === undefined ? message.embeds : (body.embeds ?? []);
  const components: MessageComponent[] =
    body.components === undefined ? message.components : parseComponents(body.components ?? [], isV2);
  if (wasV2 !== isV2 && body.components === undefined) parseComponents(message.components, isV2);
  const willHaveFiles = body.attachments
    ? body.attachments.length > 0
    : request.files.length + message.attachments.length > 0;
  const isEmpty = isV2
    ? components.length === 0
    : content.trim() === '' &&
      embeds.length === 0 &&
      components.length === 0 &&
      !willHaveFiles &&
      !body.sticker_ids?.length;
  if (isEmpty) throw refusal('emptyMessage');
  checkAutoMod(world, channel, message.authorId, [content, ...textsOf(components), ...embeds.flatMap(embedTexts)]);

  const attachments = nextAttachments(world, channel.id, body, request.files, message.attachments);
  if (body.components !== undefined) resolveMedia(components, attachments);
  for (const gone of message.attachments) if (!attachments.includes(gone)) gone.removed = true;

  const asked = (body.flags ?? 0) & FREE_FLAGS;
  const wasLoading = (message.flags & MessageFlags.Loading) !== 0;
  const kept =
    message.flags &
    ~MessageFlags.Loading &
    (body.flags === null || body.flags === undefined ? -1 : ~MessageFlags.SuppressEmbeds);
  message.flags =
    kept | (mode === 'create' ? asked : asked & (MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2));
  Object.assign(message, { content, embeds, components, attachments });
  message.edits += mode === 'edit' && !wasLoading ? 1 : 0;
  if (mode === 'edit') message.editedAt = world.now();
  // An edit notifies nobody, but the first filling of a deferred answer is treated like a new message, to be safe.
  if (mode === 'create' || wasLoading) recordPings(world, channel, message, body.allowed_mentions);
}

function checkAutoMod(world: World, channel: Channel, authorId: string, texts: readonly string[]): void {
  const guild = world.guilds.get(channel.guildId ?? '');
  if (guild === undefined || allows(permissionsIn(world, authorId, channel), 'ManageGuild')) return;
  const parent = world.channels.get(channel.parentId ?? '');
  const words = [...guild.autoModWords, ...channel.autoModWords, ...(parent?.autoModWords ?? [])];
  const text = texts.join('\n').toLowerCase();
  if (words.some((word) => text.includes(word.toLowerCase()))) throw refusal('autoMod');
}

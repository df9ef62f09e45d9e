import { InteractionResponseType as Callback, InteractionType, MessageFlags } from 'discord.js';
import { z } from 'zod';

import { parseChoices } from '../rules/choices.ts';
import { parseModal } from '../rules/modals.ts';
import { parseForm } from '../rules/parse.ts';
import type { Channel, Interaction, StoredMessage } from '../state/entities.ts';
import { interactionChanged } from '../state/interactions.ts';
import type { JsonObject } from '../state/json.ts';
import { blankMessage, changed, fill, post } from '../state/messages.ts';
import type { MessageRequest } from '../state/messages.ts';
import { allows, applicationPermissions } from '../state/permissions.ts';
import type { World } from '../state/world.ts';
import { wireMessage } from '../wire/messages.ts';
import { invalid, refusal } from './errors.ts';
import { param } from './router.ts';
import type { Answer, Call, Route } from './router.ts';

const envelope = z.object({ type: z.enum(Callback), data: z.unknown().optional() });
const flagsOf = z.object({ flags: z.number().int().nullish() }).nullish();

const allowedFor: { readonly [type: number]: readonly number[] } = {
  [InteractionType.ApplicationCommand]: [
    Callback.ChannelMessageWithSource,
    Callback.DeferredChannelMessageWithSource,
    Callback.Modal,
  ],
  [InteractionType.MessageComponent]: [
    Callback.ChannelMessageWithSource,
    Callback.DeferredChannelMessageWithSource,
    Callback.DeferredMessageUpdate,
    Callback.UpdateMessage,
    Callback.Modal,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [Callback.ApplicationCommandAutocompleteResult],
  [InteractionType.ModalSubmit]: [
    Callback.ChannelMessageWithSource,
    Callback.DeferredChannelMessageWithSource,
    Callback.DeferredMessageUpdate,
    Callback.UpdateMessage,
  ],
};
const updates = new Set([Callback.DeferredMessageUpdate, Callback.UpdateMessage]);

/** The route that answers interactions. */
export const interactionRoutes: readonly Route[] = [
  { method: 'POST', pattern: '/interactions/:id/:token/callback', open: true, run: answer },
];

function answer(call: Call): Answer {
  const { world } = call;
  const interaction = world.interactions.get(param(call, 'id'));
  if (
    interaction === undefined ||
    interaction.token !== param(call, 'token') ||
    interaction.unknown ||
    interaction.expired
  )
    throw refusal('unknownInteraction');
  if (interaction.ackedAt !== null) throw refusal('acknowledged');
  if (world.now() - interaction.createdAt > world.limits.ackMs) throw refusal('unknownInteraction');

  const { type, data } = parseForm(envelope, call.body);
  const fits =
    allowedFor[interaction.type]?.includes(type) === true &&
    (!updates.has(type) || interaction.sourceMessageId !== null);
  if (!fits) throw invalid(['type'], 'BASE_TYPE_CHOICES', `Callback type ${type} does not answer this interaction`);
  const message = perform(call, interaction, type, data);

  interaction.ackType = type;
  interaction.ackedAt = world.now();
  interactionChanged(world, interaction);
  if (call.query.get('with_response') !== 'true') return { status: 204 };
  return { status: 200, body: callbackResponse(world, interaction, message) };
}

function perform(call: Call, interaction: Interaction, type: Callback, data: unknown): StoredMessage | null {
  const { world } = call;
  if (type === Callback.ApplicationCommandAutocompleteResult) {
    interaction.choices = parseChoices(data, interaction.focusedType);
    return null;
  }
  if (type === Callback.Modal) {
    interaction.modal = parseModal(data);
    return null;
  }
  if (type !== Callback.DeferredMessageUpdate && type !== Callback.UpdateMessage)
    return respond(call, interaction, type, data);
  const channel = channelOf(world, interaction);
  const source = channel.messages.get(interaction.sourceMessageId ?? '');
  if (source === undefined) throw refusal('unknownMessage');
  interaction.originalId = source.id;
  if (type === Callback.DeferredMessageUpdate) return null;
  editAs(world, interaction, channel, source, { body: data, files: call.files, uploadLimit: interaction.uploadLimit });
  return source;
}

function respond(call: Call, interaction: Interaction, type: Callback, data: unknown): StoredMessage {
  const { world } = call;
  const channel = channelOf(world, interaction);
  const isDeferred = type === Callback.DeferredChannelMessageWithSource;
  const message = newMessage(world, interaction, channel, parseForm(flagsOf, data, ['data'])?.flags ?? 0);
  if (isDeferred) message.flags |= MessageFlags.Loading;
  else {
    checkUpload(world, channel, call.files.length);
    fill(world, channel, message, { body: data, files: call.files, uploadLimit: interaction.uploadLimit }, 'create');
    interaction.answered = true;
  }
  interaction.originalId = message.id;
  return post(world, channel, message);
}

function callbackResponse(world: World, it: Interaction, message: StoredMessage | null): JsonObject {
  const original = world.channels.get(it.channelId)?.messages.get(it.originalId ?? '');
  const shown =
    message !== null && (it.ackType === Callback.ChannelMessageWithSource || it.ackType === Callback.UpdateMessage);
  return {
    interaction: {
      id: it.id,
      type: it.type,
      response_message_id: original?.id,
      response_message_loading: original && (original.flags & MessageFlags.Loading) !== 0,
      response_message_ephemeral: original && original.ephemeralFor !== null,
      channel_id: it.channelId,
      guild_id: it.guildId ?? undefined,
    },
    resource: { type: it.ackType, message: shown ? wireMessage(world, message) : undefined },
  };
}

/** The channel of an interaction; it may have been deleted since. */
export function channelOf(world: World, interaction: Interaction): Channel {
  const channel = world.channels.get(interaction.channelId);
  if (channel === undefined) throw refusal('unknownChannel');
  return channel;
}

/** An empty answer or follow-up, ephemeral if the bot asks for it or Discord forces it. */
export function newMessage(world: World, interaction: Interaction, channel: Channel, flags: number): StoredMessage {
  const isEphemeral = interaction.forcedEphemeral || (flags & MessageFlags.Ephemeral) !== 0;
  return blankMessage(world, channel, {
    authorId: world.bot.id,
    ephemeralFor: isEphemeral ? interaction.userId : null,
    interactionId: interaction.id,
  });
}

/** Refuses files in an answer where the application may not attach any. */
export function checkUpload(world: World, channel: Channel, files: number): void {
  if (files > 0 && world.limits.uploadsNeedPermission && !allows(applicationPermissions(world, channel), 'AttachFiles'))
    throw refusal('missingPermissions');
}

/** Edits a message by an interaction's token. */
export function editAs(
  world: World,
  interaction: Interaction,
  channel: Channel,
  message: StoredMessage,
  request: MessageRequest,
): void {
  checkUpload(world, channel, request.files.length);
  fill(world, channel, message, request, 'edit');
  if (message.id === (interaction.originalId ?? interaction.sourceMessageId)) interaction.answered = true;
  changed(world, message, 'messageUpdate');
  interactionChanged(world, interaction);
}

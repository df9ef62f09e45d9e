import { MessageFlags } from 'discord.js';
import { z } from 'zod';

import { parseForm } from '../rules/parse.ts';
import type { Channel, Interaction, StoredMessage } from '../state/entities.ts';
import { interactionChanged } from '../state/interactions.ts';
import { fill, post, removeMessage } from '../state/messages.ts';
import { wireMessage } from '../wire/messages.ts';
import { refusal } from './errors.ts';
import { channelOf, checkUpload, editAs, newMessage } from './interactions.ts';
import { param } from './router.ts';
import type { Answer, Call, Route } from './router.ts';

const USER_INSTALL_FOLLOW_UPS = 5;
const flagsOf = z.object({ flags: z.number().int().nullish() });

/** Answers edited, read and removed by an interaction's token, and follow-ups. */
export const webhookRoutes: readonly Route[] = [
  { method: 'POST', pattern: '/webhooks/:application/:token', open: true, run: followUp },
  {
    method: 'GET',
    pattern: '/webhooks/:application/:token/messages/:message',
    open: true,
    run: (call) => ({ status: 200, body: wireMessage(call.world, target(call).message) }),
  },
  { method: 'PATCH', pattern: '/webhooks/:application/:token/messages/:message', open: true, run: edit },
  { method: 'DELETE', pattern: '/webhooks/:application/:token/messages/:message', open: true, run: remove },
];

function byToken(call: Call): Interaction {
  const { world } = call;
  if (param(call, 'application') !== world.applicationId) throw refusal('unknownWebhook');
  const interaction = world.interactionsByToken.get(param(call, 'token'));
  if (interaction === undefined) throw refusal('invalidWebhookToken');
  const isOver = interaction.expired || world.now() - interaction.createdAt > world.limits.tokenMs;
  if (isOver) throw refusal('invalidWebhookToken');
  if (interaction.ackedAt === null) throw refusal('unknownWebhook');
  return interaction;
}

type Target = { readonly interaction: Interaction; readonly channel: Channel; readonly message: StoredMessage };

function target(call: Call): Target {
  const interaction = byToken(call);
  const channel = channelOf(call.world, interaction);
  const asked = param(call, 'message');
  const id = asked === '@original' ? interaction.originalId : asked;
  const isTheirs = id === interaction.originalId || interaction.followUpIds.includes(id ?? '');
  const message = isTheirs ? channel.messages.get(id ?? '') : undefined;
  if (message === undefined || interaction.unknown) throw refusal('unknownMessage');
  return { interaction, channel, message };
}

function edit(call: Call): Answer {
  const { interaction, channel, message } = target(call);
  editAs(call.world, interaction, channel, message, {
    body: call.body,
    files: call.files,
    uploadLimit: interaction.uploadLimit,
  });
  return { status: 200, body: wireMessage(call.world, message) };
}

function remove(call: Call): Answer {
  const { interaction, message } = target(call);
  removeMessage(call.world, message);
  interactionChanged(call.world, interaction);
  return { status: 204 };
}

function followUp(call: Call): Answer {
  const { world } = call;
  const interaction = byToken(call);
  if (interaction.unknown) throw refusal('unknownWebhook');
  const channel = channelOf(world, interaction);
  const request = { body: call.body, files: call.files, uploadLimit: interaction.uploadLimit };
  const original = channel.messages.get(interaction.originalId ?? '');
  if (original && (original.flags & MessageFlags.Loading) !== 0) {
    // A follow-up straight after a deferral fills the deferred answer (Discord keeps this for old applications).
    editAs(world, interaction, channel, original, request);
    return { status: 200, body: wireMessage(world, original) };
  }
  if (interaction.userInstallOnly && interaction.followUpIds.length >= USER_INSTALL_FOLLOW_UPS)
    throw refusal('maxFollowUps');
  checkUpload(world, channel, call.files.length);
  const message = newMessage(world, interaction, channel, parseForm(flagsOf, call.body ?? {}).flags ?? 0);
  fill(world, channel, message, request, 'create');
  interaction.followUpIds.push(message.id);
  post(world, channel, message);
  interactionChanged(world, interaction);
  return { status: 200, body: wireMessage(world, message) };
}

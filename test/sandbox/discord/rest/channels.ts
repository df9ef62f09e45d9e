import { z } from 'zod';

import { snowflake } from '../rules/components.ts';
import { messageBody } from '../rules/message-body.ts';
import { parseForm } from '../rules/parse.ts';
import { checkMayPost, directChannel, reachableMessage, uploadLimit, visibleChannel } from '../state/channels.ts';
import type { Channel, StoredMessage } from '../state/entities.ts';
import type { JsonObject } from '../state/json.ts';
import { blankMessage, changed, fill, post, removeMessage } from '../state/messages.ts';
import { allows, permissionsIn } from '../state/permissions.ts';
import type { World } from '../state/world.ts';
import { wireChannel, wireDm } from '../wire/guilds.ts';
import { wireMessage } from '../wire/messages.ts';
import { invalid, refusal } from './errors.ts';
import { param } from './router.ts';
import type { Answer, Call, Route } from './router.ts';

const NONCE_MS = 5 * 60_000;

/** Channels and their messages, by the bot's token. */
export const channelRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/channels/:channel',
    run: (call) => ({ status: 200, body: wireAny(call.world, visibleChannel(call.world, param(call, 'channel'))) }),
  },
  { method: 'POST', pattern: '/users/@me/channels', run: openDm },
  { method: 'GET', pattern: '/channels/:channel/messages', run: list },
  { method: 'POST', pattern: '/channels/:channel/messages', run: create },
  { method: 'GET', pattern: '/channels/:channel/messages/:message', run: getOne },
  { method: 'PATCH', pattern: '/channels/:channel/messages/:message', run: edit },
  { method: 'DELETE', pattern: '/channels/:channel/messages/:message', run: remove },
];

function wireAny(world: World, channel: Channel): JsonObject {
  return channel.guildId === null ? wireDm(world, channel) : wireChannel(channel);
}

function openDm(call: Call): Answer {
  const { recipient_id: id } = parseForm(z.object({ recipient_id: snowflake }), call.body);
  const user = call.world.users.get(id);
  if (user === undefined) throw refusal('unknownUser');
  if (user.bot) throw refusal('cannotDm');
  return { status: 200, body: wireDm(call.world, directChannel(call.world, id)) };
}

function create(call: Call): Answer {
  const { world } = call;
  const channel = visibleChannel(world, param(call, 'channel'));
  const body = parseForm(messageBody, call.body ?? {});
  checkMayPost(world, channel, { files: call.files.length > 0, embeds: (body.embeds?.length ?? 0) > 0 });
  const nonce = body.nonce === null || body.nonce === undefined ? null : String(body.nonce);
  if (body.enforce_nonce === true && nonce !== null) {
    const twin = [...channel.messages.values()].find(
      (one) => one.nonce === nonce && one.authorId === world.bot.id && world.now() - one.createdAt < NONCE_MS,
    );
    if (twin) return { status: 200, body: wireMessage(world, twin) };
  }
  const replyTo = referenced(channel, body.message_reference);
  const message = blankMessage(
    world,
    channel,
    { authorId: world.bot.id, ephemeralFor: null, interactionId: null },
    { nonce, replyTo },
  );
  fill(
    world,
    channel,
    message,
    { body: call.body, files: call.files, uploadLimit: uploadLimit(world, channel, world.bot.id) },
    'create',
  );
  channel.lastPostAt.set(world.bot.id, world.now());
  channel.archived = false;
  return { status: 200, body: wireMessage(world, post(world, channel, message)) };
}

function referenced(channel: Channel, reference: z.output<typeof messageBody>['message_reference']): string | null {
  const id = reference?.message_id;
  if (!id) return null;
  if (channel.messages.has(id)) return id;
  if (reference.fail_if_not_exists === false) return null;
  throw invalid(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
}

/**
 * Without the message content intent the words of others stay hidden, except in direct messages and to the mentioned.
 */
function shown(world: World, message: StoredMessage): JsonObject {
  const wire = wireMessage(world, message);
  const isOpen =
    world.limits.messageContentIntent ||
    message.guildId === null ||
    message.authorId === world.bot.id ||
    message.pings.users.has(world.bot.id);
  return isOpen ? wire : { ...wire, content: '', embeds: [], attachments: [], components: [] };
}

const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: snowflake.optional(),
  after: snowflake.optional(),
  around: snowflake.optional(),
});

function list(call: Call): Answer {
  const { world } = call;
  const channel = visibleChannel(world, param(call, 'channel'));
  const { limit, before, after, around } = parseForm(listQuery, Object.fromEntries(call.query));
  if (!allows(permissionsIn(world, world.bot.id, channel), 'ReadMessageHistory')) return { status: 200, body: [] };
  const all = [...channel.messages.values()].filter((one) => one.ephemeralFor === null).toReversed();
  const older = (id: string, count: number): StoredMessage[] =>
    all.filter((one) => BigInt(one.id) < BigInt(id)).slice(0, count);
  const newer = (id: string, count: number): StoredMessage[] =>
    count > 0 ? all.filter((one) => BigInt(one.id) > BigInt(id)).slice(-count) : [];
  const half = Math.floor(limit / 2);
  let page = all.slice(0, limit);
  if (around !== undefined)
    page = [...newer(around, half), ...all.filter((one) => one.id === around), ...older(around, half)];
  else if (before !== undefined) page = older(before, limit);
  else if (after !== undefined) page = newer(after, limit);
  return { status: 200, body: page.map((one) => shown(world, one)) };
}

function getOne(call: Call): Answer {
  const channel = visibleChannel(call.world, param(call, 'channel'));
  if (!allows(permissionsIn(call.world, call.world.bot.id, channel), 'ReadMessageHistory'))
    throw refusal('missingPermissions');
  return { status: 200, body: shown(call.world, reachableMessage(channel, param(call, 'message'))) };
}

function edit(call: Call): Answer {
  const { world } = call;
  const channel = visibleChannel(world, param(call, 'channel'));
  const message = reachableMessage(channel, param(call, 'message'));
  if (message.authorId !== world.bot.id) throw refusal('notAuthor');
  if (
    call.files.length > 0 &&
    channel.guildId !== null &&
    !allows(permissionsIn(world, world.bot.id, channel), 'AttachFiles')
  )
    throw refusal('missingPermissions');
  fill(
    world,
    channel,
    message,
    { body: call.body, files: call.files, uploadLimit: uploadLimit(world, channel, world.bot.id) },
    'edit',
  );
  changed(world, message, 'messageUpdate');
  return { status: 200, body: wireMessage(world, message) };
}

function remove(call: Call): Answer {
  const { world } = call;
  const channel = visibleChannel(world, param(call, 'channel'));
  const message = reachableMessage(channel, param(call, 'message'));
  const isOwn = message.authorId === world.bot.id;
  if (!isOwn && !(channel.guildId !== null && allows(permissionsIn(world, world.bot.id, channel), 'ManageMessages')))
    throw refusal('missingPermissions');
  removeMessage(world, message);
  return { status: 204 };
}

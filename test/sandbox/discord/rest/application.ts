import { overwriteCommands, parseCommands } from '../rules/command-list.ts';
import { command } from '../rules/commands.ts';
import type { CommandInput } from '../rules/commands.ts';
import { parseForm } from '../rules/parse.ts';
import type { Guild, StoredCommand } from '../state/entities.ts';
import { findGuild } from '../state/guilds.ts';
import type { JsonObject } from '../state/json.ts';
import { isThread } from '../state/permissions.ts';
import type { World } from '../state/world.ts';
import {
  wireGuild,
  wireGuildFacts,
  wireMember,
  wireRole,
  wireUser,
  wireUserById,
  wireChannel,
} from '../wire/guilds.ts';
import { wireOwnership } from '../wire/ownership.ts';
import { refusal } from './errors.ts';
import { param } from './router.ts';
import type { Answer, Call, Route } from './router.ts';

const commands = '/applications/:application/commands';
const guildCommands = '/applications/:application/guilds/:guild/commands';

/** The application itself, its commands, and reading of users and guilds. */
export const applicationRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/gateway',
    open: true,
    run: ({ world }) => ({ status: 200, body: { url: `ws://${world.cdnHost}` } }),
  },
  { method: 'GET', pattern: '/gateway/bot', run: ({ world }) => ({ status: 200, body: gatewayBot(world) }) },
  { method: 'GET', pattern: '/applications/@me', run: ({ world }) => ({ status: 200, body: application(world) }) },
  {
    method: 'GET',
    pattern: '/oauth2/applications/@me',
    run: ({ world }) => ({ status: 200, body: application(world) }),
  },
  {
    method: 'GET',
    pattern: '/users/@me',
    run: ({ world }) => ({
      status: 200,
      body: { ...wireUser(world.bot), verified: true, mfa_enabled: true, flags: 0, locale: 'en-US' },
    }),
  },
  { method: 'GET', pattern: '/users/:user', run: getUser },
  { method: 'GET', pattern: '/guilds/:guild', run: (call) => ({ status: 200, body: oneGuild(call) }) },
  {
    method: 'GET',
    pattern: '/guilds/:guild/roles',
    run: (call) => ({ status: 200, body: [...guildOf(call).roles.values()].map(wireRole) }),
  },
  { method: 'GET', pattern: '/guilds/:guild/channels', run: (call) => ({ status: 200, body: listChannels(call) }) },
  { method: 'GET', pattern: '/guilds/:guild/members/:user', run: getMember },
  { method: 'GET', pattern: commands, run: listCommands },
  { method: 'PUT', pattern: commands, run: overwrite },
  { method: 'POST', pattern: commands, run: createOne },
  { method: 'GET', pattern: guildCommands, run: listCommands },
  { method: 'PUT', pattern: guildCommands, run: overwrite },
  { method: 'POST', pattern: guildCommands, run: createOne },
];

/** Shards Discord would recommend. */
function recommendedShards(world: World): number {
  return Math.max(1, Math.ceil((world.guilds.size + world.lazyGuilds.size) / world.limits.guildsPerShard));
}

function gatewayBot(world: World): JsonObject {
  return {
    url: `ws://${world.cdnHost}`,
    shards: recommendedShards(world),
    session_start_limit: {
      ...world.sessionStarts,
      remaining: Math.max(0, world.sessionStarts.remaining),
      max_concurrency: 1,
    },
  };
}

function application(world: World): JsonObject {
  return {
    id: world.applicationId,
    name: world.bot.username,
    description: '',
    icon: null,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: world.limits.messageContentIntent ? 1 << 19 : 0,
    summary: '',
    approximate_guild_count: world.guilds.size + world.lazyGuilds.size,
    type: null,
    ...wireOwnership(world),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_user_install_count: [...world.users.values()].filter((one) => one.installedApp).length,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    bot: wireUser(world.bot),
    integration_types_config: { '0': {}, '1': {} },
  };
}

function guildOf(call: Call): Guild {
  const guild = findGuild(call.world, param(call, 'guild'));
  if (guild === undefined) throw refusal('unknownGuild');
  if (!guild.botInstalled) throw refusal('missingAccess');
  return guild;
}

function oneGuild(call: Call): JsonObject {
  const guild = guildOf(call);
  const { roles, emojis } = wireGuild(call.world, guild, null);
  return { ...wireGuildFacts(guild), roles, emojis, stickers: [] };
}

/** Every channel and category, also those that the bot does not see; threads are in no list. */
function listChannels(call: Call): JsonObject[] {
  const channels = [...guildOf(call).channelIds].flatMap((id) => call.world.channels.get(id) ?? []);
  return channels.filter((one) => !isThread(one)).map(wireChannel);
}

function getUser(call: Call): Answer {
  if (!call.world.users.has(param(call, 'user'))) throw refusal('unknownUser');
  return { status: 200, body: wireUserById(call.world, param(call, 'user')) };
}

function getMember(call: Call): Answer {
  const user = param(call, 'user');
  const member = guildOf(call).members.get(user === '@me' ? call.world.bot.id : user);
  if (member === undefined) throw refusal('unknownMember');
  return { status: 200, body: wireMember(call.world, member) };
}

function scopeOf(call: Call): string | null {
  if (param(call, 'application') !== call.world.applicationId) throw refusal('missingAccess');
  return call.params['guild'] === undefined ? null : guildOf(call).id;
}

/** A command as the API shows it; the lists leave localizations out unless asked. */
function wireCommand(world: World, stored: StoredCommand, withLocalizations: boolean): JsonObject {
  const { input } = stored;
  const isGlobal = stored.guildId === null;
  const shown: JsonObject = {
    ...input,
    id: stored.id,
    application_id: world.applicationId,
    guild_id: stored.guildId ?? undefined,
    version: stored.version,
    description: input.description ?? '',
    default_member_permissions: input.default_member_permissions ?? null,
    nsfw: input.nsfw ?? false,
    dm_permission: isGlobal ? (input.dm_permission ?? true) : undefined,
    integration_types: isGlobal ? (input.integration_types ?? [0]) : undefined,
    contexts: isGlobal ? (input.contexts ?? null) : undefined,
    name_localizations: input.name_localizations ?? null,
  };
  return withLocalizations ? shown : { ...shown, name_localizations: undefined, description_localizations: undefined };
}

function listCommands(call: Call): Answer {
  const scope = scopeOf(call);
  const full = call.query.get('with_localizations') === 'true';
  return {
    status: 200,
    body: call.world.commands.filter((one) => one.guildId === scope).map((one) => wireCommand(call.world, one, full)),
  };
}

function overwrite(call: Call): Answer {
  const scope = scopeOf(call);
  const stored = overwriteCommands(call.world, parseCommands(call.body, scope !== null), scope);
  return { status: 200, body: stored.map((one) => wireCommand(call.world, one, true)) };
}

function createOne(call: Call): Answer {
  const scope = scopeOf(call);
  const input: CommandInput = parseForm(command, call.body);
  const others = call.world.commands.filter(
    (one) => one.guildId === scope && !(one.input.name === input.name && one.input.type === input.type),
  );
  const list = parseCommands([...others.map((one) => one.input), input], scope !== null);
  const isNew = others.length === call.world.commands.filter((one) => one.guildId === scope).length;
  const stored = overwriteCommands(call.world, list, scope).at(-1);
  if (stored === undefined) throw refusal('unknownCommand');
  return { status: isNew ? 201 : 200, body: wireCommand(call.world, stored, true) };
}

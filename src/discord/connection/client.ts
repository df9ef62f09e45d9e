import { Client, Options, REST } from 'discord.js';
import type { RESTOptions } from 'discord.js';

import { LONGEST_WAIT_MS } from './sane-limits.ts';
import type { Transport } from './transport.ts';

/** Longer than any upload takes; the answers to interactions have shorter limits of their own. */
const REST_TIMEOUT_MS = 60_000;
/** Interaction routes are exempt from Discord's 50 a second; the library would count them all the same. */
const REQUESTS_PER_SECOND = Number.POSITIVE_INFINITY;
const SWEEP_INTERVAL_MS = 300_000;
const LONGEST_RATE_LIMIT_MS = 10_000;
/** What the library adds to every wait, and more. */
const ADDED_MS = 1_000;

/** How both of them speak to Discord. */
function restOptions(apiUrl: string, { makeRequest }: Pick<Transport, 'makeRequest'>): Partial<RESTOptions> {
  return {
    api: apiUrl,
    makeRequest,
    timeout: REST_TIMEOUT_MS,
    // The library would repeat a post whose answer was lost, and double the message. We repeat knowingly.
    retries: 0,
    globalRequestsPerSecond: REQUESTS_PER_SECOND,
    handlerSweepInterval: SWEEP_INTERVAL_MS,
    // The library would sleep through a long limit without a word; we have other ways to deliver meanwhile.
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_RATE_LIMIT_MS,
  };
}

/**
 * The library keeps in mind until when to wait, by the wall clock: once that is set back, a channel would be closed for
 * as long as it was set back by. Discord asked for no such wait, so the remembered limits are dropped.
 */
function forgetWrongWaits(rest: REST): void {
  rest.on('rateLimited', ({ timeToReset }) => {
    if (timeToReset > LONGEST_WAIT_MS + ADDED_MS) rest.handlers.clear();
  });
}

/**
 * What all requests but those for the gateway go through. The client's own would not do: when a login fails it stops
 * sweeping for good, and would keep something of every interaction from then on.
 */
export function createDiscordRest(apiUrl: string, transport: Pick<Transport, 'makeRequest'>): REST {
  const rest = new REST(restOptions(apiUrl, transport));
  forgetWrongWaits(rest);
  return rest;
}

/**
 * A discord.js client that needs no intents and keeps nothing: interactions bring what we need, and the
 * caches would cost three times the memory.
 */
export function createDiscordClient(apiUrl: string, transport: Pick<Transport, 'makeRequest'>): Client {
  const client = new Client({
    intents: [],
    // A shard holds 2,500 servers; as many as Discord recommends fit into one process.
    shards: 'auto',
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ApplicationCommandManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ThreadManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
    rest: restOptions(apiUrl, transport),
  });
  forgetWrongWaits(client.rest);
  return client;
}

/**
 * A local Discord: REST v10, gateway and CDN on one loopback port, as strict as the real one where a bot can notice.
 * A bot built on discord.js runs against it unchanged, in its own process; tests, benchmarks and pages drive it here.
 *
 *     const discord = await startDiscord();
 *     // The bot: new Client({ rest: { api: discord.apiUrl } }).login(discord.token)
 *
 * The world is built by hand and may change at any time:
 *
 *     const ann = discord.world.addUser({ name: 'ann' });
 *     const guild = discord.world.addGuild({ name: 'Studio', ownerId: ann.id, premiumTier: 2 });
 *     const channel = discord.world.addChannel(guild.id, { name: 'pictures', nsfw: false, autoModWords: ['duck'] });
 *     discord.world.denyBot(channel.id, 'AttachFiles');
 * discord.world.addGuilds(2500, { channels: 40, roles: 25, emojis: 20 }); // costs nothing until looked at; a shard
 * takes 2500
 *
 * People act as in Discord's client, which refuses what it would refuse (`forged: true` and `forge` get past it):
 *
 *     await discord.waitForBot({ commands: 1 });
 *     const here = discord.as(ann.id, { channelId: channel.id, locale: 'de' });
 *     const run = here.command('krea', { prompt: 'a heron' }, { attachments: { image: { name: 'a.png', bytes } } });
 *     await run.acknowledged();                       // { type: 5, atMs: 12 }, or an error after three seconds
 *     const answer = await run.message((it) => it.pictures.length === 1);
 *     const modal = await here.press(answer, 'Remix').modal();
 *     await here.submit(modal, { Prompt: 'two herons' }).message();
 *     await here.select(answer, 'v1:again:1', ['large']).followUps(1);
 *     await here.autocomplete('krea', { style: 'oi' }, 'style').choices();
 *     here.command('krea', { prompt: 'x' }, { deliverTwice: true });
 *
 * Messages read as a person reads them: `answer.text`, `.buttons`, `.selects`, `.pictures[0].bytes`, `.pings`.
 * `discord.messages(channelId)`, `visibleTo(userId, channelId)`, `directMessages(userId)` look, `waitFor` waits
 * (nothing polls; a wait that fails says what it awaited and what it saw last), `on('messageUpdate', ...)` listens.
 *
 * `discord.client.commands(userId, channelId)` and `.can(...)` tell what the client would offer there.
 *
 * Things go wrong on demand:
 *
 * discord.faults.add({ method: 'PATCH', route: /@original$/, status: 500, afterEffect: true }); // done, answer lost
 *     discord.faults.add({ route: /callback$/, delayMs: 4000, times: Infinity });
 *     discord.faults.add({ status: 429, retryAfter: 2, global: true });
 *     discord.gateway.drop(4000, { rewind: 1 });      // resume replays what was missed, and one event again
 *     discord.expireToken(run.id);                    // 401 50027 although the 15 minutes are not over
 *     discord.unknownInteraction(run.id);             // 10062, 10008
 *
 * `discord.requests` holds every request with its parsed body, files and status: count posts there.
 *
 * Time and numbers can be had otherwise: `startDiscord({ now: () => clock, limits: { ackMs: 100 }, buckets: {},
 * requestsPerSecond: 1000, heartbeatMs: 100, deadlineMs: 5000 })`. Rate limits count real time, everything else `now`.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { createActor } from './actor/actor.ts';
import type { Actor, Place } from './actor/actor.ts';
import { serveFile } from './cdn/links.ts';
import { createClientView } from './client-view.ts';
import type { ClientView } from './client-view.ts';
import { createGateway } from './gateway/gateway.ts';
import type { Gateway } from './gateway/gateway.ts';
import { createObservation } from './observe.ts';
import type { Observation } from './observe.ts';
import { createFaults } from './rest/faults.ts';
import type { Faults } from './rest/faults.ts';
import type { LoggedRequest } from './rest/log.ts';
import { createRateLimits, USUAL_BUCKETS } from './rest/rate-limits.ts';
import type { Bucket } from './rest/rate-limits.ts';
import { serveRest } from './rest/server.ts';
import type { RestParts } from './rest/server.ts';
import { createWorld } from './state/create-world.ts';
import type { WorldOptions } from './state/create-world.ts';
import type { Emitter } from './state/events.ts';
import { createWorldEdit } from './state/world-edit.ts';
import type { WorldEdit } from './state/world-edit.ts';

export type { Actor } from './actor/actor.ts';
export type { InteractionHandle, ModalView } from './actor/handle.ts';
export type { MessageView } from './actor/view.ts';
export type { Fault } from './rest/faults.ts';
export type { CommandInput, LeafOption } from './rules/commands.ts';
export type { LoggedRequest } from './rest/log.ts';

export type DiscordOptions = WorldOptions & {
  readonly port?: number;
  readonly heartbeatMs?: number;
  /** The application was granted the privileged intents. */
  readonly privilegedIntents?: boolean;
  /** Buckets by `METHOD /pattern`; Discord's usual ones unless told. */
  readonly buckets?: { readonly [route: string]: Bucket };
  /** The bot's limit over all routes but those of interactions; 50 unless told. */
  readonly requestsPerSecond?: number;
};

export type DiscordSandbox = Observation & {
  /** What discord.js takes as `rest.api`. */
  readonly apiUrl: string;
  readonly cdnHost: string;
  readonly token: string;
  readonly applicationId: string;
  readonly world: WorldEdit;
  /** What the client would offer a person, and where. */
  readonly client: ClientView;
  readonly gateway: Gateway;
  readonly faults: Faults;
  readonly requests: readonly LoggedRequest[];
  clearRequests(): void;
  on: Emitter['on'];
  /** A person, in a channel or in their direct messages with the bot. */
  as(userId: string, place?: Place): Actor;
  stop(): Promise<void>;
};

/** Starts a local Discord on a free loopback port. */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordSandbox> {
  const world = createWorld(options);
  const requests: LoggedRequest[] = [];
  const rateLimits = createRateLimits(options.buckets ?? USUAL_BUCKETS, options.requestsPerSecond ?? 50);
  const rest: RestParts = { world, faults: createFaults(), rateLimits, requests };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `http://${world.cdnHost}`);
    if (url.pathname.startsWith('/api/')) await serveRest(rest, url, request, response);
    else serveFile(world, url, request.method ?? 'GET', response);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A client that went away is its own affair; anything else is a fault of the sandbox, to be seen by its user.
      if (request.destroyed && !request.complete) return;
      if (!response.headersSent) response.writeHead(500);
      response.end(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    });
  });
  const gateway = createGateway(world, server, {
    heartbeatMs: options.heartbeatMs ?? 41_250,
    privilegedIntents: options.privilegedIntents ?? false,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.');
  world.cdnHost = `127.0.0.1:${address.port}`;

  return {
    ...createObservation(world, gateway.connected),
    apiUrl: `http://${world.cdnHost}/api`,
    cdnHost: world.cdnHost,
    token: world.token,
    applicationId: world.applicationId,
    world: createWorldEdit(world),
    client: createClientView(world),
    gateway,
    faults: rest.faults,
    requests,
    clearRequests: () => void requests.splice(0),
    on: world.events.on,
    as: (userId, place = {}) => createActor(world, gateway, userId, place),
    async stop() {
      rateLimits.stop();
      gateway.stop();
      world.hub.close('The local Discord was stopped.');
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

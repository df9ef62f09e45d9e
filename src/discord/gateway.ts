import { Events, GatewayDispatchEvents } from 'discord.js';
import type { Client } from 'discord.js';

import type { Clock } from '../app/ports/clock.ts';
import type { Log } from '../app/ports/log.ts';
import { patiently } from './patience.ts';
import type { Router } from './router.ts';
import { safeError } from './safe-error.ts';

/** What the listener tells about the connection to Discord. */
export interface GatewayFacts {
  /** Epoch milliseconds; null before the first time. */
  gatewayReadyAt: number | null;
  lastDispatchAt: number | null;
  disconnectedSince: number | null;
}

export interface GatewayDeps {
  client: Client;
  token: string;
  route: Router['route'];
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
  /** Called when Discord ends the connection for good: only a new start, or another token, helps. */
  onFatal(reason: string): void;
}

/** The connection to Discord, through which interactions come in. */
export interface Gateway {
  facts(): GatewayFacts;
  /** Logs in, patiently while Discord cannot be reached; resolves once connected. Rejects when the token is refused. */
  login(): Promise<void>;
  close(): Promise<void>;
}

/** Connects the client's raw events to the router and watches the connection's health. */
export function createGateway({ client, token, route, clock, log, stopping, onFatal }: GatewayDeps): Gateway {
  const facts: GatewayFacts = { gatewayReadyAt: null, lastDispatchAt: null, disconnectedSince: null };

  // The raw payload, because without the Guilds intent the library's objects know no channel.
  client.on(Events.Raw, (packet: { t?: unknown; d?: unknown }) => {
    facts.lastDispatchAt = clock.now();
    if (packet.t === GatewayDispatchEvents.Ready) leaveOutGuilds(packet.d);
    if (packet.t !== GatewayDispatchEvents.InteractionCreate) return;
    void route(packet.d);
    // The library would build its own object of it, which nobody looks at.
    packet.t = null;
  });
  client.on(Events.ClientReady, () => Object.assign(facts, { gatewayReadyAt: clock.now(), disconnectedSince: null }));
  client.on(Events.ShardReady, () => Object.assign(facts, { disconnectedSince: null }));
  client.on(Events.ShardResume, (shard) => {
    facts.disconnectedSince = null;
    log.info({ shard }, 'gateway connection resumed');
  });
  client.on(Events.ShardReconnecting, (shard) => {
    facts.disconnectedSince ??= clock.now();
    log.warn({ shard }, 'gateway connection lost, reconnecting');
  });
  // The library goes on as if it were ready; without this the bot would be deaf and look healthy.
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    facts.disconnectedSince ??= clock.now();
    if (stopping.aborted) return;
    log.error({ shard, code }, 'gateway connection ended for good');
    onFatal(`gateway close code ${code}`);
  });
  client.on(Events.ShardError, (error, shard) => log.warn({ shard, rest: safeError(error) }, 'gateway error'));
  client.on(Events.Error, (error) => log.warn({ rest: safeError(error) }, 'discord client error'));
  client.rest.on('rateLimited', ({ route: path, timeToReset, global }) => log.warn({ path, timeToReset, global }, 'rate limited by Discord'));

  return {
    facts: () => facts,
    async login() {
      await patiently('log in to Discord', async () => client.login(token), { clock, log, stopping });
    },
    async close() {
      await client.destroy();
    },
  };
}

/**
 * READY names every server, and the library would keep an object with twenty collections for each of them,
 * 10 MB for 2,500. Raw events come before it reads them, and we never ask it about servers.
 */
function leaveOutGuilds(ready: unknown): void {
  if (typeof ready === 'object' && ready !== null && 'guilds' in ready) ready.guilds = [];
}

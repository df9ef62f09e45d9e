import { Events, GatewayCloseCodes, GatewayDispatchEvents } from 'discord.js';
import type { Client } from 'discord.js';

import type { Clock } from '../app/ports/clock.ts';
import type { Log } from '../app/ports/log.ts';
import { describeCloseCode } from './close-codes.ts';
import { patiently } from './patience.ts';
import type { Router } from './router.ts';
import { safeError } from './safe-error.ts';
import { awaitSessions } from './session-starts.ts';

const AUTHENTICATION_FAILED: number = GatewayCloseCodes.AuthenticationFailed;
/** Waits before the gateway is asked again after it refused the token, in milliseconds. */
const REFUSED_DELAYS_MS = [1_000, 5_000, 15_000];

/** What the listener tells about the connection to Discord. */
export interface GatewayFacts {
  /** By the monotonic clock; null before the first time. */
  gatewayReadyAt: number | null;
  /** Since when, by the monotonic clock, some shard is away; null while all are connected. */
  disconnectedSince: number | null;
  /** Discord ended the connection for good, and the process stays to say so. */
  isEnded: boolean;
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
  /** Logs in, patiently while Discord cannot be reached; resolves once connected, or ended for good. Rejects when the token is refused. */
  login(): Promise<void>;
  close(): Promise<void>;
}

/** Connects the client's raw events to the router and watches the connection's health. */
export function createGateway({ client, token, route, clock, log, stopping, onFatal }: GatewayDeps): Gateway {
  let readyAt: number | null = null;
  let refusals = 0;
  /** Since when each shard that is away is so, and those that were ended for good. */
  const away = new Map<number, number>();
  const ended = new Set<number>();
  const leave = (shard: number): void => void (away.has(shard) || away.set(shard, clock.monotonic()));

  async function connect(): Promise<void> {
    await patiently('log in to Discord', async () => {
      await awaitSessions(client.rest, { clock, log, stopping });
      // What Discord ended for good while it connected is not begun again: each try would be an identification more.
      await client.login(token).catch((error: unknown) => (ended.size > 0 ? undefined : Promise.reject(error)));
    }, { clock, log, stopping });
  }

  /** One refusal of a token that was good a moment ago may be Discord's mistake. */
  async function tryAgain(shard: number, code: number): Promise<void> {
    const waitMs = REFUSED_DELAYS_MS[refusals];
    refusals += 1;
    if (waitMs === undefined) return onFatal(`gateway close code ${code}`);
    log.warn({ shard, code, waitMs }, 'Discord refused the token at the gateway, trying again');
    await clock.sleep(waitMs, stopping);
    if (stopping.aborted) return undefined;
    return connect().catch((error: unknown) => {
      log.error({ rest: safeError(error) }, 'the gateway cannot be reached again');
      onFatal(`gateway close code ${code}`);
    });
  }

  // The raw payload, because without the Guilds intent the library's objects know no channel.
  client.on(Events.Raw, (packet: { t?: unknown; d?: unknown }, shard: number) => {
    // An event after the connection was lost proves that it is back, even when nobody said so.
    away.delete(shard);
    if (packet.t === GatewayDispatchEvents.Ready) leaveOutGuilds(packet.d);
    if (packet.t !== GatewayDispatchEvents.InteractionCreate) return;
    void route(packet.d);
    // The library would build its own object of it, which nobody looks at.
    packet.t = null;
  });
  client.on(Events.ClientReady, () => void (readyAt = clock.monotonic()));
  client.on(Events.ShardReady, (shard) => {
    refusals = 0;
    away.delete(shard);
  });
  client.on(Events.ShardResume, (shard) => {
    away.delete(shard);
    log.info({ shard }, 'gateway connection resumed');
  });
  client.on(Events.ShardReconnecting, (shard) => {
    leave(shard);
    log.warn({ shard }, 'gateway connection lost, reconnecting');
  });
  // The library goes on as if it were ready; without this the bot would be deaf and look healthy.
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    leave(shard);
    if (stopping.aborted) return undefined;
    if (code === AUTHENTICATION_FAILED) return void tryAgain(shard, code);
    // The process stays, unhealthy: a supervisor that starts it again and again would use up the day's identifications.
    ended.add(shard);
    return log.error({ shard, code, reason: describeCloseCode(code) }, 'gateway connection ended for good');
  });
  client.on(Events.ShardError, (error, shard) => log.warn({ shard, rest: safeError(error) }, 'gateway error'));
  client.on(Events.Error, (error) => log.warn({ rest: safeError(error) }, 'discord client error'));
  client.rest.on('rateLimited', ({ route: path, timeToReset, global }) => log.warn({ path, timeToReset, global }, 'rate limited by Discord'));

  return {
    facts: () => ({ gatewayReadyAt: readyAt, disconnectedSince: away.size === 0 ? null : Math.min(...away.values()), isEnded: ended.size > 0 }),
    login: connect,
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

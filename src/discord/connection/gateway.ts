import { Events, GatewayCloseCodes, GatewayDispatchEvents } from 'discord.js';
import type { Client, REST } from 'discord.js';

import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Router } from '../interactions/router.ts';
import { errorFields } from '../rest/safe-error.ts';
import { describeCloseCode } from './close-codes.ts';
import { refusedToken } from './identity.ts';
import { retryDiscord } from './retry-discord.ts';
import { awaitSessions } from './session-starts.ts';

const AUTHENTICATION_FAILED: number = GatewayCloseCodes.AuthenticationFailed;
/** Wait before the gateway is asked again after it refused a token that was good a moment ago, in milliseconds. */
const REFUSED_DELAY_MS = 1_000;

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
  rest: REST;
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
  /**
   * Logs in, again and again while Discord cannot be reached; resolves once connected, or ended for good. Rejects when
   * the token is refused.
   */
  login(): Promise<void>;
  close(): Promise<void>;
}

/** Connects the client's raw events to the router and watches the connection's health. */
export function createGateway({ client, rest, token, route, clock, log, stopping, onFatal }: GatewayDeps): Gateway {
  let readyAt: number | null = null;
  let [isConnecting, isRefused] = [false, false];
  /** Since when each shard that is away is so, and those that were ended for good. */
  const away = new Map<number, number>();
  const ended = new Set<number>();
  const leave = (shard: number): void => void (away.has(shard) || away.set(shard, clock.monotonic()));

  async function logIn(): Promise<void> {
    await awaitSessions(rest, { clock, log, stopping });
    isRefused = false;
    try {
      await client.login(token);
    } catch (error) {
      // What Discord ended for good while it connected is not begun again: each try would be an identification more.
      if (!isRefused && ended.size === 0) throw error;
    }
    // It may have been one shard of several, so that the login itself went well.
    if (isRefused) throw refusedToken();
  }

  async function connect(): Promise<void> {
    isConnecting = true;
    await retryDiscord('log in to Discord', logIn, { clock, log, stopping }).finally(() => (isConnecting = false));
  }

  /** One refusal of a token that was good a moment ago may be Discord's mistake. */
  async function tryAgain(shard: number): Promise<void> {
    isConnecting = true;
    log.warn({ shard, waitMs: REFUSED_DELAY_MS }, 'Discord refused the token at the gateway, trying again');
    await clock.sleep(REFUSED_DELAY_MS, stopping);
    if (stopping.aborted) return;
    await connect().catch((error: unknown) => {
      if (stopping.aborted) return;
      const reason = describeCloseCode(AUTHENTICATION_FAILED);
      log.error({ ...errorFields(error), ...(isRefused && { reason }) }, 'the gateway cannot be reached again');
      onFatal('the gateway cannot be reached again');
    });
  }

  // The raw payload, because without the Guilds intent the library's objects know no channel.
  client.on(Events.Raw, (packet: { t?: unknown; d?: unknown }, shard: number) => {
    // An event after the connection was lost proves that it is back, even without an event that says so.
    away.delete(shard);
    if (packet.t === GatewayDispatchEvents.Ready) leaveOutGuilds(packet.d);
    if (packet.t !== GatewayDispatchEvents.InteractionCreate) return;
    void route(packet.d);
    // The library would build its own object of it, which is not used.
    packet.t = null;
  });
  client.on(Events.ClientReady, () => void (readyAt = clock.monotonic()));
  client.on(Events.ShardReady, (shard) => void away.delete(shard));
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
    if (code === AUTHENTICATION_FAILED) {
      isRefused = true;
      // Who is at it already tries again: two at once would identify twice as often.
      return isConnecting ? undefined : void tryAgain(shard);
    }
    // The process stays, unhealthy: a supervisor that starts it again and again would use up the day's identifications.
    ended.add(shard);
    return log.error({ shard, code, reason: describeCloseCode(code) }, 'gateway connection ended for good');
  });
  client.on(Events.ShardError, (error, shard) => log.warn({ shard, ...errorFields(error) }, 'gateway error'));
  client.on(Events.Error, (error) => log.warn(errorFields(error), 'discord client error'));
  rest.on('rateLimited', ({ route: path, timeToReset, global }) =>
    log.warn({ path, timeToReset, global }, 'rate limited by Discord'),
  );

  return {
    facts: () => ({
      gatewayReadyAt: readyAt,
      disconnectedSince: away.size === 0 ? null : Math.min(...away.values()),
      isEnded: ended.size > 0,
    }),
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

import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';

import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

import type { GatewayEvent } from '../state/events.ts';
import { findGuild } from '../state/guilds.ts';
import type { Json } from '../state/json.ts';
import type { World } from '../state/world.ts';
import { wireGuild, wireLazyGuild, wireUser } from '../wire/guilds.ts';
import { serveSocket } from './connection.ts';
import { close, GUILDS_INTENT, PRIVILEGED } from './protocol.ts';
import type { Identify, Resume } from './protocol.ts';
import { framesSince, pushFrame, sendFrame } from './sessions.ts';
import type { Session } from './sessions.ts';

const MAX_GUILDS_PER_SHARD = 2500;

/** The gateway as tests handle it. */
export type Gateway = {
  /** Ids of the sessions that are connected now. */
  connected(): string[];
  /** Closes every connection with this code; `rewind` events the client already had are replayed when it resumes. */
  drop(code?: number, options?: { readonly rewind?: number }): void;
  /** Ends all sessions: the next resume is answered with INVALID_SESSION. */
  invalidateSessions(): void;
  /** Answers every identify and resume with this close code; null ends it. */
  refuseConnections(code: number | null): void;
  /** Leaves the bot so many session starts, of which each identify takes one, and tells when it gets new ones. */
  setSessionStarts(remaining: number, resetAfterMs?: number): void;
  /** Leaves heartbeats unanswered, so that clients take the connection for dead. */
  muteHeartbeats(isMuted: boolean): void;
  /** Sends an event to the sessions of its shard, or to one only. Says how many got it or will on resume. */
  deliver(
    type: string,
    data: () => Json,
    where: { readonly guildId: string | null; readonly intent?: number; readonly only?: string },
  ): number;
};

export type GatewayOptions = { readonly heartbeatMs: number; readonly privilegedIntents: boolean };

/** Attaches the gateway to the server. */
export function createGateway(world: World, server: Server, options: GatewayOptions): Gateway & { stop(): void } {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  let refuseWith: number | null = null;
  let isMuted = false;
  const tell = (what: GatewayEvent['what'], detail: string, sessionId: string | null = null): void => {
    world.events.emit('gateway', { what, detail, sessionId });
    world.hub.notify('gateway');
  };

  /** The code to close with; null while nothing is refused. */
  const refused = (wish: string): number | null => {
    if (refuseWith !== null) tell('refused', `${wish}: closed with ${refuseWith}`);
    return refuseWith;
  };

  const identify = (socket: WebSocket, wish: Identify): Session | number => {
    // Each counts, whatever becomes of it; who goes on without any left loses the token.
    world.sessionStarts.remaining -= 1;
    const code = refused('identify');
    if (code !== null) return code;
    if (world.sessionStarts.remaining < 0) return close.badToken;
    if (wish.token !== world.token) return close.badToken;
    if ((wish.intents & PRIVILEGED) !== 0 && !options.privilegedIntents) return close.disallowedIntents;
    const shard = wish.shard ?? [0, 1];
    if (shard[0] >= shard[1]) return close.invalidShard;
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      shard,
      intents: wish.intents,
      seq: 0,
      frames: [],
      socket,
      rewind: 0,
    };
    const own = [...world.guilds.keys(), ...world.lazyGuilds.keys()].filter(
      (id) => shardOf(id, shard[1]) === shard[0] && world.guilds.get(id)?.botInstalled !== false,
    );
    if (own.length > MAX_GUILDS_PER_SHARD) return close.shardingRequired;
    sessions.set(session.id, session);
    pushFrame(session, 'READY', () => ({
      v: 10,
      user: { ...wireUser(world.bot), verified: true, mfa_enabled: true, email: null, flags: 0 },
      guilds: own.map((id) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: `ws://${world.cdnHost}`,
      shard: [...shard],
      application: { id: world.applicationId, flags: 0 },
      session_type: 'normal',
      private_channels: [],
    }));
    if ((session.intents & GUILDS_INTENT) !== 0) {
      for (const id of own) pushFrame(session, 'GUILD_CREATE', () => guildPayload(world, id));
    }
    tell('identified', `shard ${shard.join('/')}, intents ${wish.intents}`, session.id);
    return session;
  };

  const resume = (socket: WebSocket, wish: Resume): Session | number | null => {
    const code = refused('resume');
    if (code !== null) return code;
    if (wish.token !== world.token) return close.badToken;
    const session = sessions.get(wish.session_id);
    const missed = session && framesSince(session, wish.seq ?? 0);
    if (!session || !missed) return null;
    session.socket?.close(4000);
    session.socket = socket;
    session.rewind = 0;
    for (const frame of missed) sendFrame(session, frame);
    pushFrame(session, 'RESUMED', () => ({}));
    tell('resumed', `${missed.length} events replayed`, session.id);
    return session;
  };

  sockets.on('connection', (socket: WebSocket) => {
    tell('connected', 'waiting for identify or resume');
    serveSocket(socket, {
      heartbeatMs: options.heartbeatMs,
      identify,
      resume,
      isMuted: () => isMuted,
      onClose(session, code) {
        tell('closed', `code ${code}`, session?.id ?? null);
        if (session?.socket !== socket) return;
        session.socket = null;
        // A client that says goodbye does not come back to this session.
        if (code === 1000 || code === 1001) sessions.delete(session.id);
      },
    });
  });
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const version = URL.parse(request.url ?? '/', 'ws://gateway')?.searchParams.get('v');
      if (version !== '10') socket.close(close.badVersion);
      else sockets.emit('connection', socket, request);
    });
  });

  const deliver: Gateway['deliver'] = (type, data, where) => {
    let count = 0;
    for (const session of sessions.values()) {
      const isTheirs =
        where.only === undefined
          ? shardOf(where.guildId, session.shard[1]) === session.shard[0]
          : session.id === where.only;
      if (!isTheirs || (where.intent !== undefined && (session.intents & where.intent) === 0)) continue;
      count += 1;
      tell(pushFrame(session, type, data) ? 'dispatched' : 'buffered', type, session.id);
    }
    if (count === 0 && where.intent === undefined) tell('undelivered', type);
    return count;
  };
  world.dispatch = (type, data, where) => void deliver(type, data, where);

  return {
    deliver,
    connected: () => [...sessions.values()].filter((one) => one.socket !== null).map((one) => one.id),
    drop(code = 4000, { rewind = 0 } = {}) {
      for (const session of sessions.values()) {
        session.rewind = rewind;
        // From now on events are kept for the resume, even while the closing handshake is still under way.
        session.socket = null;
        if (code === 1000 || code === 1001) sessions.delete(session.id);
      }
      for (const socket of sockets.clients) socket.close(code);
    },
    invalidateSessions: () => sessions.clear(),
    refuseConnections: (code) => void (refuseWith = code),
    setSessionStarts: (remaining, resetAfterMs = world.sessionStarts.reset_after) =>
      void Object.assign(world.sessionStarts, { remaining, reset_after: resetAfterMs }),
    muteHeartbeats: (muted) => void (isMuted = muted),
    stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function guildPayload(world: World, id: string): Json {
  const lazy = world.lazyGuilds.get(id);
  if (lazy) return wireLazyGuild(world, lazy);
  const guild = findGuild(world, id);
  return guild ? wireGuild(world, guild, null) : { id, unavailable: true };
}

/** The shard a guild belongs to; everything outside guilds goes to the first. */
function shardOf(guildId: string | null, count: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}

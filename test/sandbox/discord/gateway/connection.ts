import type { WebSocket } from 'ws';

import { isRecord, parseJson } from '../state/json.ts';
import { clientFrame, close, MAX_PAYLOAD, MAX_SENDS, SENDS_WINDOW_MS } from './protocol.ts';
import type { Identify, Resume } from './protocol.ts';
import { confirm } from './sessions.ts';
import type { Session } from './sessions.ts';

/** What a connection needs from the gateway; numbers are close codes, null an invalid session. */
export type ConnectionParts = {
  readonly heartbeatMs: number;
  readonly isMuted: () => boolean;
  readonly identify: (socket: WebSocket, wish: Identify) => Session | number;
  readonly resume: (socket: WebSocket, wish: Resume) => Session | number | null;
  readonly onClose: (session: Session | null, code: number) => void;
};

const known = new Set([1, 2, 3, 4, 6, 8, 31]);

/** Speaks the gateway's protocol on one socket, from HELLO to the end. */
export function serveSocket(socket: WebSocket, parts: ConnectionParts): void {
  let session: Session | null = null;
  let sends: number[] = [];
  const send = (op: number, d: unknown): void => socket.send(JSON.stringify({ op, d, s: null, t: null }));

  const begin = (result: Session | number | null): void => {
    if (result === null) send(9, false);
    else if (typeof result === 'number') socket.close(result);
    else session = result;
  };

  socket.on('message', (raw: Buffer) => {
    const now = performance.now();
    sends = [...sends.filter((at) => now - at < SENDS_WINDOW_MS), now];
    if (sends.length > MAX_SENDS) return socket.close(close.rateLimited);
    if (raw.length > MAX_PAYLOAD) return socket.close(close.decode);
    const value = parseJson(raw.toString('utf8'));
    if (!isRecord(value)) return socket.close(close.decode);
    if (typeof value['op'] !== 'number' || !known.has(value['op'])) return socket.close(close.unknownOpcode);
    const parsed = clientFrame.safeParse(value);
    if (!parsed.success) return socket.close(close.decode);
    const frame = parsed.data;
    if (frame.op === 1) {
      if (session !== null && frame.d !== null) confirm(session, frame.d);
      if (!parts.isMuted()) send(11, null);
      return undefined;
    }
    const begins = frame.op === 2 || frame.op === 6;
    if (session !== null) return begins ? socket.close(close.alreadyAuthenticated) : undefined;
    if (!begins) return socket.close(close.notAuthenticated);
    return begin(frame.op === 2 ? parts.identify(socket, frame.d) : parts.resume(socket, frame.d));
  });
  socket.on('close', (code) => parts.onClose(session, code));
  socket.on('error', () => socket.terminate());
  send(10, { heartbeat_interval: parts.heartbeatMs, _trace: [] });
}

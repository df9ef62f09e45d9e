import type { WebSocket } from 'ws';

import type { Json } from '../state/json.ts';

/** One event that was sent to a session; its data is built when it is sent. */
export type Frame = { readonly seq: number; readonly type: string; readonly data: () => Json };

/** One identified session; it outlives its socket, so that it can be resumed. */
export type Session = {
  readonly id: string;
  readonly shard: readonly [id: number, count: number];
  readonly intents: number;
  seq: number;
  frames: Frame[];
  socket: WebSocket | null;
  /** Replay this many events the client already has, once, on the next resume. */
  rewind: number;
};

/** More than this is not kept; a session that falls so far behind cannot be resumed. */
const KEPT = 5000;

/** Numbers an event, keeps it for a resume, and sends it if somebody listens. */
export function pushFrame(session: Session, type: string, data: () => Json): boolean {
  session.seq += 1;
  const frame: Frame = { seq: session.seq, type, data };
  session.frames.push(frame);
  if (session.frames.length > KEPT) session.frames.shift();
  return sendFrame(session, frame);
}

/** Sends a frame to the session's socket; false when there is none. */
export function sendFrame(session: Session, frame: Frame): boolean {
  const { socket } = session;
  if (socket === null || socket.readyState !== socket.OPEN) return false;
  socket.send(JSON.stringify({ op: 0, s: frame.seq, t: frame.type, d: frame.data() }));
  return true;
}

/** What a client that has seen everything up to `seq` must be sent; null when that is no longer known. */
export function framesSince(session: Session, seq: number): Frame[] | null {
  const first = session.frames[0]?.seq ?? session.seq + 1;
  if (seq > session.seq || seq < first - 1) return null;
  return session.frames.filter((one) => one.seq > seq - session.rewind);
}

/** Forgets what a client has confirmed with a heartbeat, but keeps some for repeated replays. */
export function confirm(session: Session, seq: number): void {
  const keepFrom = seq - 50;
  if ((session.frames[0]?.seq ?? keepFrom) < keepFrom)
    session.frames = session.frames.filter((one) => one.seq >= keepFrom);
}

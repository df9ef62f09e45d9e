import type { Backlog } from '../ports/store/gauges.ts';

/** Work that does not get on, for the operator. */
export interface Stuck {
  uncertainPictures: number;
  queuedPictures: number;
  /** How long the oldest of these has waited. */
  oldestQueuedSeconds: number;
  /** For how long every look at a job at Krea has failed; 0 while looks succeed or none is due. */
  unseenSeconds: number;
  /** Records that cannot be read and are left out. */
  unreadableRecords: number;
}

/** What does not get on, by what waits now and by how long looks at jobs have failed. */
export function stuckOf(
  { uncertain, queued, oldestQueuedAt, unreadable }: Backlog,
  unseenMs: number | null,
  now: number,
): Stuck {
  return {
    uncertainPictures: uncertain,
    queuedPictures: queued,
    // Never negative: the clock may have been set back since.
    oldestQueuedSeconds: oldestQueuedAt === null ? 0 : Math.max(0, Math.round((now - oldestQueuedAt) / 1000)),
    unseenSeconds: Math.round((unseenMs ?? 0) / 1000),
    unreadableRecords: unreadable,
  };
}

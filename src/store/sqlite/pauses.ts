import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long statements may follow one another while everything else waits. */
const SLICE_MS = 0.5;

/**
 * Resolves at once while the database has had little of this turn of the event loop, else in a later turn: a member's
 * acknowledgement need not wait for a whole transaction. It goes by time and not by statements, so that in a crowd,
 * when turns are long, the database still gets its share of each of them. `now` counts milliseconds.
 */
export function createPauses(now: () => number): () => Promise<void> {
  const turn: { began: number | undefined } = { began: undefined };
  return async () => {
    while (turn.began !== undefined && now() - turn.began >= SLICE_MS) await nextTurn();
    if (turn.began !== undefined) return;
    turn.began = now();
    setImmediate(() => {
      turn.began = undefined;
    });
  };
}

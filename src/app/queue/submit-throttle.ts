import { clampWait, risingWait } from '../../kit/backoff.ts';
import { createLimit } from '../../kit/limit.ts';
import type { Limit } from '../../kit/limit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SubmitOutcome } from '../../ports/image-api.ts';
import type { Dispatch, PauseCause } from './dispatch.ts';

/**
 * More would rarely be faster, and each may be one more job that cannot be told from the others if all answers are
 * lost.
 */
const MOST_AT_ONCE = 8;
const FIRST_WAIT_MS = 1_000;
/** Also whatever the image API asks for: when it is back, the work goes on soon. */
const MAX_WAIT_MS = 60_000;
const MAX_ASKED_WAIT_MS = 90_000;

export interface SubmitThrottle {
  /** Several submits go at once while the image API takes them, one at a time while it does not. */
  limit: Limit;
  /** Learns from an outcome whether everybody has to wait. */
  note(outcome: SubmitOutcome): void;
  /** For how long the image API has taken nothing, in milliseconds. */
  troubleMs(): number;
}

/** Builds the throttle that all submits share. */
export function createSubmitThrottle({
  clock,
  dispatch,
}: {
  clock: Clock;
  dispatch: Pick<Dispatch, 'pause'>;
}): SubmitThrottle {
  let [troubles, lost]: [number, number] = [0, 0];
  let since: number | undefined;

  function pause(cause: PauseCause, askedMs: number | null): void {
    troubles += 1;
    since ??= clock.monotonic();
    dispatch.pause(clampWait(askedMs, risingWait(FIRST_WAIT_MS, troubles, MAX_WAIT_MS), MAX_ASKED_WAIT_MS), cause);
  }

  return {
    limit: createLimit(() => (troubles === 0 ? MOST_AT_ONCE : 1)),
    note(outcome) {
      switch (outcome.kind) {
        case 'accepted':
        case 'rejected':
        case 'stale-reference':
          [troubles, lost, since] = [0, 0, undefined];
          return;
        case 'busy':
          return pause('busy', outcome.retryAfterMs);
        case 'unreachable':
          return pause('unreachable', null);
        case 'unclear':
          // One may be the request's own fault. More in a row would put everybody's pictures in doubt.
          lost += 1;
          if (lost > 1) pause('unreachable', null);
      }
    },
    troubleMs: () => (since === undefined ? 0 : clock.monotonic() - since),
  };
}

import type { Background } from '../../kit/background.ts';
import { risingWait } from '../../kit/backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Dispatch } from './dispatch.ts';

const FIRST_WAIT_MS = 1_000;
const MAX_WAIT_MS = 60_000;
/** A question takes no longer; no picture is sent before its answer. */
const QUESTION_MS = 3_000;
/** So many refusals in a row, over so long a time, are believed. */
const REFUSALS_BELIEVED = 4;
const BELIEVED_AFTER_MS = 60_000;
/** A refusal that long ago says nothing about today's. */
const FORGOTTEN_MS = 10 * 60_000;

/** Whether the image API takes our token: one refusal is not the truth, and one look shows that it takes it again. */
export interface TokenCheck {
  /** A request was refused because of the token. */
  noteRefused(): void;
  /** A submit got an answer that only a good token gets. */
  noteTaken(): void;
  /** Whether it was refused so often that the operator has to set another one. */
  isRefused(): boolean;
}

export interface TokenCheckDeps {
  imageApi: Pick<ImageApi, 'reach'>;
  dispatch: Pick<Dispatch, 'pause'>;
  background: Background;
  clock: Clock;
  log: Log;
}

/**
 * Builds the doubt that all share: while it lasts the token is asked about alone, with ever longer waits, and no
 * picture is sent.
 */
export function createTokenCheck({ imageApi, dispatch, background, clock, log }: TokenCheckDeps): TokenCheck {
  const { stopping } = background;
  let [refusals, since, last] = [0, 0, -Infinity];
  let [isAsking, isRefused] = [false, false];

  function count(): void {
    const now = clock.monotonic();
    if (now - last > FORGOTTEN_MS) [refusals, since] = [0, now];
    [refusals, last] = [refusals + 1, now];
    if (isRefused || refusals < REFUSALS_BELIEVED || now - since < BELIEVED_AFTER_MS) return;
    isRefused = true;
    log.error({ refusals }, 'Krea refuses the API token again and again: no picture can be made until it takes it');
  }

  function forget(): void {
    [refusals, last, isRefused] = [0, -Infinity, false];
  }

  async function ask(): Promise<void> {
    while (!stopping.aborted) {
      const waitMs = risingWait(FIRST_WAIT_MS, refusals - 1, MAX_WAIT_MS);
      // Once it is believed the queue goes on, for what waits there is ended without asking.
      if (!isRefused) dispatch.pause(waitMs + QUESTION_MS, 'token-refused');
      await clock.sleep(waitMs, stopping);
      if (stopping.aborted) return;
      const answer = await imageApi.reach();
      if (answer === 'ok') {
        log.info({ refusals, wasBelieved: isRefused }, 'Krea takes the API token');
        // The next submit shows whether it means that: until then the refusals of submits count on.
        if (isRefused) forget();
        return;
      }
      // An outage says nothing about the token.
      if (answer !== 'unreachable') count();
    }
  }

  return {
    noteRefused() {
      // Submits under way at the same time count once: they saw the same refusal.
      if (isAsking) return;
      isAsking = true;
      count();
      background.start('ask whether the token is taken', async () => ask().finally(() => void (isAsking = false)));
    },
    noteTaken: () => {
      if (!isAsking) forget();
    },
    isRefused: () => isRefused,
  };
}

import type { REST } from 'discord.js';

import type { App } from '../../app/app.ts';
import { repeatLast } from '../../kit/backoff.ts';
import { retry } from '../../kit/retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { PendingAnswer, PendingAnswers } from '../../ports/store/pending-answers.ts';
import { wording } from '../../wording/wording.ts';
import { textMessage } from '../render/rendered.ts';
import { isPassing, judgeError } from '../rest/rest-errors.ts';
import { errorFields } from '../rest/safe-error.ts';
import { refuseInstead } from './refuse.ts';
import { createResponder } from './responder.ts';

/** Waits between attempts, in milliseconds; the last one repeats. */
const DELAYS_MS = [1_000, 5_000, 15_000, 30_000];
/** A token lives for 15 minutes; afterwards no answer is possible. */
const TOKEN_LIFE_MS = 15 * 60_000;

export interface TellCutOffDeps {
  rest: REST;
  app: Pick<App, 'isRecorded'>;
  pendingAnswers: PendingAnswers;
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
}

/**
 * Answers the interactions that a crash cut off before anything was on record: their users read that nothing was
 * charged, instead of "thinking…" for ever. Resolves when the first attempts are made; the others go on behind it.
 */
export function createTellCutOff({
  rest,
  app,
  pendingAnswers,
  clock,
  log,
  stopping,
}: TellCutOffDeps): () => Promise<void> {
  async function tell(pending: PendingAnswer): Promise<void> {
    const begun = clock.monotonic();
    const isOver = await retry(
      async () => (await tryOnce(pending)) || clock.monotonic() - begun >= TOKEN_LIFE_MS,
      (isDone, tries) => (isDone ? undefined : repeatLast(DELAYS_MS, tries)),
      { clock, stopping },
    );
    if (isOver) await pendingAnswers.forget(pending.interactionId);
  }

  /** False when it may come to something later. */
  async function tryOnce({ interactionId, acknowledgement, ...reply }: PendingAnswer): Promise<boolean> {
    try {
      // What is on record is taken up by the recovery.
      if (await app.isRecorded(interactionId)) return true;
      const responder = createResponder(rest, interactionId, { ...reply, messageId: null });
      const body = textMessage(wording.result.describeCutOff(acknowledgement));
      await (acknowledgement === 'public' ? refuseInstead(responder, body) : responder.followUpPrivately(body));
      log.info({ interactionId }, 'somebody was told that a restart cut their request off');
      return true;
    } catch (error) {
      log.warn(
        { interactionId, ...errorFields(error) },
        'somebody could not be told that a restart cut their request off',
      );
      return !isPassing(judgeError(error, { repeats: false }));
    }
  }

  return async () => {
    const left = await pendingAnswers.all();
    await Promise.all(left.map(async (pending) => tell(pending)));
  };
}

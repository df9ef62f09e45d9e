import type { Clock } from '../../ports/clock.ts';
import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { ImageApi, SubmitOutcome } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Meter, MeteredError } from '../../ports/meter.ts';
import type { Decisions } from '../../ports/store/decisions.ts';
import type { Journal } from '../../ports/store/journal.ts';

export interface MeteredDeps {
  meter: Meter;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/** The journal as it is, counting each picture's end and how long requests take to be shown. */
export function meterJournal(journal: Journal, { meter, clock, log }: MeteredDeps): Journal {
  async function noteDelivery(generationId: string, part: number, status: 'posted' | 'kept'): Promise<void> {
    const generation = await journal.find(generationId);
    const told = generation?.pictures.filter(({ deliveryPart }) => deliveryPart === part) ?? [];
    const delivered = told.filter(({ state }) => state === 'delivered').length;
    const kept = told.filter(({ state }) => state === 'kept').length;
    if (delivered > 0) meter.pictureEnded('delivered', delivered);
    if (kept > 0) meter.pictureEnded('kept', kept);
    if (generation !== undefined && status === 'posted' && part === 1 && delivered > 0)
      meter.delivered((clock.now() - generation.createdAt) / 1000);
  }

  return {
    ...journal,
    async move(key, from, to, now, patch) {
      const moved = await journal.move(key, from, to, now, patch);
      if (moved !== undefined && (to === 'finished' || to === 'failed' || to === 'cancelled'))
        meter.pictureEnded(to, 1);
      return moved;
    },
    async endDelivery(key, end) {
      await journal.endDelivery(key, end);
      noteDelivery(key.generationId, key.part, end.status).catch((error: unknown) =>
        log.warn({ err: error }, 'a delivery could not be counted'),
      );
    },
  };
}

/** Decisions as they are, counting the ends that they bring. */
export function meterDecisions(decisions: Decisions, { meter }: Pick<MeteredDeps, 'meter'>): Decisions {
  return {
    ...decisions,
    async decide(decision, now) {
      const decided = await decisions.decide(decision, now);
      if (decided?.state === 'finished' || decided?.state === 'failed') meter.pictureEnded(decided.state, 1);
      return decided;
    },
  };
}

/** The image API as it is, counting by reason what went wrong with it. */
export function meterImageApi(imageApi: ImageApi, { meter }: Pick<MeteredDeps, 'meter'>): ImageApi {
  async function counted<Result>(answer: Promise<Result>): Promise<Result> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof ImageApiUnavailable) meter.imageApiFailed('unavailable');
      throw error;
    }
  }

  return {
    ...imageApi,
    async submit(submission) {
      const outcome = await imageApi.submit(submission);
      const reason = reasonOf(outcome);
      if (reason !== undefined) meter.imageApiFailed(reason);
      return outcome;
    },
    async look(remoteId, prompt) {
      const view = await counted(imageApi.look(remoteId, prompt));
      if (view.state === 'failed') meter.imageApiFailed(view.failure.reason);
      return view;
    },
    cancel: async (remoteId) => counted(imageApi.cancel(remoteId)),
    jobsSince: async (instant) => counted(imageApi.jobsSince(instant)),
    upload: async (bytes, mediaType) => counted(imageApi.upload(bytes, mediaType)),
    styles: async () => counted(imageApi.styles()),
  };
}

function reasonOf(outcome: SubmitOutcome): MeteredError | undefined {
  if (outcome.kind === 'accepted') return undefined;
  return outcome.kind === 'rejected' ? outcome.failure.reason : outcome.kind;
}

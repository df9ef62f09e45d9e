import type { Failure } from '../core/failure.ts';
import { requestOf } from '../core/generation.ts';
import type { Generation, Picture, PictureState } from '../core/generation.ts';
import type { Dispatch } from './dispatch.ts';
import type { Lane } from './lane.ts';
import { keyOf, nameOf } from './picture-key.ts';
import type { Clock } from './ports/clock.ts';
import { ImageApiUnavailable } from './ports/image-api.ts';
import type { ImageApi, SubmitOutcome } from './ports/image-api.ts';
import type { Journal, PictureKey, PicturePatch } from './ports/journal.ts';
import type { Log } from './ports/log.ts';
import type { ReferenceLookup } from './reference-urls.ts';

/** Waits between tries that Krea provably did not take, in milliseconds; the last one repeats. */
const RETRY_DELAYS_MS = [2_000, 5_000, 15_000, 45_000, 60_000];
const MAX_TRIES = 15;
/** How far the instant on record may lie before the submit. */
const MAX_LEAD_MS = 5_000;

export interface SubmitDeps {
  journal: Journal;
  imageApi: ImageApi;
  references: ReferenceLookup;
  clock: Clock;
  log: Log;
  /** Submits go out one at a time: if an answer is lost, the time alone tells which job was ours. */
  lane: Lane;
  dispatch: Pick<Dispatch, 'pauseUntil'>;
  webhookUrl: ((key: PictureKey) => string) | null;
}

/**
 * Takes one queued picture to Krea, once. Resolves with the picture as it then stands: running, failed,
 * uncertain, or queued again when Krea provably took nothing; undefined when somebody else had it.
 */
export type Submit = (key: PictureKey) => Promise<Picture | undefined>;

/** Builds the step queued → submitting → running. */
export function createSubmit(deps: SubmitDeps): Submit {
  const { journal, imageApi, references, clock, log, lane, dispatch } = deps;
  const tries = new Map<string, number>();

  return async (key) => {
    const generation = await journal.find(key.generationId);
    const picture = generation?.pictures.find(({ index }) => index === key.index);
    if (generation === undefined || picture?.state !== 'queued') return picture;
    const urls = await resolveReferences(generation, key);
    if ('failure' in urls) return await end(key, 'queued', urls.failure);
    if ('later' in urls) return await putOff(key, 'queued', urls.later, { reason: 'krea-unreachable' });
    return await lane(async () => await send(generation, picture, urls.urls));
  };

  async function resolveReferences(generation: Generation, key: PictureKey) {
    try {
      return await references.resolve(generation.request.references);
    } catch (error) {
      if (!(error instanceof ImageApiUnavailable)) throw error;
      log.warn({ ...key, err: error }, 'style references cannot be uploaded now');
      return { later: error.retryAfterMs };
    }
  }

  async function send(generation: Generation, picture: Picture, referenceUrls: string[]): Promise<Picture | undefined> {
    const key = keyOf(picture);
    const claimedAt = clock.now();
    const claimed = await journal.move(key, 'queued', 'submitting', claimedAt);
    if (claimed === undefined) return undefined;
    // If the answer is lost, the job is looked for around the instant on record. After a long wait for the records that
    // would be too early: the job would not be found, and money released that Krea bills.
    if (clock.now() - claimedAt > MAX_LEAD_MS) return await journal.move(key, 'submitting', 'queued', clock.now());
    const outcome = await imageApi.submit({
      request: requestOf(generation, picture),
      referenceUrls,
      webhookUrl: deps.webhookUrl?.(key) ?? null,
    });
    return await conclude(generation, key, outcome, referenceUrls);
  }

  async function conclude(
    generation: Generation,
    key: PictureKey,
    outcome: SubmitOutcome,
    referenceUrls: readonly string[],
  ): Promise<Picture | undefined> {
    switch (outcome.kind) {
      case 'accepted':
        log.info({ ...key, remoteId: outcome.remoteId }, 'picture accepted by the image API');
        return await leave(key, 'running', { remoteId: outcome.remoteId });
      case 'unclear':
        log.error({ ...key, detail: outcome.detail }, 'submit sent but its answer is lost: the money stays held');
        return await leave(key, 'uncertain');
      case 'rejected':
        log.warn({ ...key, detail: outcome.detail, reason: outcome.failure.reason }, 'picture refused by the image API');
        return await end(key, 'submitting', outcome.failure);
      case 'stale-reference':
        await references.forget(generation.request.references, referenceUrls);
        log.info(key, 'the image API has forgotten a style reference: uploading it again');
        return await putOff(key, 'submitting', 0, { reason: 'reference-refused' });
      case 'busy':
        return await putOff(key, 'submitting', outcome.retryAfterMs, { reason: 'krea-busy' });
      case 'unreachable':
        return await putOff(key, 'submitting', null, { reason: 'krea-unreachable' });
    }
  }

  async function leave(key: PictureKey, to: PictureState, patch: PicturePatch = {}): Promise<Picture | undefined> {
    tries.delete(nameOf(key));
    return await journal.move(key, 'submitting', to, clock.now(), patch);
  }

  async function end(key: PictureKey, from: 'queued' | 'submitting', failure: Failure): Promise<Picture | undefined> {
    tries.delete(nameOf(key));
    return await journal.move(key, from, 'failed', clock.now(), { failure });
  }

  /** Krea provably took nothing: back into the queue, or the end when that happened too often. */
  async function putOff(
    key: PictureKey,
    from: 'queued' | 'submitting',
    delayMs: number | null,
    failure: Failure,
  ): Promise<Picture | undefined> {
    const count = (tries.get(nameOf(key)) ?? 0) + 1;
    const limit = failure.reason === 'reference-refused' ? 2 : MAX_TRIES;
    if (count >= limit) return await end(key, from, failure);
    tries.set(nameOf(key), count);
    const wait = delayMs ?? RETRY_DELAYS_MS[Math.min(count, RETRY_DELAYS_MS.length) - 1] ?? 0;
    log.info({ ...key, reason: failure.reason, waitMs: wait }, 'picture put off');
    dispatch.pauseUntil(clock.now() + wait);
    if (from === 'queued') return undefined;
    return await journal.move(key, 'submitting', 'queued', clock.now());
  }
}

import type { Failure } from '../../core/picture/failure.ts';
import { requestOf } from '../../core/picture/generation.ts';
import type { Generation, Picture, PictureKey, PictureState } from '../../core/picture/generation.ts';
import { keyOf, pictureName } from '../../core/picture/picture-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi, SubmitOutcome } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Journal, PicturePatch } from '../../ports/store/journal.ts';
import type { Dispatch } from './dispatch.ts';
import type { ReferenceLookup } from './reference-urls.ts';
import { refusalLevel } from './refusal-level.ts';
import { lostSpan, readClocks } from './submit-span.ts';
import type { SubmitReadings } from './submit-span.ts';
import type { SubmitThrottle } from './submit-throttle.ts';
import type { TokenCheck } from './token-check.ts';

/** While the image API takes nothing, a request waits for so long. Its requester can cancel it at any time. */
const GIVE_UP_MS = 24 * 60 * 60_000;
/** How long the note on record may take: a later submit would not be where a lost one is looked for. */
const MAX_LEAD_MS = 5_000;
/** A reference that was just uploaded anew and is unknown again is not going to be known. */
const MAX_STALE = 2;

export interface SubmitDeps {
  journal: Journal;
  imageApi: ImageApi;
  references: ReferenceLookup;
  clock: Clock;
  log: Log;
  throttle: SubmitThrottle;
  token: TokenCheck;
  dispatch: Pick<Dispatch, 'hold' | 'pausedMs'>;
  readings: SubmitReadings;
  webhookUrl: ((key: PictureKey) => string) | null;
}

/**
 * Takes one queued picture to Krea, once. Resolves with the picture as it then stands: running, failed,
 * uncertain, or queued again when Krea provably took nothing; undefined when it waits or was taken already.
 */
export type Submit = (key: PictureKey) => Promise<Picture | undefined>;

/** Builds the step queued → submitting → running. */
export function createSubmit(deps: SubmitDeps): Submit {
  const { journal, imageApi, references, clock, log, throttle, token, dispatch, readings } = deps;
  const stale = new Map<string, number>();

  return async (key) => {
    const generation = await journal.find(key.generationId);
    const picture = generation?.pictures.find(({ index }) => index === key.index);
    if (generation === undefined || picture?.state !== 'queued') return picture;
    if (token.isRefused()) return await end(key, 'queued', { reason: 'token-refused' });
    const found = await references.resolve(generation.request.references);
    if ('failure' in found) return await end(key, 'queued', found.failure);
    if ('pending' in found) {
      // It waits without a place, so that an image that Krea does not take now delays no other picture.
      dispatch.hold(key, found.pending, found.isTrouble);
      return undefined;
    }
    return await throttle.limit(async () => {
      // The submit just before may have been refused because Krea takes nothing now.
      if (dispatch.pausedMs() > 0) return undefined;
      return await send(generation, picture, found.urls);
    });
  };

  async function send(generation: Generation, picture: Picture, referenceUrls: string[]): Promise<Picture | undefined> {
    const key = keyOf(picture);
    // Without Krea's time nothing could be proven about a lost submit: any answer tells it.
    if (imageApi.time() === undefined) await imageApi.reach();
    const began = readClocks(deps);
    const claimedAt = clock.monotonic();
    const claimed = await journal.move(key, 'queued', 'submitting', clock.now(), {
      submitFrom: began?.earliest ?? null,
    });
    if (claimed === undefined) return undefined;
    if (clock.monotonic() - claimedAt > MAX_LEAD_MS)
      return await journal.move(key, 'submitting', 'queued', clock.now());
    if (began !== undefined) readings.set(pictureName(key), began);
    try {
      const outcome = await imageApi.submit({
        request: requestOf(generation, picture),
        referenceUrls,
        webhookUrl: deps.webhookUrl?.(key) ?? null,
      });
      throttle.note(outcome);
      return await conclude(generation, key, outcome, referenceUrls);
    } catch (error) {
      log.error({ ...key, err: error }, 'a submit ended in an error: the money stays held');
      return await markUncertain(key);
    }
  }

  async function conclude(
    generation: Generation,
    key: PictureKey,
    outcome: SubmitOutcome,
    referenceUrls: readonly string[],
  ): Promise<Picture | undefined> {
    switch (outcome.kind) {
      case 'accepted':
        token.noteTaken();
        log.info({ ...key, remoteId: outcome.remoteId }, 'picture accepted by the image API');
        // Another process may have taken it up meanwhile.
        return (
          (await leave(key, 'running', { remoteId: outcome.remoteId })) ??
          (await journal.move(key, 'uncertain', 'running', clock.now(), { remoteId: outcome.remoteId }))
        );
      case 'unclear':
        log.error({ ...key, detail: outcome.detail }, 'submit sent but its answer is lost: the money stays held');
        return await markUncertain(key);
      case 'rejected':
        // Nothing was taken, and it is not this picture's fault: it waits until the doubt is over.
        if (outcome.failure.reason === 'token-refused') {
          log.error({ ...key, detail: outcome.detail }, 'Krea refuses the API token');
          token.noteRefused();
          return await leave(key, 'queued');
        }
        token.noteTaken();
        return await refused(key, outcome.failure, outcome.detail);
      case 'stale-reference': {
        await references.forget(generation.request.references, referenceUrls);
        const times = (stale.get(pictureName(key)) ?? 0) + 1;
        if (times >= MAX_STALE) {
          return await refused(key, { reason: 'reference-refused' }, 'unknown again after a new upload');
        }
        stale.set(pictureName(key), times);
        log.info(key, 'the image API has forgotten a style reference: uploading it again');
        return await leave(key, 'queued');
      }
      case 'busy':
        return await putOff(generation, key, { reason: 'krea-busy' }, 'too many jobs');
      case 'unreachable':
        return await putOff(generation, key, { reason: 'krea-unreachable' }, outcome.detail);
    }
  }

  async function refused(key: PictureKey, failure: Failure, detail: string): Promise<Picture | undefined> {
    log[refusalLevel(failure)]({ ...key, reason: failure.reason, detail }, 'picture refused by the image API');
    return await end(key, 'submitting', failure);
  }

  /** Krea provably took nothing: back into the queue, or the end when that has lasted for too long. */
  async function putOff(
    generation: Generation,
    key: PictureKey,
    failure: Failure,
    detail: string,
  ): Promise<Picture | undefined> {
    // Both have to be long: a clock that was set ahead ends nothing.
    const isOver = throttle.troubleMs() >= GIVE_UP_MS && clock.now() - generation.createdAt >= GIVE_UP_MS;
    const facts = { ...key, reason: failure.reason, detail };
    if (isOver) {
      log.warn(facts, 'picture given up: the image API took nothing for a day');
      return await end(key, 'submitting', failure);
    }
    log.warn({ ...facts, waitMs: dispatch.pausedMs() }, 'picture put off');
    return await leave(key, 'queued');
  }

  /** It may have been made: nothing is sent again, and the search for its job begins. */
  async function markUncertain(key: PictureKey): Promise<Picture | undefined> {
    return await journal.move(
      key,
      'submitting',
      'uncertain',
      clock.now(),
      lostSpan(readings.get(pictureName(key)), readClocks(deps)),
    );
  }

  async function leave(key: PictureKey, to: PictureState, patch: PicturePatch = {}): Promise<Picture | undefined> {
    const left = await journal.move(key, 'submitting', to, clock.now(), patch);
    readings.delete(pictureName(key));
    if (to !== 'queued') stale.delete(pictureName(key));
    return left;
  }

  async function end(key: PictureKey, from: 'queued' | 'submitting', failure: Failure): Promise<Picture | undefined> {
    readings.delete(pictureName(key));
    stale.delete(pictureName(key));
    return await journal.move(key, from, 'failed', clock.now(), { failure });
  }
}

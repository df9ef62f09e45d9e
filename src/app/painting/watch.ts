import { durationBetween, nextLook, noteDuration } from '../../core/picture/expected-duration.ts';
import type { Durations } from '../../core/picture/expected-duration.ts';
import type { Picture, PictureKey } from '../../core/picture/generation.ts';
import { keyOf, pictureName } from '../../core/picture/picture-key.ts';
import type { PictureRequest, Variant } from '../../core/picture/request.ts';
import { clampWait, risingWait } from '../../kit/backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { ImageApi, JobView } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Journal, PicturePatch } from '../../ports/store/journal.ts';
import { endOf } from './job-end.ts';
import type { CancelCause } from './job-end.ts';
import { createLooker } from './look-at-job.ts';
import type { IsReachable } from './reachability.ts';
import type { WakeableSleep, WakeUps } from './wake-ups.ts';

/** A job that has not ended by then is cancelled; what it cost is settled by what Krea says afterwards. */
const JOB_DEADLINE_MS = 10 * 60_000;
/** Polling stops when no look has succeeded for this long after the deadline; the picture becomes uncertain. */
const UNSEEN_GRACE_MS = 2 * 60_000;
/** An outage is not the job's fault; but a place is not kept for it for ever. */
const LONGEST_OUTAGE_MS = 24 * 60 * 60_000;
/** With webhooks the polling is only a safety net. */
const POLL_WITH_WEBHOOKS_MS = 15_000;
const MAX_BACKOFF_MS = 30_000;
/** Whatever a server asks for: a finished picture is not put off for longer. */
const MAX_ASKED_WAIT_MS = 60_000;
/** A new job can be missing for a moment; after as many looks we believe it. */
const MISSES_BELIEVED = 3;

/** How long it takes goes by the model; what is said of a failure must not repeat the prompt. */
type WatchedRequest = Pick<PictureRequest, 'variant' | 'prompt'>;

export interface WatchDeps {
  journal: Journal;
  imageApi: ImageApi;
  clock: Clock;
  wakeUps: WakeUps;
  stopping: AbortSignal;
  log: Log;
  pollIntervalMs: number;
  hasWebhooks: boolean;
  isReachable: IsReachable;
}

export interface Watch {
  /**
   * Waits for a running picture's end and writes it down; undefined when the process stops first. `isNew` says that
   * its job was made just now: any other is looked at at once.
   */
  untilEnd(picture: Picture, request: WatchedRequest, isNew: boolean): Promise<Picture | undefined>;
  /** Whether the picture is being polled right now. */
  isWatching(key: PictureKey): boolean;
  /** Has the poll that is under way cancel the job. */
  requestCancel(key: PictureKey): void;
  /** For how long every look at a job has failed, in milliseconds; null while looks succeed or none is due. */
  blindMs(): number | null;
}

/**
 * Builds the step running → finished | failed | cancelled | uncertain. Time is counted from when we began to wait:
 * stored instants are of a clock that may have been wrong.
 */
export function createWatch(deps: WatchDeps): Watch {
  const { journal, clock, wakeUps, stopping, log, isReachable, pollIntervalMs } = deps;
  const looker = createLooker(deps);
  const durations: Durations = new Map();
  const wanted = new Set<string>();
  const watched = new Set<string>();

  async function untilEnd(picture: Picture, request: WatchedRequest, isNew: boolean): Promise<Picture | undefined> {
    watched.add(pictureName(picture));
    try {
      return await wakeUps.following(keyOf(picture), async (sleep) => waitForEnd(picture, request, { isNew, sleep }));
    } finally {
      watched.delete(pictureName(picture));
    }
  }

  async function waitForEnd(
    picture: Picture,
    { variant, prompt }: WatchedRequest,
    { isNew, sleep }: { isNew: boolean; sleep: WakeableSleep },
  ): Promise<Picture | undefined> {
    const { remoteId } = picture;
    if (remoteId === null) throw new Error('A running picture has a job.');
    const key = keyOf(picture);
    const begun = clock.monotonic();
    let [misses, errors, unseenMs] = [0, 0, 0];
    let [asked, lookBefore, unseenSince]: [CancelCause | null, number | null, number | null] = [null, null, null];
    const elapsed = (): number => clock.monotonic() - begun;
    /** Without the time of outages, which are not the job's fault. */
    const age = (): number => elapsed() - unseenMs - (unseenSince === null ? 0 : elapsed() - unseenSince);

    if (isNew) await sleep(nextLook(durations, variant, 0, pollIntervalMs), stopping);
    while (!stopping.aborted) {
      const cause = cancelCause(key, age());
      const look = await looker.look(key, { remoteId, prompt }, cause !== null && cause !== asked);
      if (look instanceof ImageApiUnavailable) {
        errors += 1;
        unseenSince ??= elapsed();
        if (await isGivenUp(elapsed(), unseenSince)) return await leave(picture, 'uncertain', {}, 'unseen');
        await sleep(
          clampWait(look.retryAfterMs, risingWait(pollIntervalMs, errors, MAX_BACKOFF_MS), MAX_ASKED_WAIT_MS),
          stopping,
        );
        continue;
      }
      if (unseenSince !== null) unseenMs += elapsed() - unseenSince;
      const { view, hasAsked } = look;
      [errors, unseenSince, asked] = [0, null, hasAsked ? cause : asked];
      misses = view.state === 'missing' ? misses + 1 : 0;
      const end = endOf(view, asked);
      if (end !== undefined) {
        // One that was done at the first look may have waited for us, through a restart for instance: it teaches
        // nothing.
        if (end.to === 'finished' && isNew && lookBefore !== null)
          noteDuration(durations, variant, durationBetween(lookBefore, elapsed()));
        return await leave(picture, end.to, end.patch, view);
      }
      lookBefore = elapsed();
      if (misses >= MISSES_BELIEVED || asked === 'deadline') return await leave(picture, 'uncertain', {}, view);
      await sleep(pollDelay(variant, elapsed(), age()), stopping);
    }
    return undefined;
  }

  /** Whether it is the job that cannot be looked at, and not everything. */
  async function isGivenUp(elapsed: number, unseenSince: number): Promise<boolean> {
    if (elapsed < JOB_DEADLINE_MS + UNSEEN_GRACE_MS || elapsed - unseenSince < UNSEEN_GRACE_MS) return false;
    return elapsed - unseenSince >= LONGEST_OUTAGE_MS || (await isReachable());
  }

  function cancelCause(key: PictureKey, age: number): CancelCause | null {
    if (age >= JOB_DEADLINE_MS) return 'deadline';
    return wanted.has(pictureName(key)) ? 'requester' : null;
  }

  function pollDelay(variant: Variant, elapsed: number, age: number): number {
    const least = deps.hasWebhooks ? Math.max(POLL_WITH_WEBHOOKS_MS, pollIntervalMs) : pollIntervalMs;
    return Math.min(nextLook(durations, variant, elapsed, least), Math.max(least, JOB_DEADLINE_MS - age));
  }

  /** Writes the end. An unknown end leaves the money held: Krea may bill the job or not. */
  async function leave(
    picture: Picture,
    to: Picture['state'],
    patch: PicturePatch,
    view: JobView | 'unseen',
  ): Promise<Picture | undefined> {
    const key = keyOf(picture);
    const facts = { ...key, remoteId: picture.remoteId };
    wanted.delete(pictureName(key));
    if (to === 'uncertain')
      log.error(
        { ...facts, view: view === 'unseen' ? view : view.state },
        'job has no end that can be told: the money stays held',
      );
    if (view !== 'unseen' && view.state === 'failed')
      log.warn({ ...facts, reason: view.failure.reason, detail: view.detail }, 'job failed');
    if (view !== 'unseen' && view.state === 'completed' && view.url === null)
      log.error(facts, 'job completed without a picture');
    const moved = await journal.move(key, 'running', to, clock.now(), patch);
    if (moved !== undefined) return moved;
    const generation = await journal.find(key.generationId);
    return generation?.pictures.find(({ index }) => index === key.index);
  }

  return {
    untilEnd,
    blindMs: () => (watched.size === 0 ? null : looker.blindMs()),
    isWatching: (key) => watched.has(pictureName(key)),
    requestCancel(key) {
      wanted.add(pictureName(key));
      wakeUps.wake(key);
    },
  };
}

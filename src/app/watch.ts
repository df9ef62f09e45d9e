import type { Picture } from '../core/generation.ts';
import type { Variant } from '../core/request.ts';
import { durationBetween, nextLook, noteDuration } from '../core/waiting.ts';
import type { Durations } from '../core/waiting.ts';
import { endOf } from './job-end.ts';
import type { CancelCause } from './job-end.ts';
import type { NudgedSleep, Nudges } from './nudges.ts';
import { keyOf, nameOf } from './picture-key.ts';
import type { Clock } from './ports/clock.ts';
import { ImageApiUnavailable } from './ports/image-api.ts';
import type { ImageApi, JobView } from './ports/image-api.ts';
import type { Journal, PictureKey } from './ports/journal.ts';
import type { Log } from './ports/log.ts';

/** A job that has not ended by then is cancelled; what it cost is settled by what Krea says afterwards. */
const JOB_DEADLINE_MS = 10 * 60_000;
/** With webhooks the polling is only a safety net. */
const POLL_WITH_WEBHOOKS_MS = 15_000;
const MAX_BACKOFF_MS = 30_000;
/** A new job can be missing for a moment; after as many looks we believe it. */
const MISSES_BELIEVED = 3;

export interface WatchDeps {
  journal: Journal;
  imageApi: ImageApi;
  clock: Clock;
  nudges: Nudges;
  stopping: AbortSignal;
  log: Log;
  pollIntervalMs: number;
  hasWebhooks: boolean;
}

export interface Watch {
  /** Waits for a running picture's end and writes it down; undefined when the process stops first. */
  untilEnd(picture: Picture, variant: Variant): Promise<Picture | undefined>;
  /** Whether somebody waits for the picture's end right now. */
  isWatching(key: PictureKey): boolean;
  /** Has the job cancelled by whoever waits for it. */
  requestCancel(key: PictureKey): void;
}

/** Builds the step running → finished | failed | cancelled | uncertain. */
export function createWatch(deps: WatchDeps): Watch {
  const { journal, imageApi, clock, nudges, stopping, log } = deps;
  const durations: Durations = new Map();
  const wanted = new Set<string>();
  const watched = new Set<string>();

  async function untilEnd(picture: Picture, variant: Variant): Promise<Picture | undefined> {
    watched.add(nameOf(picture));
    try {
      return await nudges.following(keyOf(picture), async (sleep) => waitForEnd(picture, variant, sleep));
    } finally {
      watched.delete(nameOf(picture));
    }
  }

  async function waitForEnd(picture: Picture, variant: Variant, sleep: NudgedSleep): Promise<Picture | undefined> {
    const { remoteId, runningAt } = picture;
    if (remoteId === null || runningAt === null) throw new Error('A running picture has a job and a start.');
    const key = keyOf(picture);
    let [misses, errors] = [0, 0];
    let asked: CancelCause | null = null;
    let lookBefore: number | null = null;

    await sleep(firstDelay(variant, runningAt), stopping);
    while (!stopping.aborted) {
      const cause = cancelCause(key, runningAt);
      const view = await attempt(key, async () => {
        if (cause !== null && cause !== asked) await imageApi.cancel(remoteId);
        return await imageApi.look(remoteId);
      });
      if (view instanceof ImageApiUnavailable) {
        errors += 1;
        await sleep(view.retryAfterMs ?? Math.min(deps.pollIntervalMs * 2 ** errors, MAX_BACKOFF_MS), stopping);
        continue;
      }
      [errors, asked] = [0, cause];
      misses = view.state === 'missing' ? misses + 1 : 0;
      const end = endOf(view, asked);
      if (end !== undefined) {
        // One that was done at the first look may have waited for us, through a restart for instance: it teaches nothing.
        if (end.to === 'finished' && lookBefore !== null) noteDuration(durations, variant, durationBetween(lookBefore, clock.now() - runningAt));
        return await leave(key, end.to, end.patch, view);
      }
      lookBefore = clock.now() - runningAt;
      if (misses >= MISSES_BELIEVED || asked === 'deadline') return await leave(key, 'uncertain', {}, view);
      await sleep(pollDelay(variant, runningAt), stopping);
    }
    return undefined;
  }

  function cancelCause(key: PictureKey, runningAt: number): CancelCause | null {
    if (clock.now() - runningAt >= JOB_DEADLINE_MS) return 'deadline';
    return wanted.has(nameOf(key)) ? 'requester' : null;
  }

  /** A fresh job cannot be done yet; one taken up after a restart is looked at at once. */
  const firstDelay = (variant: Variant, runningAt: number): number =>
    Math.max(0, runningAt + nextLook(durations, variant, 0, deps.pollIntervalMs) - clock.now());

  function pollDelay(variant: Variant, runningAt: number): number {
    const least = deps.hasWebhooks ? Math.max(POLL_WITH_WEBHOOKS_MS, deps.pollIntervalMs) : deps.pollIntervalMs;
    const elapsed = clock.now() - runningAt;
    return Math.min(nextLook(durations, variant, elapsed, least), Math.max(least, JOB_DEADLINE_MS - elapsed));
  }

  async function attempt(key: PictureKey, look: () => Promise<JobView>): Promise<JobView | ImageApiUnavailable> {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof ImageApiUnavailable)) throw error;
      log.warn({ ...key, err: error }, 'job cannot be looked at now');
      return error;
    }
  }

  /** Writes the end. An end that nobody can tell leaves the money held: Krea may bill it or not. */
  async function leave(key: PictureKey, to: Picture['state'], patch: Parameters<Journal['move']>[4], view: JobView) {
    wanted.delete(nameOf(key));
    if (to === 'uncertain') log.error({ ...key, view: view.state }, 'job has no end that can be told: the money stays held');
    if (view.state === 'failed') log.warn({ ...key, reason: view.failure.reason, detail: view.detail }, 'job failed');
    const moved = await journal.move(key, 'running', to, clock.now(), patch);
    if (moved !== undefined) return moved;
    const generation = await journal.find(key.generationId);
    return generation?.pictures.find(({ index }) => index === key.index);
  }

  return {
    untilEnd,
    isWatching: (key) => watched.has(nameOf(key)),
    requestCancel(key) {
      wanted.add(nameOf(key));
      nudges.nudge(key);
    },
  };
}

import type { Picture } from '../../core/picture/generation.ts';
import type { LostSubmit } from '../../core/picture/lost-job.ts';
import type { RemoteJob } from '../../core/picture/lost-job.ts';
import { pictureName } from '../../core/picture/picture-key.ts';
import { APPEARANCE_MS } from '../../core/picture/timing.ts';
import { shareReads } from '../../kit/shared-read.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Decisions } from '../../ports/store/decisions.ts';
import type { Journal } from '../../ports/store/journal.ts';
import { provenSpan, readClocks, reckonedSpan } from '../queue/submit-span.ts';
import type { SubmitReadings } from '../queue/submit-span.ts';

/** The list for a job older than this is long: it is read apart, or searches for new jobs would wait for it. */
const RECENT_MS = 60 * 60_000;
/** How far our wall clock may have been off when a decided picture was submitted, where nothing better is on record. */
const DECIDED_WITHIN_MS = 24 * 60 * 60_000;

/** What there is to judge lost submits by. */
export interface Evidence {
  /** Jobs that belong to no picture of ours. */
  unknownJobs: readonly RemoteJob[];
  /** Every submit whose job is not known, those under way included: any of them may have made one of these jobs. */
  lost: readonly LostSubmit[];
}

export interface LostEvidence {
  /**
   * Reads the image API's list since the instant; calls at the same time share one reading. Throws what the image API
   * throws.
   */
  read(since: number): Promise<Evidence>;
  /** The same about jobs that are known already, without asking the image API. */
  review(jobs: readonly RemoteJob[]): Promise<Evidence>;
}

export interface LostEvidenceDeps {
  journal: Pick<Journal, 'inStates' | 'knownRemoteIds'>;
  decisions: Pick<Decisions, 'decidedBlind'>;
  imageApi: Pick<ImageApi, 'jobsSince' | 'time'>;
  clock: Pick<Clock, 'now' | 'monotonic'>;
  readings: SubmitReadings;
}

/**
 * Builds the readings. The order matters: first the list, then the submits without a known job, then the known jobs. So
 * a submit that made a job of the list is either among the submits, or its job among the known ones.
 */
export function createLostEvidence(deps: LostEvidenceDeps): LostEvidence {
  const { journal, decisions, imageApi } = deps;
  /** Of submits at an unknown time, until when they can have made a job: what we saw lost makes none from then on. */
  const lostBy = new Map<string, number>();
  const [recent, old] = [shareReads(readList), shareReads(readList)];

  async function readList(since: number): Promise<Evidence> {
    return await review(await imageApi.jobsSince(since));
  }

  async function review(jobs: readonly RemoteJob[]): Promise<Evidence> {
    const [open, decided] = [await journal.inStates(['submitting', 'uncertain']), await decisions.decidedBlind(0)];
    const known = await journal.knownRemoteIds(jobs.map(({ remoteId }) => remoteId));
    const now = readClocks(deps);
    const lost = [...open, ...decided].filter(({ remoteId }) => remoteId === null);
    return {
      unknownJobs: jobs.filter(({ remoteId }) => !known.has(remoteId)),
      lost: lost.map((picture) => submitOf(picture, now)),
    };
  }

  function submitOf(picture: Picture, now: ReturnType<typeof readClocks>): LostSubmit {
    const id = pictureName(picture);
    const span = provenSpan(picture, deps.readings.get(id), now);
    if (picture.state === 'submitting') return { id, from: span?.from ?? -Infinity, to: Infinity };
    if (span !== undefined) return { id, from: span.from, to: span.to + APPEARANCE_MS };
    const to = lostBy.get(id) ?? (now === undefined ? Infinity : now.latest + APPEARANCE_MS);
    if (to !== Infinity) lostBy.set(id, to);
    // One that people decided long ago shall not contest every job for ever.
    const about = picture.state === 'uncertain' ? undefined : reckonedSpan(picture, now, deps.clock.now());
    return about === undefined
      ? { id, from: -Infinity, to }
      : { id, from: about.from - DECIDED_WITHIN_MS, to: Math.min(to, about.to + DECIDED_WITHIN_MS) };
  }

  return {
    read: async (since) => await (isRecent(since) ? recent : old)(since),
    review,
  };

  function isRecent(since: number): boolean {
    const now = imageApi.time();
    return now === undefined || since > now.latest - RECENT_MS;
  }
}

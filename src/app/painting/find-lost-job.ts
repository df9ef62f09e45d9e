import { z } from 'zod';

import type { Picture, PictureKey } from '../../core/picture/generation.ts';
import { CLOCK_SKEW_MS, couldHaveMade, matchLostJob, remoteJobSchema } from '../../core/picture/lost-job.ts';
import type { RemoteJob } from '../../core/picture/lost-job.ts';
import { keyOf, pictureName } from '../../core/picture/picture-key.ts';
import { APPEARANCE_MS } from '../../core/picture/timing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Cache } from '../../ports/store/storage.ts';
import { provenSpan, readClocks, readingOf, reckonedSpan } from '../queue/submit-span.ts';
import type { SubmitReadings, SubmitSpan } from '../queue/submit-span.ts';
import type { Evidence, LostEvidence } from './lost-evidence.ts';
import type { NamedJobs } from './named-jobs.ts';
import type { WakeUps } from './wake-ups.ts';

/** Where the image API does not tell its time, its list is believed to be whole only after that. */
const LONG_GRACE_MS = 10 * 60_000;
/** Krea does not say how long a job stays in the list: the absence of an older one proves nothing. */
const LISTED_FOR_MS = 3 * 24 * 60 * 60_000;
/** After that a picture would be listed once more. */
const CANDIDATES_LIFE_MS = 180 * 24 * 60 * 60_000;

const storedJobs = z.array(remoteJobSchema);

export interface FindLostJobDeps {
  journal: Journal;
  imageApi: ImageApi;
  cache: Cache;
  clock: Clock;
  wakeUps: WakeUps;
  log: Log;
  evidence: LostEvidence;
  readings: SubmitReadings;
  namedJobs: NamedJobs;
}

export interface FindLostJob {
  /** Looks for the picture's job; undefined while it cannot be told. Throws what the image API throws. */
  find(picture: Picture, prompt: string): Promise<Picture | undefined>;
  /** In how many milliseconds a look can tell more; Infinity when that depends on other searches alone. */
  nextTellingLookMs(key: PictureKey): number;
  /** The search for the picture's job is over. */
  drop(key: PictureKey): void;
}

/** What is known of one search. */
interface Search {
  begun: number;
  /** When the list is final for it, in monotonic milliseconds. */
  finalAt: number | undefined;
  /** Once the list is final: the jobs that fit. It is not read again. */
  candidates: readonly RemoteJob[] | undefined;
  /** Whether something happened since by which they may be told apart. */
  isNews: boolean;
}

/** Builds the search for the job of a submit whose answer was lost. */
export function createFindLostJob(deps: FindLostJobDeps): FindLostJob {
  const { journal, imageApi, cache, clock, wakeUps, log, evidence, readings, namedJobs } = deps;
  const searches = new Map<string, Search & { key: PictureKey }>();

  async function searchOf(picture: Picture): Promise<Search> {
    const [name, key] = [pictureName(picture), keyOf(picture)];
    const known = searches.get(name);
    if (known !== undefined) return known;
    const stored = storedJobs.safeParse(await cache.get(cacheKey(name))).data;
    const search = { key, begun: clock.monotonic(), finalAt: undefined, candidates: stored, isNews: true };
    searches.set(name, search);
    return search;
  }

  /** In the image API's time where that is known: no clock of ours is compared with it. */
  function spanOf(picture: Picture): SubmitSpan {
    const now = readClocks(deps);
    return provenSpan(picture, readingOf(readings, picture), now) ?? reckonedSpan(picture, now, clock.now());
  }

  async function find(picture: Picture, prompt: string): Promise<Picture | undefined> {
    const adopted = await namedJobs.adopt(picture, prompt);
    if (adopted !== undefined) {
      noteFound(adopted.remoteId);
      return adopted;
    }
    const search = await searchOf(picture);
    if (search.candidates !== undefined)
      return search.isNews ? await reviewAgain(picture, search, search.candidates) : undefined;
    const read = await evidence.read(spanOf(picture).from - CLOCK_SKEW_MS);
    // Only now it is known how late it was at the image API when it was read.
    const span = spanOf(picture);
    const isFinal = isOver(search, span);
    const late = { ...span, to: span.to + APPEARANCE_MS };
    const verdict = await judge(picture, isFinal ? late : span, read, isFinal && provesAbsence(span));
    if (verdict === undefined && isFinal)
      await settle(
        picture,
        search,
        read.unknownJobs.filter((job) => couldHaveMade(late, job)),
      );
    return verdict;
  }

  function isOver(search: Search, { to }: SubmitSpan): boolean {
    const left = overIn(search, to);
    search.finalAt = clock.monotonic() + left;
    return left <= 0;
  }

  /** Whether a job of that span would be listed, if there were one. */
  function provesAbsence({ to, isProven }: SubmitSpan): boolean {
    const time = imageApi.time();
    return isProven && time !== undefined && time.latest - to < LISTED_FOR_MS;
  }

  function overIn({ begun }: Search, to: number): number {
    const time = imageApi.time();
    return time === undefined ? begun + LONG_GRACE_MS - clock.monotonic() : to + APPEARANCE_MS - time.earliest;
  }

  async function judge(
    picture: Picture,
    span: SubmitSpan,
    { unknownJobs, lost }: Evidence,
    isProof: boolean,
  ): Promise<Picture | undefined> {
    const key = keyOf(picture);
    const match = matchLostJob({ id: pictureName(picture), from: span.from, to: span.to }, lost, unknownJobs);
    if (match.kind === 'found') {
      const { remoteId } = match;
      log.info({ ...key, remoteId }, "lost job found in the image API's list");
      const found = await journal.move(key, 'uncertain', 'running', clock.now(), { remoteId });
      noteFound(remoteId);
      return found;
    }
    if (match.kind === 'ambiguous' || !isProof) return undefined;
    log.info(key, 'the lost submit made no job: releasing its money');
    return await journal.move(key, 'uncertain', 'failed', clock.now(), { failure: { reason: 'never-started' } });
  }

  async function reviewAgain(
    picture: Picture,
    search: Search,
    candidates: readonly RemoteJob[],
  ): Promise<Picture | undefined> {
    search.isNews = false;
    if (candidates.length === 0) return undefined;
    const span = spanOf(picture);
    return await judge(
      picture,
      { ...span, to: span.to + APPEARANCE_MS },
      await evidence.review(candidates),
      provesAbsence(span),
    );
  }

  async function settle(picture: Picture, search: Search, candidates: readonly RemoteJob[]): Promise<void> {
    Object.assign(search, { candidates, isNews: false });
    await cache.set(cacheKey(pictureName(picture)), candidates, CANDIDATES_LIFE_MS);
  }

  /** Wakes the other searches that had this job as a candidate: it is taken now. */
  function noteFound(remoteId: string | null): void {
    for (const search of searches.values()) {
      if (search.candidates?.some((job) => job.remoteId === remoteId) !== true) continue;
      search.isNews = true;
      wakeUps.wake(search.key);
    }
  }

  return {
    find,
    nextTellingLookMs(key) {
      const finalAt = searches.get(pictureName(key))?.finalAt;
      const left = finalAt === undefined ? 0 : finalAt - clock.monotonic();
      return left > 0 ? left : Infinity;
    },
    drop(key) {
      searches.delete(pictureName(key));
      readings.delete(pictureName(key));
      namedJobs.drop(key);
    },
  };
}

function cacheKey(name: string): string {
  return `lost-job:${name}`;
}

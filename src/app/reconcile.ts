import type { Picture } from '../core/generation.ts';
import { CLOCK_SKEW_MS, matchLostJob } from '../core/lost-job.ts';
import type { LostSubmit } from '../core/lost-job.ts';
import { endOf } from './job-end.ts';
import type { Lane } from './lane.ts';
import type { NudgedSleep, Nudges } from './nudges.ts';
import { keyOf, nameOf } from './picture-key.ts';
import type { Clock } from './ports/clock.ts';
import type { Decisions } from './ports/decisions.ts';
import { ImageApiUnavailable } from './ports/image-api.ts';
import type { ImageApi } from './ports/image-api.ts';
import type { Journal } from './ports/journal.ts';
import type { Log } from './ports/log.ts';

/** No submit is under way for longer than that: the client ends it. */
const MAX_SUBMIT_MS = 30_000;
/** How long after a submit was cut off its job may still appear in Krea's list. */
const APPEARANCE_MS = 45_000;
const FIRST_LOOK_MS = 1_000;
const MAX_LOOK_INTERVAL_MS = 60 * 60_000;

export interface ReconcileDeps {
  journal: Journal;
  decisions: Pick<Decisions, 'decidedBlind'>;
  imageApi: ImageApi;
  clock: Clock;
  nudges: Nudges;
  stopping: AbortSignal;
  log: Log;
  /** The submits' lane: while we compare, no submit is under way whose job we could mistake for the lost one. */
  lane: Lane;
}

/** When the lost submit was under way, epoch milliseconds. */
interface Span {
  from: number;
  cutOff: number;
}

/** Finds out what became of an uncertain picture; undefined when the process stops first. */
export type Reconcile = (picture: Picture) => Promise<Picture | undefined>;

/** Builds the step uncertain → running | finished | failed | cancelled. The money stays held until the truth is known. */
export function createReconcile(deps: ReconcileDeps): Reconcile {
  const { journal, decisions, imageApi, clock, nudges, stopping, log, lane } = deps;

  return async (picture) => nudges.following(keyOf(picture), async (sleep) => untilKnown(picture, sleep));

  async function untilKnown(picture: Picture, sleep: NudgedSleep): Promise<Picture | undefined> {
    const key = keyOf(picture);
    const from = picture.submittingAt ?? clock.now();
    const span = { from, cutOff: Math.min(clock.now(), from + MAX_SUBMIT_MS) };
    let wait = FIRST_LOOK_MS;
    while (!stopping.aborted) {
      const untilOver = span.cutOff + APPEARANCE_MS - clock.now();
      await sleep(untilOver > 0 ? Math.min(wait, untilOver) : wait, stopping);
      const now = await current(picture);
      if (now?.state !== 'uncertain') return now;
      const resolved = await attempt(now, span);
      if (resolved !== undefined) return resolved;
      wait = Math.min(wait * 2, MAX_LOOK_INTERVAL_MS);
      // Once: from here on only a late truth or a moderator ends it.
      if (wait > APPEARANCE_MS * 2 && wait <= APPEARANCE_MS * 4) log.error(key, 'picture stays uncertain: it needs a decision');
    }
    return undefined;
  }

  async function attempt(picture: Picture, span: Span): Promise<Picture | undefined> {
    try {
      return picture.remoteId === null ? await findJob(picture, span) : await lookAgain(picture, picture.remoteId);
    } catch (error) {
      if (!(error instanceof ImageApiUnavailable)) throw error;
      log.warn({ ...keyOf(picture), err: error }, 'uncertain picture cannot be looked up now');
      return undefined;
    }
  }

  /** The job is known, its end was not: look whether it has one by now. */
  async function lookAgain(picture: Picture, remoteId: string): Promise<Picture | undefined> {
    const end = endOf(await imageApi.look(remoteId), null);
    if (end === undefined) return undefined;
    return await journal.move(keyOf(picture), 'uncertain', end.to, clock.now(), end.patch);
  }

  /** The submit's answer was lost: look for its job in Krea's list. */
  async function findJob(picture: Picture, { from, cutOff }: Span): Promise<Picture | undefined> {
    return await lane(async () => {
      const isOver = clock.now() >= cutOff + APPEARANCE_MS;
      const jobs = await imageApi.jobsSince(from - CLOCK_SKEW_MS);
      const known = await journal.knownRemoteIds(jobs.map(({ remoteId }) => remoteId));
      const match = matchLostJob(
        // At the end also a job that Krea made late: before we say that there was none.
        { id: nameOf(picture), from, to: isOver ? cutOff + APPEARANCE_MS : cutOff },
        await otherLostSubmits(from),
        jobs.filter(({ remoteId }) => !known.has(remoteId)),
      );
      if (match.kind === 'found') {
        log.info({ ...keyOf(picture), remoteId: match.remoteId }, 'lost job found in the image API\'s list');
        return await journal.move(keyOf(picture), 'uncertain', 'running', clock.now(), { remoteId: match.remoteId });
      }
      if (match.kind === 'none' && isOver) {
        log.info(keyOf(picture), 'the lost submit made no job: releasing its money');
        const failure = { reason: 'never-started' as const };
        return await journal.move(keyOf(picture), 'uncertain', 'failed', clock.now(), { failure });
      }
      return undefined;
    });
  }

  /** Also those that a moderator decided: the job that is found may be theirs, and its picture for nobody else. */
  async function otherLostSubmits(from: number): Promise<LostSubmit[]> {
    const [uncertain, decided] = await Promise.all([
      journal.inStates(['uncertain']),
      decisions.decidedBlind(from - MAX_SUBMIT_MS - 2 * CLOCK_SKEW_MS),
    ]);
    return [...uncertain, ...decided].flatMap((other) => {
      if (other.remoteId !== null || other.submittingAt === null) return [];
      return [{ id: nameOf(other), from: other.submittingAt, to: other.submittingAt + MAX_SUBMIT_MS }];
    });
  }

  async function current(picture: Picture): Promise<Picture | undefined> {
    const generation = await journal.find(picture.generationId);
    return generation?.pictures.find(({ index }) => index === picture.index);
  }
}

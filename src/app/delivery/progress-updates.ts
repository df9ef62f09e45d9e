import type { Place } from '../../core/picture/fair-queue.ts';
import { isReplyOpen } from '../../core/picture/generation.ts';
import type { Generation, Picture } from '../../core/picture/generation.ts';
import type { Background } from '../../kit/background.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ProgressMessage as ShownProgress, Publisher } from '../../ports/publisher.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Dispatch, PauseCause } from '../queue/dispatch.ts';

/** Discord serialises the edits of one reply: more of them would hold up the result. */
const EDIT_INTERVAL_MS = 2_000;
/** At most fifty are told a second: more at once would delay the answers to new interactions. */
const PACE_MS = 20;
/** While painting only the seconds change; telling every fifth of them is enough. */
const PAINTING_STEP_SECONDS = 5;

export interface ProgressUpdatesDeps {
  journal: Journal;
  publisher: Publisher;
  dispatch: Pick<Dispatch, 'place' | 'pausedMs' | 'pauseCause' | 'isInTrouble'>;
  clock: Clock;
  background: Background;
  log: Log;
}

/** Tells requesters how far their pictures are, at most every two seconds each. */
export interface ProgressUpdates {
  start(generationId: string): void;
  /** Ends the telling; resolves when no edit is under way any more, so that none can overwrite the result. */
  stop(generationId: string): Promise<void>;
}

/** Builds the teller: one round over everything that is going on, every two seconds while something is. */
export function createProgressUpdates({
  journal,
  publisher,
  dispatch,
  clock,
  background,
  log,
}: ProgressUpdatesDeps): ProgressUpdates {
  const told = new Map<string, { said: string; isEditing: boolean; edit: Promise<void> }>();
  let isGoing = false;

  async function rounds(): Promise<void> {
    isGoing = true;
    try {
      while (told.size > 0 && !background.stopping.aborted) {
        await clock.sleep(EDIT_INTERVAL_MS, background.stopping);
        if (background.stopping.aborted) break;
        for (const id of told.keys()) {
          await tellOrDrop(id);
          await clock.sleep(PACE_MS, background.stopping);
        }
      }
    } finally {
      isGoing = false;
    }
  }

  /** A record that cannot be read must not stop the updates of all the others. */
  async function tellOrDrop(generationId: string): Promise<void> {
    try {
      await tell(generationId);
    } catch (error) {
      told.delete(generationId);
      if (!background.stopping.aborted)
        log.warn({ generationId, err: error }, 'how far a request is cannot be told any more');
    }
  }

  async function tell(generationId: string): Promise<void> {
    const generation = await journal.find(generationId);
    const entry = told.get(generationId);
    if (generation === undefined || entry === undefined) return;
    // Once a part of it is told, the reply is no place for progress any more: it may hold pictures.
    const isTold = generation.pictures.some(({ deliveryPart }) => deliveryPart !== null);
    if (isTold || !isReplyOpen(generation, clock.now())) {
      told.delete(generationId);
      return;
    }
    const time = {
      now: clock.now(),
      pausedMs: dispatch.pausedMs(),
      cause: dispatch.pauseCause(),
      isInTrouble: dispatch.isInTrouble,
    };
    const phase = phaseOf(generation, await dispatch.place(generationId), time);
    const said = JSON.stringify(phase);
    // While an edit is under way the next round tells the newer state: edits never pile up before the result.
    if (phase === undefined || said === entry.said || entry.isEditing || told.get(generationId) !== entry) return;
    Object.assign(entry, { said, isEditing: true });
    entry.edit = publisher.showProgress(generation.reply, { generation, phase }).finally(() => {
      entry.isEditing = false;
    });
  }

  return {
    start(generationId) {
      told.set(generationId, { said: '', isEditing: false, edit: Promise.resolve() });
      if (!isGoing) background.start('tell progress', rounds);
    },
    async stop(generationId) {
      const entry = told.get(generationId);
      told.delete(generationId);
      await entry?.edit;
    },
  };
}

function phaseOf(
  { pictures }: Generation,
  place: Place | undefined,
  time: { now: number; pausedMs: number; cause: PauseCause; isInTrouble: (picture: Picture) => boolean },
): ShownProgress['phase'] | undefined {
  const inState = (state: Picture['state']): Picture[] => pictures.filter((picture) => picture.state === state);
  const started = inState('running').map(({ runningAt }) => runningAt ?? time.now);
  if (started.length > 0) {
    // Never negative: the clock may have been set back since.
    const seconds = Math.max(0, time.now - Math.min(...started)) / 1000;
    const rounded = Math.floor(seconds / PAINTING_STEP_SECONDS) * PAINTING_STEP_SECONDS;
    return { kind: 'painting', seconds: rounded, finished: inState('finished').length };
  }
  if (inState('submitting').length > 0) return { kind: 'submitting' };
  if (place !== undefined) {
    const pause = Math.ceil(time.pausedMs / 1000);
    return pause > 0 ? { kind: time.cause, seconds: pause } : { kind: 'queued', ...place };
  }
  // Queued but no longer in line: its references are on their way to Krea, or not taken there now.
  const queued = inState('queued');
  if (queued.length > 0) return { kind: queued.every(time.isInTrouble) ? 'reference-trouble' : 'submitting' };
  return inState('uncertain').length > 0 ? { kind: 'uncertain' } : undefined;
}

import type { Place } from '../../core/picture/fair-queue.ts';
import type { PictureKey } from '../../core/picture/generation.ts';
import { pictureName } from '../../core/picture/picture-key.ts';
import { noteTurn } from '../../core/picture/queue.ts';
import type { QueuedPicture } from '../../core/picture/queue.ts';
import type { Background } from '../../kit/background.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { QueueInMemory } from './queue-in-memory.ts';

const PAUSE_AFTER_ERROR_MS = 5_000;

/** Why nothing is begun for a while. */
export type PauseCause = 'busy' | 'unreachable' | 'token-refused';

/** Takes one waiting picture to Krea; resolves when its place is free again. */
export type Begin = (item: QueuedPicture) => Promise<void>;

/** Decides which picture goes to Krea next, with never more than the limit there at once. */
export interface Dispatch {
  /** How a waiting picture is begun; before it is known, none is. */
  process(begin: Begin): void;
  /** Looks whether something can be begun now. */
  wake(): void;
  /** Begins nothing for so long: Krea takes nothing now. */
  pause(milliseconds: number, cause: PauseCause): void;
  pausedMs(): number;
  pauseCause(): PauseCause;
  /**
   * Passes a waiting picture over until then: only its own matter keeps it from being begun. `isTrouble` tells whether
   * that goes wrong.
   */
  hold(key: PictureKey, until: Promise<void>, isTrouble: () => boolean): void;
  /** Whether trouble of its own keeps the picture from being begun. */
  isInTrouble(key: PictureKey): boolean;
  /** Counts a picture that is at Krea already, found after a restart. */
  occupy(work: () => Promise<void>): Promise<void>;
  /** Where a generation's pictures stand in the order in which turns come; undefined when they do not wait. */
  place(generationId: string): Promise<Place | undefined>;
}

export interface DispatchDeps {
  journal: Pick<Journal, 'waiting' | 'find'>;
  line: QueueInMemory;
  background: Background;
  clock: Clock;
  maxInFlight: number;
}

/** The fair queue: servers take turns, within a server its members do. The queue itself is in the journal. */
export function createDispatch({ journal, line, background, clock, maxInFlight }: DispatchDeps): Dispatch {
  const turns = new Map<string, number>();
  /** By name, whether it is in trouble. */
  const held = new Map<string, () => boolean>();
  let [inFlight, turn, pausedUntil] = [0, 0, 0];
  let pauseCause: PauseCause = 'busy';
  let pumping = false;
  let begin: Begin | undefined;
  let wokenMeanwhile = false;

  const known = async (): Promise<QueueInMemory> => {
    await line.load(() => journal.waiting());
    return line;
  };

  async function occupy(work: () => Promise<void>): Promise<void> {
    inFlight += 1;
    try {
      await work();
    } finally {
      inFlight -= 1;
      wake();
    }
  }

  function launch(item: QueuedPicture, take: Begin): void {
    line.hide(item);
    noteTurn(turns, item, (turn += 1));
    background.start('take a picture to Krea', async () => {
      await occupy(async () => {
        try {
          await take(item);
        } catch (error) {
          // Without a pause a picture that cannot be begun would be tried again at once, for ever.
          hold(item, clock.sleep(PAUSE_AFTER_ERROR_MS, background.stopping), () => false);
          throw error;
        } finally {
          await comeBack(item);
        }
      });
    });
  }

  /**
   * A picture that was not begun waits on, unless it is held; one taken elsewhere leaves the queue, or it is tried for
   * ever.
   */
  async function comeBack(item: QueuedPicture): Promise<void> {
    try {
      if (!line.has(item)) return;
      const generation = await journal.find(item.generationId);
      if (generation?.pictures.find(({ index }) => index === item.index)?.state !== 'queued') line.remove(item);
    } finally {
      if (!held.has(pictureName(item))) line.unhide(item);
    }
  }

  async function pump(): Promise<void> {
    pumping = true;
    try {
      do {
        wokenMeanwhile = false;
        await waitForPause();
        if (inFlight < maxInFlight && !background.stopping.aborted) await launchNext();
      } while (wokenMeanwhile && !background.stopping.aborted);
    } finally {
      pumping = false;
    }
  }

  async function launchNext(): Promise<void> {
    if (begin === undefined) return;
    await known();
    // Counted only now: a picture found again may have taken a place meanwhile.
    for (const item of line.first(Math.max(0, maxInFlight - inFlight), turns)) launch(item, begin);
  }

  async function waitForPause(): Promise<void> {
    while (pausedMs() > 0 && !background.stopping.aborted) await clock.sleep(pausedMs(), background.stopping);
  }

  function pausedMs(): number {
    return Math.max(0, pausedUntil - clock.monotonic());
  }

  function hold(key: PictureKey, until: Promise<void>, isTrouble: () => boolean): void {
    held.set(pictureName(key), isTrouble);
    line.hide(key);
    background.start('wait with a picture', async () => {
      try {
        await until;
      } finally {
        held.delete(pictureName(key));
        line.unhide(key);
        wake();
      }
    });
  }

  function wake(): void {
    if (pumping) wokenMeanwhile = true;
    else background.start('look at the queue', pump);
  }

  return {
    process: (given) => void (begin = given),
    wake,
    occupy,
    place: async (generationId) => (await known()).place(generationId, turns),
    hold,
    isInTrouble: (key) => held.get(pictureName(key))?.() ?? false,
    pausedMs,
    pauseCause: () => pauseCause,
    pause(milliseconds, cause) {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + milliseconds);
      pauseCause = cause;
    },
  };
}

import { fairOrder, noteTurn } from '../core/queue.ts';
import type { Waiting } from '../core/queue.ts';
import type { Background } from './background.ts';
import { nameOf } from './picture-key.ts';
import type { Clock } from './ports/clock.ts';
import type { Journal, PictureKey } from './ports/journal.ts';

const PAUSE_AFTER_ERROR_MS = 5_000;

/** Why nothing is begun for a while. */
export type PauseCause = 'busy' | 'unreachable';

/** Decides whose picture goes to Krea next, and never lets more than the limit be there at once. */
export interface Dispatch {
  /** Looks whether something can be begun now. */
  wake(): void;
  /** Begins nothing for so long: Krea takes nothing now. */
  pause(milliseconds: number, cause: PauseCause): void;
  pausedMs(): number;
  pauseCause(): PauseCause;
  /** Passes a waiting picture over until then: only its own matter keeps it from being begun. `isTrouble` when that went wrong before. */
  hold(key: PictureKey, until: Promise<void>, isTrouble: boolean): void;
  /** Whether trouble of its own keeps the picture from being begun. */
  isInTrouble(key: PictureKey): boolean;
  /** Counts a picture that is at Krea already, found after a restart. */
  occupy(work: () => Promise<void>): Promise<void>;
  /** Waiting pictures in the order in which their turn will come. */
  order(): Promise<Waiting[]>;
}

export interface DispatchDeps {
  journal: Pick<Journal, 'waiting'>;
  background: Background;
  clock: Clock;
  maxInFlight: number;
  /** Takes one waiting picture to Krea; resolves when its place is free again. */
  begin(item: Waiting): Promise<void>;
}

/** The fair queue: servers take turns, within a server its members do. The queue itself is in the journal. */
export function createDispatch({ journal, background, clock, maxInFlight, begin }: DispatchDeps): Dispatch {
  const turns = new Map<string, number>();
  const begun = new Set<string>();
  /** By name, whether it is in trouble. */
  const held = new Map<string, boolean>();
  let [inFlight, turn, pausedUntil] = [0, 0, 0];
  let pauseCause: PauseCause = 'busy';
  let pumping = false;
  let wokenMeanwhile = false;

  const order = async (): Promise<Waiting[]> => {
    const waiting = await journal.waiting();
    return fairOrder(waiting.filter((item) => !begun.has(nameOf(item)) && !held.has(nameOf(item))), turns);
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

  function launch(item: Waiting): void {
    begun.add(nameOf(item));
    noteTurn(turns, item, (turn += 1));
    background.start('take a picture to Krea', async () => {
      await occupy(async () => {
        try {
          await begin(item);
        } catch (error) {
          // Without a pause a picture that cannot be begun would be tried again at once, for ever.
          hold(item, clock.sleep(PAUSE_AFTER_ERROR_MS, background.stopping), false);
          throw error;
        } finally {
          begun.delete(nameOf(item));
        }
      });
    });
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
    const next = await order();
    // Counted only now: a picture found again may have taken a place meanwhile.
    for (const item of next.slice(0, Math.max(0, maxInFlight - inFlight))) launch(item);
  }

  async function waitForPause(): Promise<void> {
    while (pausedMs() > 0 && !background.stopping.aborted) await clock.sleep(pausedMs(), background.stopping);
  }

  function pausedMs(): number {
    return Math.max(0, pausedUntil - clock.monotonic());
  }

  function hold(key: PictureKey, until: Promise<void>, isTrouble: boolean): void {
    held.set(nameOf(key), isTrouble);
    background.start('wait with a picture', async () => {
      try {
        await until;
      } finally {
        held.delete(nameOf(key));
        wake();
      }
    });
  }

  function wake(): void {
    if (pumping) wokenMeanwhile = true;
    else background.start('look at the queue', pump);
  }

  return {
    wake,
    occupy,
    order,
    hold,
    isInTrouble: (key) => held.get(nameOf(key)) ?? false,
    pausedMs,
    pauseCause: () => pauseCause,
    pause(milliseconds, cause) {
      pausedUntil = Math.max(pausedUntil, clock.monotonic() + milliseconds);
      pauseCause = cause;
    },
  };
}

import type { PictureLoader } from './load-pictures.ts';
import type { Clock } from './ports/clock.ts';
import type { Journal } from './ports/journal.ts';

/** Krea does not say how long its links live; one that was dead for so long is not asked for at every start. */
const TRIED_FOR_MS = 30 * 24 * 60 * 60_000;

export interface CopyMissingDeps {
  journal: Pick<Journal, 'uncopied'>;
  loader: PictureLoader;
  clock: Pick<Clock, 'now'>;
  stopping: AbortSignal;
}

/** Builds the storing of what was shown but, by a crash or a full disk, not stored: one after the other, nobody waits for it. */
export function createCopyMissing({ journal, loader, clock, stopping }: CopyMissingDeps): () => Promise<void> {
  return async () => {
    for (const picture of await journal.uncopied(clock.now() - TRIED_FOR_MS)) {
      if (stopping.aborted) return;
      const { shown } = await loader.load([picture]);
      await shown();
    }
  };
}

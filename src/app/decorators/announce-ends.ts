import type { PictureState } from '../../core/picture/generation.ts';
import type { Decisions } from '../../ports/store/decisions.ts';
import type { Journal } from '../../ports/store/journal.ts';

const TELLING = new Set<PictureState>(['finished', 'failed', 'cancelled', 'uncertain']);

/** Calls with a generation's id whenever one of its pictures ended or became uncertain. */
export function announceEnds(
  { journal, decisions }: { journal: Journal; decisions: Decisions },
  tell: (generationId: string) => void,
): { journal: Journal; decisions: Decisions } {
  return {
    journal: {
      ...journal,
      async move(key, from, to, now, patch) {
        const moved = await journal.move(key, from, to, now, patch);
        if (moved !== undefined && (TELLING.has(to) || from === 'uncertain')) tell(key.generationId);
        return moved;
      },
    },
    decisions: {
      ...decisions,
      async decide(decision, now) {
        const decided = await decisions.decide(decision, now);
        if (decided !== undefined) tell(decision.generationId);
        return decided;
      },
    },
  };
}

import type { Refused } from '../core/refusal.ts';
import type { Journal } from './ports/journal.ts';
import { isModerator, isOwn, pressObstacle } from './visitor.ts';
import type { Visitor } from './visitor.ts';

export interface Remove {
  /** Whether the visitor may delete the result's message, and whose it is; `isPrivate` when it was made for them alone. */
  check(visitor: Visitor, generationId: string): Promise<{ allowed: true; isOwn: boolean; userId: string; isPrivate: boolean } | Refused>;
  /** Notes that the message is gone. The ledger keeps its entries, and the requester can still bring it back. */
  note(visitor: Visitor, generationId: string): Promise<void>;
}

/** Builds the Delete button: for the requester, and for those who may manage messages. */
export function createRemove({ journal }: { journal: Journal }): Remove {
  return {
    async check(visitor, generationId) {
      const generation = await journal.find(generationId);
      if (generation === undefined) return { refused: { kind: 'unknown-generation' } };
      const obstacle = pressObstacle(visitor, generation);
      if (obstacle !== undefined) return { refused: obstacle };
      const own = isOwn(visitor, generation);
      if (!own && !isModerator(visitor)) return { refused: { kind: 'not-yours', action: 'delete' } };
      return { allowed: true, isOwn: own, userId: generation.userId, isPrivate: generation.isPrivate };
    },
    async note(visitor, generationId) {
      await journal.noteRemoved(generationId, visitor.userId);
    },
  };
}

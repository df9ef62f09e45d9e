import type { Refused } from '../../core/picture/refusal.ts';
import { isModerator, isOwn, pressObstacle } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Journal } from '../../ports/store/journal.ts';

export interface Remove {
  /**
   * Whether the visitor may delete the message, and whose picture it shows; `isCopy` when the message was not delivered
   * to the requester but shown again later: with it nothing else is gone.
   */
  check(
    visitor: Visitor,
    generationId: string,
    messageId: string | null,
  ): Promise<{ allowed: true; isOwn: boolean; userId: string; isCopy: boolean } | Refused>;
  /** Notes that the message is gone. The ledger keeps its entries, and the requester can still bring it back. */
  note(visitor: Visitor, generationId: string): Promise<void>;
}

/** Builds the Delete button: for the requester, and for members with Manage Messages. */
export function createRemove({ journal }: { journal: Journal }): Remove {
  return {
    async check(visitor, generationId, messageId) {
      const generation = await journal.find(generationId);
      if (generation === undefined) return { refused: { kind: 'unknown-generation' } };
      const obstacle = pressObstacle(visitor, generation);
      if (obstacle !== undefined) return { refused: obstacle };
      const own = isOwn(visitor, generation);
      if (!own && !isModerator(visitor)) return { refused: { kind: 'not-yours', action: 'delete' } };
      const delivered = (await journal.deliveries(generationId)).map((delivery) => delivery.messageId);
      const isCopy = messageId !== null && messageId !== generation.reply.messageId && !delivered.includes(messageId);
      return { allowed: true, isOwn: own, userId: generation.userId, isCopy };
    },
    async note(visitor, generationId) {
      await journal.noteRemoved(generationId, visitor.userId);
    },
  };
}

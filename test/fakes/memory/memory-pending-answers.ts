import type { PendingAnswer, PendingAnswers } from '../../../src/ports/store/pending-answers.ts';

/** Whom the bot owes an answer, in memory. */
export function createMemoryPendingAnswers(): PendingAnswers {
  const pending = new Map<string, PendingAnswer>();
  return {
    async note(one) {
      if (!pending.has(one.interactionId)) pending.set(one.interactionId, { ...one });
    },
    async forget(interactionId) {
      pending.delete(interactionId);
    },
    all: async () => [...pending.values()].toSorted((a, b) => (a.interactionId < b.interactionId ? -1 : 1)),
  };
}

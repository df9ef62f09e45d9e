import { endByVerdict, OPERATOR } from '../../../src/core/picture/decision.ts';
import type { Picture } from '../../../src/core/picture/generation.ts';
import type { Decisions } from '../../../src/ports/store/decisions.ts';
import { createMemoryMove } from './memory-move.ts';
import type { Memory } from './memory.ts';

/** Decisions of people in memory. */
export function createMemoryDecisions(memory: Memory): Decisions {
  const move = createMemoryMove(memory);
  const blind: Picture[] = [];
  return {
    async undecided(guildId, limit) {
      const mine = [...memory.generations.values()].filter(
        ({ wallet }) => wallet.scope === 'guild' && wallet.id === guildId,
      );
      const found = mine.flatMap(({ userId, place, price, createdAt, request, pictures }) =>
        pictures
          .filter(({ state }) => state === 'uncertain')
          .map((picture) => ({ picture, generation: { userId, place, price, createdAt, variant: request.variant } })),
      );
      const byAge = found.toSorted(
        (a, b) =>
          a.generation.createdAt - b.generation.createdAt || (a.picture.generationId < b.picture.generationId ? -1 : 1),
      );
      return structuredClone(byAge.slice(0, limit));
    },
    async decide({ verdict, actor, reason, generationId, index }, now) {
      const { to, failure } = endByVerdict(verdict);
      const generation = memory.generations.get(generationId);
      const kept = generation?.pictures.find((one) => one.index === index);
      if (generation === undefined || kept?.state !== 'uncertain') return undefined;
      if (generation.wallet.scope !== 'guild' && actor.userId !== OPERATOR)
        throw new Error('What a person pays for is decided by the operator alone');
      const picture = await move({ generationId, index }, 'uncertain', to, now, { failure });
      memory.audit.push({
        guildId: generation.wallet.id,
        interactionId: actor.interactionId,
        at: now,
        actorId: actor.userId,
        action: 'resolve',
        targetId: `${generationId}.${index}`,
        before: { state: 'uncertain' },
        after: { verdict, amount: generation.price.each },
        reason,
      });
      if (kept.remoteId === null && kept.submittingAt !== null) blind.push(kept);
      return picture;
    },
    async decidedBlind(since) {
      const found = blind.filter(({ submittingAt }) => (submittingAt ?? 0) >= since);
      return structuredClone(found.toSorted((a, b) => (a.submittingAt ?? 0) - (b.submittingAt ?? 0)));
    },
  };
}

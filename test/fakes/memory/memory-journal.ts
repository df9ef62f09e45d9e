import { isPending } from '../../../src/core/picture/generation.ts';
import type { Generation, Picture } from '../../../src/core/picture/generation.ts';
import type { Journal } from '../../../src/ports/store/journal.ts';
import { useBlob } from './memory-blobs.ts';
import { createMemoryDeliveries } from './memory-deliveries.ts';
import { createMemoryMove } from './memory-move.ts';
import { createMemoryOpenApproved } from './memory-open-approved.ts';
import { createMemoryForesee, createMemoryOpen } from './memory-open.ts';
import { isUntold } from './memory.ts';
import type { KeptGeneration, Memory } from './memory.ts';

/** The journal in memory. */
export function createMemoryJournal(memory: Memory): Journal {
  const byAge = (): KeptGeneration[] =>
    [...memory.generations.values()].toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const pictures = (): Picture[] => byAge().flatMap((generation) => generation.pictures);

  return {
    ...createMemoryDeliveries(memory),
    open: createMemoryOpen(memory),
    foresee: createMemoryForesee(memory),
    openApproved: createMemoryOpenApproved(memory),
    move: createMemoryMove(memory),
    async find(generationId) {
      const found = memory.generations.get(generationId);
      return found === undefined ? undefined : structuredClone<Generation>(found);
    },
    async findByRemoteId(remoteId) {
      const found = pictures().find((picture) => picture.remoteId === remoteId);
      return found === undefined ? undefined : { ...found };
    },
    async recent(userId, guildId, limit) {
      const mine = byAge()
        .filter((generation) => generation.userId === userId)
        .filter(({ wallet, place }) => (guildId === null ? wallet.scope === 'direct' : place.guildId === guildId));
      return structuredClone<Generation[]>(mine.toReversed().slice(0, limit));
    },
    async uncopied(since) {
      return structuredClone(pictures())
        .filter(({ state, hash, url }) => (state === 'kept' || state === 'delivered') && hash === null && url !== null)
        .filter(({ finishedAt }) => finishedAt !== null && finishedAt >= since)
        .toSorted((a, b) => (a.finishedAt ?? 0) - (b.finishedAt ?? 0) || (a.generationId < b.generationId ? -1 : 1));
    },
    async noteHash({ generationId, index }, hash) {
      const picture = memory.generations.get(generationId)?.pictures.find((candidate) => candidate.index === index);
      if (picture === undefined) return;
      picture.hash = hash;
      useBlob(memory, hash, picture.finishedAt ?? memory.generations.get(generationId)?.createdAt ?? 0);
    },
    async noteRemoved(generationId, userId) {
      const generation = memory.generations.get(generationId);
      if (generation !== undefined) generation.removedBy ??= userId;
    },
    async waiting() {
      return byAge().flatMap(({ id, wallet, userId, createdAt, pictures }) =>
        pictures
          .filter(({ state }) => state === 'queued')
          .map(({ index }) => ({ generationId: id, index, payerId: wallet.id, userId, arrivedAt: createdAt })),
      );
    },
    async inStates(states) {
      return structuredClone(pictures().filter(({ state }) => states.includes(state)));
    },
    async knownRemoteIds(remoteIds) {
      const known = new Set(pictures().map(({ remoteId }) => remoteId));
      return new Set(remoteIds.filter((remoteId) => known.has(remoteId)));
    },
    async untold() {
      return [...memory.generations.values()]
        .filter(({ pictures }) => !pictures.some(({ state }) => isPending(state)))
        .filter(({ pictures }) => pictures.some(isUntold))
        .map(({ id }) => id)
        .toSorted();
    },
  };
}

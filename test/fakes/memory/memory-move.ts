import { moneyEffect } from '../../../src/core/picture/generation.ts';
import type { Journal } from '../../../src/ports/store/journal.ts';
import type { Memory } from './memory.ts';

/** Moves pictures in memory, with the change's effect on the money. */
export function createMemoryMove(memory: Memory): Journal['move'] {
  return async ({ generationId, index }, from, to, now, patch = {}) => {
    const effect = moneyEffect(from, to);
    if (effect === undefined) throw new Error(`A picture never goes from ${from} to ${to}`);
    const picture = memory.generations.get(generationId)?.pictures.find((candidate) => candidate.index === index);
    if (picture === undefined || picture.state !== from) return undefined;
    if (patch.remoteId !== undefined) requireFree(memory, patch.remoteId, { generationId, index });
    picture.state = to;
    if (to === 'queued') Object.assign(picture, { submittingAt: null, submitFrom: null, submitTo: null });
    if (to === 'submitting') picture.submittingAt = now;
    if (to === 'running') picture.runningAt = now;
    if (to === 'finished') picture.finishedAt = now;
    if (patch.remoteId !== undefined) picture.remoteId = patch.remoteId;
    if (patch.url !== undefined) picture.url = patch.url;
    if (patch.failure !== undefined) picture.failure = patch.failure;
    if (patch.submitFrom !== undefined) picture.submitFrom = patch.submitFrom;
    if (patch.submitTo !== undefined) picture.submitTo = patch.submitTo;
    if (effect !== 'none') {
      const hold = memory.entries.find((entry) => entry.generationId === generationId && entry.index === index);
      if (hold === undefined) throw new Error('A picture has a hold');
      memory.entries.push({ ...hold, kind: effect, at: now });
    }
    return { ...picture };
  };
}

/** A remote job belongs to one picture. */
function requireFree(memory: Memory, remoteId: string, key: { generationId: string; index: number }): void {
  const others = [...memory.generations.values()]
    .flatMap(({ pictures }) => pictures)
    .filter((picture) => picture.generationId !== key.generationId || picture.index !== key.index);
  if (others.some((picture) => picture.remoteId === remoteId))
    throw new Error('The remote id belongs to another picture');
}

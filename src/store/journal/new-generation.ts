import { queuedPicture } from '../../core/picture/generation.ts';
import type { Generation } from '../../core/picture/generation.ts';
import type { NewGeneration } from '../../ports/store/journal.ts';

/** The generation as it is right after opening: all pictures queued. Throws when it has none. */
export function newGeneration({ seeds, ...generation }: NewGeneration): Generation {
  if (seeds.length === 0) throw new RangeError('A generation has at least one picture');
  const pictures = seeds.map((seed, offset) => queuedPicture(generation.id, offset + 1, seed));
  return { ...generation, removedBy: null, pictures };
}

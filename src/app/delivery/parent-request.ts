import { requestOf } from '../../core/picture/generation.ts';
import type { Generation } from '../../core/picture/generation.ts';
import type { PictureRequest } from '../../core/picture/request.ts';
import type { Journal } from '../../ports/store/journal.ts';
import { ifReadable } from '../decorators/if-readable.ts';

/** The request of the picture that a reroll, variation or remix came from, so that the result can say what changed. */
export async function requestOfParent(
  journal: Pick<Journal, 'find'>,
  { parent }: Generation,
): Promise<PictureRequest | undefined> {
  if (parent === null) return undefined;
  const generation = await ifReadable(journal.find(parent.generationId));
  const picture = generation?.pictures.find(({ index }) => index === parent.index);
  return generation === undefined || picture === undefined ? undefined : requestOf(generation, picture);
}

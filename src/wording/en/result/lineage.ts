import type { Generation, Verb } from '../../../core/picture/generation.ts';
import type { PictureRequest } from '../../../core/picture/request.ts';
import { describeDifferences } from './settings.ts';

const VERB_WORDS: Record<Exclude<Verb, 'create'>, string> = {
  reroll: 'Reroll',
  'reroll-with': 'Reroll',
  vary: 'Variation',
  remix: 'Remix',
};

/** Where a generation comes from: "Reroll of picture 2 of `123…`: creativity high"; undefined without a parent. */
export function describeLineage(
  { verb, parent, request, pictures }: Pick<Generation, 'verb' | 'parent' | 'request' | 'pictures'>,
  parentRequest?: PictureRequest,
): string | undefined {
  if (verb === 'create' || parent === null) return undefined;
  // Several pictures at once come only from the buttons for all of a batch; `parent` then names its first.
  const isWhole = pictures.length > 1;
  const source = isWhole ? `all ${pictures.length} pictures` : `picture ${parent.index}`;
  const origin = `${VERB_WORDS[verb]} of ${source} of \`${parent.generationId}\``;
  const changes = verb === 'vary' ? [isWhole ? 'new seeds' : 'new seed'] : changesOf(verb, request, parentRequest);
  return changes.length === 0 ? origin : `${origin}: ${changes.join(', ')}`;
}

function changesOf(verb: Verb, request: PictureRequest, parentRequest: PictureRequest | undefined): string[] {
  if (parentRequest !== undefined) return describeDifferences(parentRequest, request);
  return verb === 'reroll-with' ? ['one thing changed'] : [];
}

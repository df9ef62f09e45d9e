import type { Generation, Verb } from '../../core/generation.ts';
import type { PictureRequest } from '../../core/request.ts';
import { describeDifferences } from './settings.ts';

const VERB_WORDS: Record<Exclude<Verb, 'create'>, string> = {
  reroll: 'Reroll',
  'reroll-with': 'Reroll',
  vary: 'Variation',
  remix: 'Remix',
};

/** Where a generation comes from: "Reroll of picture 2 of `123…`: creativity high"; undefined when it is nobody's child. */
export function describeLineage(
  { verb, parent, request }: Pick<Generation, 'verb' | 'parent' | 'request'>,
  parentRequest?: PictureRequest,
): string | undefined {
  if (verb === 'create' || parent === null) return undefined;
  const origin = `${VERB_WORDS[verb]} of picture ${parent.index} of \`${parent.generationId}\``;
  const changes = changesOf(verb, request, parentRequest);
  return changes.length === 0 ? origin : `${origin}: ${changes.join(', ')}`;
}

function changesOf(verb: Verb, request: PictureRequest, parentRequest: PictureRequest | undefined): string[] {
  if (verb === 'vary') return ['new seed'];
  if (parentRequest !== undefined) return describeDifferences(parentRequest, request);
  return verb === 'reroll-with' ? ['one thing changed'] : [];
}

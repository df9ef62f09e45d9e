import type { Generation } from '../../../core/picture/generation.ts';
import type { TrainedStyle } from '../../../ports/image-api.ts';
import { cleanText, cutText } from '../../format/safe-text.ts';

const MAX_NAME = 100;

/** A suggestion while a member types: the text shown, and the value sent when it is chosen. */
export interface Suggestion {
  name: string;
  value: string;
}

/** One generation in a list of suggestions: its day and the beginning of its prompt. */
export function suggestionFor({ id, createdAt, request }: Generation): Suggestion {
  const day = new Date(createdAt).toISOString().slice(0, 10);
  return { name: cutText(`${day} · ${cleanText(request.prompt).replaceAll(/\s+/g, ' ')}`, MAX_NAME), value: id };
}

/**
 * A trained style in a list of suggestions. Its name comes from Krea: one that Discord refuses would lose the whole
 * list.
 */
export function styleSuggestion({ id, title }: TrainedStyle): Suggestion {
  const name = cutText(cleanText(title), MAX_NAME);
  return { name: name === '' ? id : name, value: id };
}

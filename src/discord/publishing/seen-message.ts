import { z } from 'zod';

import type { CardKey } from '../../ports/store/cards.ts';
import { cardOf, isOnResult } from '../render/control.ts';
import { parseControl } from '../render/custom-id.ts';
import { namedPictures } from '../render/result/files.ts';

/** As much of a message in Discord's answers as we use. */
export const seenMessageSchema = z.object({
  id: z.string(),
  channel_id: z.string(),
  author: z.object({ id: z.string() }).optional(),
  application_id: z.string().nullish(),
  /** What the message answers; only answers to commands and presses have it. */
  interaction_metadata: z.unknown().optional(),
  components: z.unknown().optional(),
  attachments: z.unknown().optional(),
});

export type SeenMessage = z.infer<typeof seenMessageSchema>;

/** Every custom id among a message's components, however deeply nested. */
export function customIdsIn(components: unknown): string[] {
  if (Array.isArray(components)) return components.flatMap((component: unknown) => customIdsIn(component));
  if (typeof components !== 'object' || components === null) return [];
  return Object.entries(components).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'custom_id') return typeof value === 'string' ? [value] : [];
    return customIdsIn(value);
  });
}

/**
 * Whether the message is a generation's result: it has a control of it other than `Cancel`, which only waiting has,
 * and the controls of cards, which name the request that they are about.
 */
export function showsResult(message: SeenMessage, generationId: string): boolean {
  return customIdsIn(message.components)
    .map((customId) => parseControl(customId))
    .some((control) => control?.subjectId === generationId && isOnResult(control));
}

/** Which pictures of the generation the message holds; undefined when its files do not say. */
export function picturesIn({ attachments, components }: SeenMessage, generationId: string): number[] | undefined {
  const named = namedPictures(JSON.stringify([attachments, components]), generationId);
  const hasFiles = (Array.isArray(attachments) && attachments.length > 0) || holdsMedia(components);
  return named.length === 0 && hasFiles ? undefined : named;
}

/** Galleries and thumbnails hold `media`, a file of any kind stands under `file`. */
function holdsMedia(components: unknown): boolean {
  if (Array.isArray(components)) return components.some((component: unknown) => holdsMedia(component));
  if (typeof components !== 'object' || components === null) return false;
  return Object.entries(components).some(
    ([key, value]: [string, unknown]) => key === 'media' || key === 'file' || holdsMedia(value),
  );
}

/** Whether the message is that card: it has a control of its kind for its request. */
export function showsCard(message: SeenMessage, { kind, id }: CardKey): boolean {
  return customIdsIn(message.components)
    .map((customId) => parseControl(customId))
    .some((control) => control?.subjectId === id && cardOf(control) === kind);
}

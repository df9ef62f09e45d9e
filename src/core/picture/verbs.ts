import { z } from 'zod';

import { CREATIVITIES, SLIDER_LIMIT, SLIDERS, VARIANTS } from './request.ts';
import type { PictureRequest } from './request.ts';

/** One thing that "Reroll with…" changes; the seed and everything else stay. */
const changeSchema = z.union([
  z.strictObject({ setting: z.literal('variant'), value: z.enum(VARIANTS) }),
  z.strictObject({ setting: z.literal('creativity'), value: z.enum(CREATIVITIES) }),
  z.strictObject({ setting: z.enum(SLIDERS), value: z.coerce.number().int().min(-SLIDER_LIMIT).max(SLIDER_LIMIT) }),
]);

export type Change = z.infer<typeof changeSchema>;

const SLIDER_STEP = 40;

/** Everything "Reroll with…" can offer for a request: each change makes a difference. */
export function changesFor(request: PictureRequest): Change[] {
  return [
    ...VARIANTS.filter((value) => value !== request.variant).map((value) => ({ setting: 'variant' as const, value })),
    ...CREATIVITIES.filter((value) => value !== request.creativity).map((value) => ({
      setting: 'creativity' as const,
      value,
    })),
    ...SLIDERS.flatMap((setting) =>
      [request[setting] + SLIDER_STEP, request[setting] - SLIDER_STEP]
        .map((value) => Math.max(-SLIDER_LIMIT, Math.min(SLIDER_LIMIT, value)))
        .filter((value) => value !== request[setting])
        .map((value) => ({ setting, value })),
    ),
  ];
}

/** Reroll: the same picture again, seed included. */
export function reroll(request: PictureRequest): PictureRequest {
  return request;
}

/** Reroll with one thing changed; the seed stays. */
export function rerollWith(request: PictureRequest, change: Change): PictureRequest {
  return { ...request, [change.setting]: change.value };
}

/** Vary: everything equal but the seed. */
export function vary(request: PictureRequest, newSeed: number): PictureRequest {
  return { ...request, seed: newSeed };
}

/** What the Remix form can change; an emptied seed asks for a new one. */
export type RemixEdits = Pick<PictureRequest, 'prompt' | 'variant' | 'aspectRatio' | 'creativity'> & {
  seed: number | null;
};

/** Remix: the member's edits over the request; everything the form does not hold stays. */
export function remix(request: PictureRequest, edits: RemixEdits, newSeed: number): PictureRequest {
  return { ...request, ...edits, seed: edits.seed ?? newSeed };
}

/** Writes a change as a select's value, such as `variant=large` or `intensity=-40`. */
export function encodeChange(change: Change): string {
  return `${change.setting}=${change.value}`;
}

/** Reads a select's value back; undefined for anything we would not have written. */
export function parseChange(text: string): Change | undefined {
  const [setting, value] = text.split('=', 2);
  const change = changeSchema.safeParse({ setting, value }).data;
  return change !== undefined && encodeChange(change) === text ? change : undefined;
}

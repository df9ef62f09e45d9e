import { z } from 'zod';

import type { PlainOptionRule } from './option-rule.ts';
import { hasVisibleText } from './visible-text.ts';

export const VARIANTS = ['medium', 'large', 'medium-turbo'] as const;
export const ASPECT_RATIOS = ['1:1', '4:3', '3:2', '16:9', '2.35:1', '4:5', '3:4', '2:3', '9:16'] as const;
export const RESOLUTIONS = ['1K'] as const;
export const CREATIVITIES = ['raw', 'low', 'medium', 'high'] as const;
export const SLIDERS = ['intensity', 'complexity', 'movement'] as const;

export const MAX_PROMPT_CHARACTERS = 4000;
export const MAX_SEED = 2_147_483_647;
export const MAX_COUNT = 4;
export const MAX_REFERENCES = 4;
export const SLIDER_LIMIT = 100;
export const STYLE_STRENGTH = { min: -2, max: 2, default: 1 } as const;

/** Bounds of the two strengths on which Krea's documents disagree. */
export interface StrengthRanges {
  reference: { min: number; max: number; default: number };
  moodboard: { min: number; max: number; default: number };
}

/** What Krea's request schema accepts: safe everywhere, the default. */
export const SCHEMA_STRENGTHS: StrengthRanges = {
  reference: { min: 0, max: 1, default: 0.6 },
  moodboard: { min: 0, max: 1, default: 0.35 },
};

/** What Krea's guides promise: wider, and refused by servers that validate with the schema. */
export const GUIDE_STRENGTHS: StrengthRanges = {
  reference: { min: -2, max: 2, default: 0.6 },
  moodboard: { min: -0.5, max: 1.5, default: 0.35 },
};

/** A prompt as it is on record: 1 to 4,000 characters (code points, as a person counts them), kept word for word. */
export const recordedPromptSchema = z
  .string()
  .transform((prompt) => prompt.toWellFormed().trim())
  .refine((prompt) => prompt.length > 0, 'prompt-empty' satisfies PlainOptionRule)
  .refine((prompt) => Array.from(prompt).length <= MAX_PROMPT_CHARACTERS, 'prompt-too-long' satisfies PlainOptionRule);

/** A prompt as it is typed: without a visible character it is a mistake that would cost money. */
export const promptSchema = recordedPromptSchema.refine(hasVisibleText, 'prompt-invisible' satisfies PlainOptionRule);

export const seedSchema = z.int().min(0).max(MAX_SEED);
const sliderSchema = z.int().min(-SLIDER_LIMIT).max(SLIDER_LIMIT);

/** A style reference: the SHA-256 of its stored bytes, so that it outlives every link to it. */
const referenceSchema = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  strength: z.number().min(GUIDE_STRENGTHS.reference.min).max(GUIDE_STRENGTHS.reference.max),
});

/** Everything that decides what one picture looks like, as it is stored and as rerolls take it up again. */
export const pictureRequestSchema = z.strictObject({
  prompt: recordedPromptSchema,
  variant: z.enum(VARIANTS),
  aspectRatio: z.enum(ASPECT_RATIOS),
  resolution: z.enum(RESOLUTIONS),
  seed: seedSchema,
  creativity: z.enum(CREATIVITIES),
  intensity: sliderSchema,
  complexity: sliderSchema,
  movement: sliderSchema,
  references: z.array(referenceSchema).max(MAX_REFERENCES).readonly(),
  moodboard: z
    .strictObject({
      id: z.uuid(),
      strength: z.number().min(GUIDE_STRENGTHS.moodboard.min).max(GUIDE_STRENGTHS.moodboard.max),
    })
    .nullable(),
  style: z
    .strictObject({
      id: z.string().min(1).max(100),
      title: z.string().max(200),
      strength: z.number().min(STYLE_STRENGTH.min).max(STYLE_STRENGTH.max),
    })
    .nullable(),
});

export type PictureRequest = z.infer<typeof pictureRequestSchema>;
export type Variant = PictureRequest['variant'];
export type Creativity = PictureRequest['creativity'];
export type Slider = (typeof SLIDERS)[number];
export type ReferenceImage = PictureRequest['references'][number];

/** What a request holds when the member names nothing but a prompt; the seed is chosen per request. */
export const REQUEST_DEFAULTS = {
  variant: 'medium',
  aspectRatio: '1:1',
  resolution: '1K',
  creativity: 'medium',
  intensity: 0,
  complexity: 0,
  movement: 0,
  references: [],
  moodboard: null,
  style: null,
} as const satisfies Omit<PictureRequest, 'prompt' | 'seed'>;

const MOODBOARD_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** Finds the moodboard's id in a bare UUID or in a share link that holds one. */
export function parseMoodboard(text: string): string | undefined {
  return MOODBOARD_ID.exec(text)?.[0].toLowerCase();
}

/** The seed of each picture of a batch: seed, seed + 1, …, starting again at 0 beyond the largest seed. */
export function batchSeeds(seed: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (seed + index) % (MAX_SEED + 1));
}

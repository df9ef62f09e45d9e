import { z } from 'zod';

import {
  ASPECT_RATIOS,
  CREATIVITIES,
  recordedPromptSchema,
  RESOLUTIONS,
  seedSchema,
  SLIDER_LIMIT,
  STYLE_STRENGTH,
} from '../../core/picture/request.ts';
import type { StrengthRanges } from '../../core/picture/request.ts';
import type { Submission } from '../../ports/image-api.ts';

/** Krea takes no address longer than this. */
export const MAX_URL_CHARACTERS = 1024;

const slider = z.int().min(-SLIDER_LIMIT).max(SLIDER_LIMIT);
const strength = ({ min, max }: { min: number; max: number }) => z.number().min(min).max(max);

/** Everything we ever send to a generate route; Krea refuses a body with any other key. */
const bodySchema = (ranges: StrengthRanges) =>
  z.strictObject({
    prompt: recordedPromptSchema,
    aspect_ratio: z.enum(ASPECT_RATIOS),
    resolution: z.enum(RESOLUTIONS),
    seed: seedSchema,
    creativity: z.enum(CREATIVITIES),
    intensity: slider.optional(),
    complexity: slider.optional(),
    movement: slider.optional(),
    styles: z.array(z.strictObject({ id: z.string().min(1), strength: strength(STYLE_STRENGTH) })).optional(),
    image_style_references: z
      .array(z.strictObject({ url: z.url().max(MAX_URL_CHARACTERS), strength: strength(ranges.reference) }))
      .max(10)
      .optional(),
    moodboards: z
      .array(z.strictObject({ id: z.uuid(), strength: strength(ranges.moodboard) }))
      .max(1)
      .optional(),
  });

/** Building a schema takes a millisecond: one for each pair of ranges, of which a bot has one. */
const schemas = new WeakMap<StrengthRanges, ReturnType<typeof bodySchema>>();

function schemaFor(ranges: StrengthRanges): ReturnType<typeof bodySchema> {
  const schema = schemas.get(ranges) ?? bodySchema(ranges);
  schemas.set(ranges, schema);
  return schema;
}

export type RequestBody = z.infer<ReturnType<typeof bodySchema>>;

/**
 * Writes a request as Krea wants it. Creativity, the seed and every strength are always sent, because Krea's
 * documents disagree on the defaults. Strengths are clamped to the given ranges, since a stored request may be
 * older than they are. Undefined when Krea would refuse the body as malformed, which is a mistake of ours.
 */
export function toRequestBody(submission: Submission, ranges: StrengthRanges): RequestBody | undefined {
  const { request, referenceUrls } = submission;
  if (referenceUrls.length !== request.references.length) return undefined;
  const references = request.references.map((reference, index) => ({
    url: referenceUrls[index],
    strength: clamp(reference.strength, ranges.reference),
  }));
  const { moodboard, style } = request;
  const parsed = schemaFor(ranges).safeParse({
    prompt: request.prompt,
    aspect_ratio: request.aspectRatio,
    resolution: request.resolution,
    seed: request.seed,
    creativity: request.creativity,
    ...(request.intensity === 0 ? {} : { intensity: request.intensity }),
    ...(request.complexity === 0 ? {} : { complexity: request.complexity }),
    ...(request.movement === 0 ? {} : { movement: request.movement }),
    ...(references.length === 0 ? {} : { image_style_references: references }),
    ...(style === null ? {} : { styles: [{ id: style.id, strength: clamp(style.strength, STYLE_STRENGTH) }] }),
    ...(moodboard === null
      ? {}
      : { moodboards: [{ id: moodboard.id, strength: clamp(moodboard.strength, ranges.moodboard) }] }),
  });
  return parsed.success ? parsed.data : undefined;
}

function clamp(value: number, { min, max }: { min: number; max: number }): number {
  return Math.min(max, Math.max(min, value));
}

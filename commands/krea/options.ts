import { z } from 'zod';

import type { Attachment } from '../../src/app/creation/copy-references.ts';
import { brokenRule } from '../../src/core/picture/option-rule.ts';
import type { OptionRule } from '../../src/core/picture/option-rule.ts';
import type { Refused } from '../../src/core/picture/refusal.ts';
import {
  ASPECT_RATIOS,
  CREATIVITIES,
  MAX_COUNT,
  parseMoodboard,
  promptSchema,
  REQUEST_DEFAULTS,
  RESOLUTIONS,
  seedSchema,
  SLIDER_LIMIT,
  STYLE_STRENGTH,
  VARIANTS,
} from '../../src/core/picture/request.ts';
import type { PictureRequest, StrengthRanges } from '../../src/core/picture/request.ts';
import type { Options } from '../../src/discord/interactions/command-options.ts';

/** The options as the rest of the bot understands them; style and attachments still have to be looked up. */
export interface KreaOptions {
  settings: Omit<PictureRequest, 'seed' | 'references' | 'style'> & {
    seed: number | null;
    count: number;
    isPrivate: boolean;
    isSpoiler: boolean;
  };
  attachments: Attachment[];
  styleName: string | null;
  styleStrength: number;
}

/**
 * Makes the reader of `/krea`'s options, with every range checked again: what Discord enforces, a forged command
 * does not. The schema is built once: building it takes two milliseconds, and an interaction waits for its answer.
 */
export function createKreaOptionsReader(strengths: StrengthRanges): (options: Options) => KreaOptions | Refused {
  const schema = schemaFor(strengths);
  return (options) => {
    const parsed = schema.safeParse(options.values);
    return parsed.success ? readValues(parsed.data, options, strengths) : invalid(parsed.error);
  };
}

function readValues(
  values: z.output<ReturnType<typeof schemaFor>>,
  options: Options,
  strengths: StrengthRanges,
): KreaOptions | Refused {
  const moodboardId = values.moodboard === undefined ? undefined : parseMoodboard(values.moodboard);
  if (values.moodboard !== undefined && moodboardId === undefined) {
    return refuse('moodboard', { kind: 'moodboard-unreadable' });
  }
  if (values.moodboard_strength !== undefined && moodboardId === undefined) {
    return refuse('moodboard_strength', { kind: 'moodboard-missing' });
  }
  if (values.style_strength !== undefined && values.style === undefined) {
    return refuse('style_strength', { kind: 'style-missing' });
  }
  const given = [
    values.reference1_strength,
    values.reference2_strength,
    values.reference3_strength,
    values.reference4_strength,
  ];
  const places = given.map((strength, offset) => ({ name: `reference${offset + 1}`, strength }));
  const orphan = places.find(({ name, strength }) => strength !== undefined && !options.files.has(name));
  if (orphan !== undefined) return refuse(`${orphan.name}_strength`, { kind: 'reference-missing' });
  const attachments = places.flatMap(({ name, strength = strengths.reference.default }): Attachment[] => {
    const file = options.files.get(name);
    return file === undefined ? [] : [{ ...file, strength }];
  });
  return {
    settings: {
      prompt: values.prompt,
      variant: values.variant,
      aspectRatio: values.aspect_ratio,
      resolution: values.resolution,
      seed: values.seed,
      creativity: values.creativity,
      intensity: values.intensity,
      complexity: values.complexity,
      movement: values.movement,
      moodboard:
        moodboardId === undefined
          ? null
          : { id: moodboardId, strength: values.moodboard_strength ?? strengths.moodboard.default },
      count: values.count,
      isPrivate: values.private,
      isSpoiler: values.spoiler,
    },
    attachments,
    styleName: values.style ?? null,
    styleStrength: values.style_strength ?? STYLE_STRENGTH.default,
  };
}

const slider = z.int().min(-SLIDER_LIMIT).max(SLIDER_LIMIT).default(0);

function schemaFor({ reference, moodboard }: StrengthRanges) {
  const referenceStrength = z.number().min(reference.min).max(reference.max).optional();
  return z.strictObject({
    prompt: promptSchema,
    variant: z.enum(VARIANTS).default(REQUEST_DEFAULTS.variant),
    aspect_ratio: z.enum(ASPECT_RATIOS).default(REQUEST_DEFAULTS.aspectRatio),
    resolution: z.enum(RESOLUTIONS).default(REQUEST_DEFAULTS.resolution),
    seed: seedSchema.nullable().default(null),
    creativity: z.enum(CREATIVITIES).default(REQUEST_DEFAULTS.creativity),
    reference1_strength: referenceStrength,
    reference2_strength: referenceStrength,
    reference3_strength: referenceStrength,
    reference4_strength: referenceStrength,
    moodboard: z.string().max(500).optional(),
    moodboard_strength: z.number().min(moodboard.min).max(moodboard.max).optional(),
    style: z.string().trim().min(1).max(200).optional(),
    style_strength: z.number().min(STYLE_STRENGTH.min).max(STYLE_STRENGTH.max).optional(),
    intensity: slider,
    complexity: slider,
    movement: slider,
    count: z.int().min(1).max(MAX_COUNT).default(1),
    private: z.boolean().default(false),
    spoiler: z.boolean().default(false),
  });
}

function invalid(error: z.ZodError): Refused {
  const [issue] = error.issues;
  const option = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue?.path[0] ?? 'option');
  return refuse(option, brokenRule(issue));
}

function refuse(option: string, rule: OptionRule): Refused {
  return { refused: { kind: 'invalid-option', option, rule } };
}

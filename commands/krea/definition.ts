import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import type { APIApplicationCommandBasicOption, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';

import { formatUsd } from '../../src/core/money/money.ts';
import { PRICE_TABLE } from '../../src/core/picture/price.ts';
import {
  ASPECT_RATIOS,
  CREATIVITIES,
  MAX_COUNT,
  MAX_PROMPT_CHARACTERS,
  MAX_REFERENCES,
  MAX_SEED,
  REQUEST_DEFAULTS,
  RESOLUTIONS,
  SLIDER_LIMIT,
  SLIDERS,
  STYLE_STRENGTH,
  VARIANTS,
} from '../../src/core/picture/request.ts';
import type { StrengthRanges } from '../../src/core/picture/request.ts';
import { wording } from '../../src/wording/wording.ts';

const {
  String: text,
  Integer: integer,
  Number: number,
  Boolean: yesOrNo,
  Attachment: attachment,
} = ApplicationCommandOptionType;

const words = wording.commands.krea;

interface Range {
  min: number;
  max: number;
  default: number;
}

function strength(name: string, { min, max }: Range, description: string): APIApplicationCommandBasicOption {
  return { type: number, name, description, min_value: min, max_value: max };
}

function references(range: Range): APIApplicationCommandBasicOption[] {
  return Array.from({ length: MAX_REFERENCES }, (_, offset) => offset + 1).flatMap((place) => [
    { type: attachment, name: `reference${place}`, description: words.reference(place) },
    strength(`reference${place}_strength`, range, words.referenceStrength(place, range)),
  ]);
}

/** What Discord is told about `/krea`: every parameter of Krea 2, with the ranges and choices that it can enforce. */
export function kreaDefinition(strengths: StrengthRanges): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: 'krea',
    description: words.description,
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
    options: [
      {
        type: text,
        name: 'prompt',
        description: words.prompt,
        required: true,
        min_length: 1,
        max_length: MAX_PROMPT_CHARACTERS,
      },
      {
        type: text,
        name: 'variant',
        description: words.variant(REQUEST_DEFAULTS.variant),
        choices: VARIANTS.map((value) => ({
          name: words.variantChoice(value, dollars(PRICE_TABLE.prices[value]?.text)),
          value,
        })),
      },
      { type: text, name: 'aspect_ratio', description: words.aspectRatio, choices: same(ASPECT_RATIOS) },
      { type: text, name: 'resolution', description: words.resolution, choices: same(RESOLUTIONS) },
      {
        type: integer,
        name: 'seed',
        description: words.seed,
        min_value: 0,
        max_value: MAX_SEED,
      },
      {
        type: text,
        name: 'creativity',
        description: words.creativity,
        choices: CREATIVITIES.map((value) => ({ name: words.creativities[value], value })),
      },
      ...references(strengths.reference),
      {
        type: text,
        name: 'moodboard',
        description: words.moodboard,
        max_length: 500,
      },
      strength('moodboard_strength', strengths.moodboard, words.moodboardStrength(strengths.moodboard)),
      { type: text, name: 'style', description: words.style, autocomplete: true, max_length: 200 },
      strength('style_strength', STYLE_STRENGTH, words.styleStrength(STYLE_STRENGTH)),
      ...SLIDERS.map((name): APIApplicationCommandBasicOption => ({
        type: integer,
        name,
        description: words.slider(name),
        min_value: -SLIDER_LIMIT,
        max_value: SLIDER_LIMIT,
      })),
      {
        type: integer,
        name: 'count',
        description: words.count,
        min_value: 1,
        max_value: MAX_COUNT,
      },
      { type: yesOrNo, name: 'private', description: words.private },
      { type: yesOrNo, name: 'spoiler', description: words.spoiler },
    ],
  };
}

function same<Value extends string>(values: readonly Value[]): { name: Value; value: Value }[] {
  return values.map((value) => ({ name: value, value }));
}

function dollars(price: number | undefined): string | undefined {
  return price === undefined ? undefined : formatUsd(price);
}

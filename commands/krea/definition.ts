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

const SLIDER_HINTS = {
  intensity: 'How strong contrast and colour are',
  complexity: 'How much detail there is; negative is cleaner',
  movement: 'How much motion there is',
} as const;

function strength(
  name: string,
  of: string,
  range: { min: number; max: number; default: number },
): APIApplicationCommandBasicOption {
  const description = `How strongly ${of} counts, ${range.min} to ${range.max} (default ${range.default})`;
  return { type: number, name, description, min_value: range.min, max_value: range.max };
}

function references(range: StrengthRanges['reference']): APIApplicationCommandBasicOption[] {
  return Array.from({ length: MAX_REFERENCES }, (_, offset) => offset + 1).flatMap((place) => [
    {
      type: attachment,
      name: `reference${place}`,
      description: `Style reference ${place}: an image whose look to take over (PNG, JPEG, WebP, HEIC)`,
    },
    strength(`reference${place}_strength`, `style reference ${place}`, range),
  ]);
}

/** What Discord is told about `/krea`: every parameter of Krea 2, with the ranges and choices that it can enforce. */
export function kreaDefinition(strengths: StrengthRanges): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: 'krea',
    description: 'Make a picture with Krea 2',
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
    options: [
      {
        type: text,
        name: 'prompt',
        description: 'What to paint, in your own words',
        required: true,
        min_length: 1,
        max_length: MAX_PROMPT_CHARACTERS,
      },
      {
        type: text,
        name: 'variant',
        description: `Which Krea 2 model paints (default ${wording.names.VARIANT_NAMES[REQUEST_DEFAULTS.variant]})`,
        choices: VARIANTS.map((value) => ({
          name: `${wording.names.VARIANT_NAMES[value]}${fromPrice(PRICE_TABLE.prices[value]?.text)}`,
          value,
        })),
      },
      { type: text, name: 'aspect_ratio', description: 'Width to height (default 1:1)', choices: same(ASPECT_RATIOS) },
      { type: text, name: 'resolution', description: 'Size of the picture (default 1K)', choices: same(RESOLUTIONS) },
      {
        type: integer,
        name: 'seed',
        description: 'Same seed and settings, same picture (default: a new one)',
        min_value: 0,
        max_value: MAX_SEED,
      },
      {
        type: text,
        name: 'creativity',
        description: 'How freely Krea interprets the prompt (default medium)',
        choices: CREATIVITIES.map((value) => ({ name: wording.names.CREATIVITY_NAMES[value], value })),
      },
      ...references(strengths.reference),
      {
        type: text,
        name: 'moodboard',
        description: 'A moodboard made on krea.ai: its id or share link',
        max_length: 500,
      },
      strength('moodboard_strength', 'the moodboard', strengths.moodboard),
      { type: text, name: 'style', description: 'A style trained on krea.ai', autocomplete: true, max_length: 200 },
      strength('style_strength', 'the trained style', STYLE_STRENGTH),
      ...SLIDERS.map((name): APIApplicationCommandBasicOption => ({
        type: integer,
        name,
        description: `${SLIDER_HINTS[name]}, -100 to 100 (default 0)`,
        min_value: -SLIDER_LIMIT,
        max_value: SLIDER_LIMIT,
      })),
      {
        type: integer,
        name: 'count',
        description: 'How many pictures, with seeds counting up (default 1)',
        min_value: 1,
        max_value: MAX_COUNT,
      },
      { type: yesOrNo, name: 'private', description: 'Show the result only to you (default: everyone here)' },
      { type: yesOrNo, name: 'spoiler', description: 'Cover the pictures until they are clicked (default: no)' },
    ],
  };
}

function same<Value extends string>(values: readonly Value[]): { name: Value; value: Value }[] {
  return values.map((value) => ({ name: value, value }));
}

function fromPrice(price: number | undefined): string {
  return price === undefined ? '' : ` (from ${formatUsd(price)})`;
}

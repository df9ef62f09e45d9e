import { ComponentType, TextInputStyle } from 'discord.js';
import type { APILabelComponent, APIModalInteractionResponseCallbackData, APISelectMenuOption } from 'discord.js';

import { formatUsd } from '../../../core/money/money.ts';
import { priceOf } from '../../../core/picture/price.ts';
import { ASPECT_RATIOS, CREATIVITIES, MAX_SEED, VARIANTS } from '../../../core/picture/request.ts';
import type { PictureRequest } from '../../../core/picture/request.ts';
import { cutText } from '../../../wording/format/safe-text.ts';
import { wording } from '../../../wording/wording.ts';
import { encodeControl } from '../custom-id.ts';

/** The custom ids of the form's fields, under which a submitted form carries their values. */
export const REMIX_FIELDS = {
  prompt: 'prompt',
  seed: 'seed',
  variant: 'variant',
  aspectRatio: 'aspect-ratio',
  creativity: 'creativity',
} as const;

const INPUT_LIMIT = 4000;

/** The Remix form: what can be edited of a request, filled in with what it has. The rest of the request stays. */
export function renderRemixModal(
  request: PictureRequest,
  generationId: string,
  index: number | null,
  open: { isPublic?: true } = {},
): APIModalInteractionResponseCallbackData {
  return {
    title: wording.forms.remix.title(index),
    custom_id: encodeControl({
      verb: 'remix-form',
      subjectId: generationId,
      index,
      ...open,
      prices: VARIANTS.map((variant) => priceOf({ ...request, variant })?.each ?? 0),
    }),
    components: [promptField(request), seedField(request), ...selectFields(request)],
  };
}

function promptField({ prompt }: PictureRequest): APILabelComponent {
  const wellFormed = prompt.toWellFormed();
  const isCut = wellFormed.length > INPUT_LIMIT;
  return {
    type: ComponentType.Label,
    label: wording.forms.remix.prompt,
    ...(isCut ? { description: wording.forms.remix.promptCut } : {}),
    component: {
      type: ComponentType.TextInput,
      custom_id: REMIX_FIELDS.prompt,
      style: TextInputStyle.Paragraph,
      // Without the "…", which would become part of the prompt.
      value: isCut ? cutText(wellFormed, INPUT_LIMIT).slice(0, -1) : wellFormed,
      min_length: 1,
      max_length: INPUT_LIMIT,
      required: true,
    },
  };
}

function seedField({ seed }: PictureRequest): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: wording.forms.remix.seed,
    description: wording.forms.remix.seedHint,
    component: {
      type: ComponentType.TextInput,
      custom_id: REMIX_FIELDS.seed,
      style: TextInputStyle.Short,
      value: String(seed),
      placeholder: wording.forms.remix.seedEmpty,
      max_length: String(MAX_SEED).length,
      required: false,
    },
  };
}

function selectFields(request: PictureRequest): APILabelComponent[] {
  const variants = VARIANTS.flatMap((variant) => {
    const price = priceOf({ ...request, variant });
    if (price === undefined) return [];
    return [
      option(
        wording.names.VARIANT_NAMES[variant],
        variant,
        request.variant,
        wording.forms.remix.modelPrice(formatUsd(price.each)),
      ),
    ];
  });
  return [
    ...(variants.length === 0 ? [] : [selectField(wording.forms.remix.model, REMIX_FIELDS.variant, variants)]),
    selectField(
      wording.forms.remix.aspectRatio,
      REMIX_FIELDS.aspectRatio,
      ASPECT_RATIOS.map((ratio) => option(ratio, ratio, request.aspectRatio)),
    ),
    selectField(
      wording.forms.remix.creativity,
      REMIX_FIELDS.creativity,
      CREATIVITIES.map((creativity) =>
        option(wording.names.CREATIVITY_NAMES[creativity], creativity, request.creativity),
      ),
    ),
  ];
}

function selectField(label: string, customId: string, options: APISelectMenuOption[]): APILabelComponent {
  return {
    type: ComponentType.Label,
    label,
    component: { type: ComponentType.StringSelect, custom_id: customId, options, required: true },
  };
}

function option(label: string, value: string, chosen: string, description?: string): APISelectMenuOption {
  return { label, value, default: value === chosen, ...(description === undefined ? {} : { description }) };
}

import { ButtonStyle, ComponentType } from 'discord.js';
import { z } from 'zod';

import { report } from './parse.ts';

export const componentId = z.number().int().min(0).max(2_147_483_647).nullish();
export const customId = z.string().min(1).max(100);
export const snowflake = z.union([z.string().regex(/^\d{1,20}$/u), z.number().int().min(0)]).transform(String);

const emoji = z.object({ id: snowflake.nullish(), name: z.string().nullish(), animated: z.boolean().nullish() });
const media = z
  .object({
    url: z
      .string()
      .min(1)
      .max(2048)
      .regex(/^(?:https?|attachment):\/\/./u, 'Scheme must be one of (http, https, attachment).'),
  })
  .transform(({ url }): Media => ({ url, attachmentId: null }));

/** A picture in a component; `attachmentId` is filled in once the reference is resolved. */
export type Media = { url: string; attachmentId: string | null };

const button = z
  .object({
    type: z.literal(ComponentType.Button),
    id: componentId,
    style: z.enum(ButtonStyle),
    label: z.string().max(80).nullish(),
    custom_id: customId.nullish(),
    url: z.string().max(512).nullish(),
    sku_id: snowflake.nullish(),
    emoji: emoji.nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((it, context) => {
    const isLink = it.style === ButtonStyle.Link;
    const isPremium = it.style === ButtonStyle.Premium;
    if (isLink && !it.url) report(context, ['url'], 'BASE_TYPE_REQUIRED', 'A link button needs a url');
    if (it.url && !/^(?:https?|discord):\/\//u.test(it.url))
      report(context, ['url'], 'URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (http, https, discord).');
    if (isPremium && !it.sku_id) report(context, ['sku_id'], 'BASE_TYPE_REQUIRED', 'A premium button needs a sku');
    if ((isLink || isPremium) && it.custom_id)
      report(context, ['custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_FORBIDDEN', 'This style has no custom id');
    if (!isLink && !isPremium && !it.custom_id)
      report(context, ['custom_id'], 'BASE_TYPE_REQUIRED', 'This field is required');
    if (!isPremium && !it.label && !it.emoji)
      report(context, ['label'], 'BUTTON_COMPONENT_LABEL_OR_EMOJI', 'A button needs a label or an emoji');
  });

export const selectOption = z.object({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().min(1).max(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

export const selectFields = {
  id: componentId,
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: z.number().int().min(0).max(25).nullish(),
  max_values: z.number().int().min(1).max(25).nullish(),
  disabled: z.boolean().nullish(),
};

/** Checks what the schema of a select alone cannot say. */
export function checkSelect(
  it: {
    min_values?: number | null | undefined;
    max_values?: number | null | undefined;
    options?: readonly { value: string; default?: boolean | null | undefined }[];
  },
  context: Parameters<typeof report>[0],
): void {
  const max = it.max_values ?? 1;
  if ((it.min_values ?? 1) > max)
    report(context, ['min_values'], 'SELECT_COMPONENT_INVALID_VALUES', 'min_values is above max_values');
  if (it.options === undefined) return;
  if (max > it.options.length)
    report(
      context,
      ['max_values'],
      'SELECT_COMPONENT_MAX_VALUES_TOO_LARGE',
      'max_values is above the number of options',
    );
  const seen = new Set<string>();
  for (const [index, option] of it.options.entries()) {
    if (seen.has(option.value))
      report(
        context,
        ['options', index, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    seen.add(option.value);
  }
  if (it.options.filter((option) => option.default === true).length > max)
    report(context, ['options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default options');
}

const defaultValues = z
  .array(z.object({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }))
  .max(25)
  .nullish();
const stringSelect = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    ...selectFields,
    options: z.array(selectOption).min(1).max(25),
  })
  .superRefine(checkSelect);
const entitySelect = z
  .object({
    type: z.literal([
      ComponentType.UserSelect,
      ComponentType.RoleSelect,
      ComponentType.MentionableSelect,
      ComponentType.ChannelSelect,
    ]),
    ...selectFields,
    default_values: defaultValues,
    channel_types: z.array(z.number().int()).nullish(),
  })
  .superRefine(checkSelect);

const actionRow = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    id: componentId,
    components: z
      .array(z.discriminatedUnion('type', [button, stringSelect, entitySelect]))
      .min(1)
      .max(5),
  })
  .superRefine((row, context) => {
    const selects = row.components.filter((child) => child.type !== ComponentType.Button).length;
    if (selects > 0 && row.components.length > 1)
      report(
        context,
        ['components'],
        'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
        'The specified component exceeds the maximum width',
      );
  });

const alt = z.string().min(1).max(1024).nullish();
const spoiler = z.boolean().nullish();
const textDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: z.string().min(1).max(4000),
});
const thumbnail = z.object({
  type: z.literal(ComponentType.Thumbnail),
  id: componentId,
  media,
  description: alt,
  spoiler,
});
const section = z.object({
  type: z.literal(ComponentType.Section),
  id: componentId,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const gallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  id: componentId,
  items: z
    .array(z.object({ media, description: alt, spoiler }))
    .min(1)
    .max(10),
});
const file = z
  .object({ type: z.literal(ComponentType.File), id: componentId, file: media, spoiler })
  .superRefine((it, context) => {
    if (!it.file.url.startsWith('attachment://'))
      report(context, ['file', 'url'], 'URL_TYPE_INVALID_SCHEME', 'Scheme must be one of (attachment).');
  });
const separator = z.object({
  type: z.literal(ComponentType.Separator),
  id: componentId,
  divider: z.boolean().nullish(),
  spacing: z.number().int().min(1).max(2).nullish(),
});
const container = z.object({
  type: z.literal(ComponentType.Container),
  id: componentId,
  accent_color: z.number().int().min(0).max(0xffffff).nullish(),
  spoiler,
  components: z.array(z.discriminatedUnion('type', [actionRow, textDisplay, section, gallery, file, separator])).min(1),
});

/** Components of a message with the V2 flag. */
export const v2Components = z.array(
  z.discriminatedUnion('type', [actionRow, section, textDisplay, gallery, file, separator, container]),
);
/** Components of a classic message: at most five rows. */
export const classicComponents = z.array(actionRow).max(5);

export type MessageComponent = z.output<typeof v2Components>[number];
export type ButtonComponent = z.output<typeof button>;
export type SelectComponent = z.output<typeof stringSelect> | z.output<typeof entitySelect>;
type Accessory = z.output<typeof section>['accessory'];
export type AnyComponent = MessageComponent | ButtonComponent | SelectComponent | Accessory;

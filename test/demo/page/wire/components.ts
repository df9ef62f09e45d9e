import { z } from 'zod';

import { kinds } from './kinds.ts';

const emoji = z.object({ name: z.string().nullish() }).nullish();
const button = z.object({
  type: z.literal(kinds.button),
  style: z.int(),
  label: z.string().nullish(),
  custom_id: z.string().nullish(),
  url: z.string().nullish(),
  disabled: z.boolean().nullish(),
  emoji,
});

export const selectOption = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().nullish(),
  default: z.boolean().nullish(),
  emoji,
});
/** A select of any kind: those of people, roles and channels bring no options along. */
export const select = z.object({
  type: z.literal([kinds.select, kinds.userSelect, kinds.roleSelect, kinds.mentionableSelect, kinds.channelSelect]),
  custom_id: z.string(),
  placeholder: z.string().nullish(),
  min_values: z.int().nullish(),
  max_values: z.int().nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
  options: z.array(selectOption).nullish(),
});

const row = z.object({
  type: z.literal(kinds.row),
  components: z.array(z.discriminatedUnion('type', [button, select])),
});
const media = z.object({
  url: z.string(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  content_type: z.string().nullish(),
});
const text = z.object({ type: z.literal(kinds.text), content: z.string() });
const shown = { description: z.string().nullish(), spoiler: z.boolean().nullish() };
const thumbnail = z.object({ type: z.literal(kinds.thumbnail), media, ...shown });
const gallery = z.object({ type: z.literal(kinds.gallery), items: z.array(z.object({ media, ...shown })) });
const file = z.object({
  type: z.literal(kinds.file),
  file: media,
  name: z.string(),
  size: z.number().nullish(),
  spoiler: z.boolean().nullish(),
});
const separator = z.object({ type: z.literal(kinds.separator), divider: z.boolean(), spacing: z.int() });
const section = z.object({
  type: z.literal(kinds.section),
  components: z.array(text),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});
const container = z.object({
  type: z.literal(kinds.container),
  accent_color: z.int().nullish(),
  spoiler: z.boolean().nullish(),
  components: z.array(z.discriminatedUnion('type', [row, text, section, gallery, file, separator])),
});

/** A component at the top of a message. */
export const component = z.discriminatedUnion('type', [row, text, section, gallery, file, separator, container]);

export type Component = z.output<typeof component>;
export type Button = z.output<typeof button>;
export type Select = z.output<typeof select>;
export type SelectOption = z.output<typeof selectOption>;

import { z } from 'zod';

import { select, selectOption } from './components.ts';
import { kinds } from './kinds.ts';

const textInput = z.object({
  type: z.literal(kinds.textInput),
  custom_id: z.string(),
  style: z.int(),
  label: z.string().nullish(),
  min_length: z.int().nullish(),
  max_length: z.int().nullish(),
  required: z.boolean().nullish(),
  value: z.string().nullish(),
  placeholder: z.string().nullish(),
});
const fileUpload = z.object({
  type: z.literal(kinds.fileUpload),
  custom_id: z.string(),
  min_values: z.int().nullish(),
  max_values: z.int().nullish(),
  file_types: z.array(z.string()).nullish(),
  required: z.boolean().nullish(),
});
const choiceGroup = z.object({
  type: z.literal([kinds.radioGroup, kinds.checkboxGroup]),
  custom_id: z.string(),
  min_values: z.int().nullish(),
  max_values: z.int().nullish(),
  required: z.boolean().nullish(),
  options: z.array(selectOption),
});
const checkbox = z.object({ type: z.literal(kinds.checkbox), custom_id: z.string(), default: z.boolean().nullish() });

const label = z.object({
  type: z.literal(kinds.label),
  label: z.string(),
  description: z.string().nullish(),
  component: z.discriminatedUnion('type', [textInput, select, fileUpload, choiceGroup, checkbox]),
});
const text = z.object({ type: z.literal(kinds.text), content: z.string() });
const row = z.object({ type: z.literal(kinds.row), components: z.array(textInput) });

/** A modal that the bot has opened. */
export const modal = z.object({
  custom_id: z.string(),
  title: z.string(),
  components: z.array(z.discriminatedUnion('type', [label, text, row])),
});

export type Modal = z.output<typeof modal> & { openedBy: string };
export type ModalField = z.output<typeof label>['component'];
export type TextInput = z.output<typeof textInput>;
export type FileUpload = z.output<typeof fileUpload>;
export type ChoiceGroup = z.output<typeof choiceGroup>;

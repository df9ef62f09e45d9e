import { ComponentType } from 'discord.js';
import { z } from 'zod';

import { invalidForm } from '../rest/errors.ts';
import type { FormMistake } from '../rest/errors.ts';
import { checkSelect, componentId, customId, selectFields, selectOption, snowflake } from './components.ts';
import { parseForm, report } from './parse.ts';

const required = z.boolean().nullish();
const fileTypes = z
  .array(z.string().regex(/^(?:image|video|audio|\.[\w.]+)$/u))
  .max(10)
  .nullish();
/** Disabled fields are a mistake in a modal. */
const noDisabled = z.literal(false).nullish();

const textInput = z.object({
  type: z.literal(ComponentType.TextInput),
  id: componentId,
  custom_id: customId,
  style: z.number().int().min(1).max(2),
  label: z.string().min(1).max(45).nullish(),
  min_length: z.number().int().min(0).max(4000).nullish(),
  max_length: z.number().int().min(1).max(4000).nullish(),
  required,
  value: z.string().max(4000).nullish(),
  placeholder: z.string().max(100).nullish(),
});
const modalSelect = { ...selectFields, disabled: noDisabled, required };
const stringSelect = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    ...modalSelect,
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
    ...modalSelect,
    default_values: z
      .array(z.object({ id: snowflake, type: z.string() }))
      .max(25)
      .nullish(),
    channel_types: z.array(z.number().int()).nullish(),
  })
  .superRefine(checkSelect);
const upload = z.object({
  type: z.literal(ComponentType.FileUpload),
  id: componentId,
  custom_id: customId,
  min_values: z.number().int().min(0).max(10).nullish(),
  max_values: z.number().int().min(1).max(10).nullish(),
  file_types: fileTypes,
  required,
});
const option = z.object({
  value: z.string().min(1).max(100),
  label: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  default: z.boolean().nullish(),
});
const radio = z.object({
  type: z.literal(ComponentType.RadioGroup),
  id: componentId,
  custom_id: customId,
  required,
  options: z.array(option).min(2).max(10),
});
const checkboxes = z.object({
  type: z.literal(ComponentType.CheckboxGroup),
  id: componentId,
  custom_id: customId,
  required,
  min_values: z.number().int().min(0).max(10).nullish(),
  max_values: z.number().int().min(1).max(10).nullish(),
  options: z.array(option).min(1).max(10),
});
const checkbox = z.object({
  type: z.literal(ComponentType.Checkbox),
  id: componentId,
  custom_id: customId,
  default: z.boolean().nullish(),
});

const field = z.discriminatedUnion('type', [
  textInput,
  stringSelect,
  entitySelect,
  upload,
  radio,
  checkboxes,
  checkbox,
]);
const label = z.object({
  type: z.literal(ComponentType.Label),
  id: componentId,
  label: z.string().min(1).max(45),
  description: z.string().min(1).max(100).nullish(),
  component: field,
});
const text = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: z.string().min(1).max(4000),
});
const row = z
  .object({ type: z.literal(ComponentType.ActionRow), id: componentId, components: z.array(textInput).length(1) })
  .superRefine((it, context) => {
    if (!it.components[0]?.label)
      report(context, ['components', 0, 'label'], 'BASE_TYPE_REQUIRED', 'This field is required');
  });

const modal = z.object({
  custom_id: customId,
  title: z.string().min(1).max(45),
  components: z
    .array(z.discriminatedUnion('type', [label, text, row]))
    .min(1)
    .max(5),
});

export type ModalInput = z.output<typeof modal>;
export type ModalField = z.output<typeof field>;

/** The fields of a modal with the words beside them. */
export function fieldsOf(it: ModalInput): { readonly label: string; readonly field: ModalField }[] {
  return it.components.flatMap((component) => {
    if (component.type === ComponentType.Label) return [{ label: component.label, field: component.component }];
    if (component.type === ComponentType.ActionRow)
      return component.components.map((input) => ({ label: input.label ?? '', field: input }));
    return [];
  });
}

/** Checks the modal of a callback and numbers its components. */
export function parseModal(value: unknown): ModalInput {
  const parsed = parseForm(modal, value, ['data']);
  const mistakes: FormMistake[] = [];
  const seen = new Set<string>();
  for (const { field: it } of fieldsOf(parsed)) {
    if (seen.has(it.custom_id))
      mistakes.push({
        path: ['data', 'components'],
        code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
        message: 'Component custom id cannot be duplicated',
      });
    seen.add(it.custom_id);
    if (it.type === ComponentType.TextInput && (it.min_length ?? 0) > (it.max_length ?? 4000))
      mistakes.push({
        path: ['data', 'components'],
        code: 'TEXT_INPUT_LENGTHS',
        message: 'min_length is above max_length',
      });
    if (it.type === ComponentType.TextInput && it.value && it.value.length > (it.max_length ?? 4000))
      mistakes.push({
        path: ['data', 'components'],
        code: 'BASE_TYPE_BAD_LENGTH',
        message: 'The value is longer than max_length',
      });
  }
  if (mistakes.length > 0) throw invalidForm(mistakes);
  let next = 1;
  for (const component of parsed.components) {
    component.id ||= next++;
    if (component.type === ComponentType.Label) component.component.id ||= next++;
    if (component.type === ComponentType.ActionRow) for (const input of component.components) input.id ||= next++;
  }
  return parsed;
}

import { ComponentType } from 'discord.js';

import { storeAttachment } from '../cdn/attachments.ts';
import type { Upload } from '../cdn/attachments.ts';
import { fieldsOf } from '../rules/modals.ts';
import type { ModalField, ModalInput } from '../rules/modals.ts';
import type { Attachment, Channel } from '../state/entities.ts';
import type { Json, JsonObject } from '../state/json.ts';
import type { World } from '../state/world.ts';
import { fitsFileTypes } from './options.ts';
import { clientRefuses } from './refuse.ts';

/** What a person has entered, by custom id or by label. */
export type ModalValues = { readonly [field: string]: string | readonly string[] | boolean };
/** Files chosen, by custom id or label. */
export type ModalFiles = { readonly [field: string]: readonly Upload[] };

/** A modal's fields ready for the payload, and what they refer to. */
export type Submitted = {
  readonly components: JsonObject[];
  readonly attachments: Attachment[];
  readonly ids: string[];
};

/** Fills a modal in and checks it as the client does, unless it is forged. */
export function fillModal(
  world: World,
  channel: Channel,
  modal: ModalInput,
  given: {
    readonly values: ModalValues;
    readonly files: ModalFiles;
    readonly forged: boolean;
    readonly uploadLimit: number;
  },
): Submitted {
  const attachments: Attachment[] = [];
  const ids: string[] = [];
  const names = new Set(fieldsOf(modal).flatMap(({ label, field }) => [label, field.custom_id]));
  for (const name of [...Object.keys(given.values), ...Object.keys(given.files)])
    if (!names.has(name)) clientRefuses(`the modal has no field ${name}`);

  const submit = (field: ModalField, label: string): JsonObject => {
    const base = { type: field.type, id: field.id, custom_id: field.custom_id };
    if (field.type === ComponentType.FileUpload) {
      const files = given.files[field.custom_id] ?? given.files[label] ?? [];
      if (!given.forged) checkFiles(field, label, files, given.uploadLimit);
      const stored = files.map((file) => storeAttachment(world, file, { channelId: channel.id, ephemeral: true }));
      attachments.push(...stored);
      return { ...base, values: stored.map((one) => one.id) };
    }
    const value = given.values[field.custom_id] ?? given.values[label];
    if (field.type === ComponentType.Checkbox)
      return { ...base, value: typeof value === 'boolean' ? value : field.default === true };
    if (field.type === ComponentType.TextInput) {
      const text = typeof value === 'string' ? value : (field.value ?? '');
      if (!given.forged) checkText(field, label, text);
      return { ...base, value: text };
    }
    const chosen = choose(field, value);
    if (!given.forged) checkChoice(field, label, chosen);
    if (field.type === ComponentType.RadioGroup) return { ...base, value: chosen[0] ?? null };
    if (!('options' in field)) ids.push(...chosen);
    return { ...base, values: chosen };
  };

  const components = modal.components.map((it): JsonObject => {
    const fields = { type: it.type, id: it.id };
    if (it.type === ComponentType.Label) return { ...fields, component: submit(it.component, it.label) };
    if (it.type === ComponentType.ActionRow)
      return { ...fields, components: it.components.map((input): Json => submit(input, input.label ?? '')) };
    return fields;
  });
  return { components, attachments, ids };
}

type Chooser = Exclude<
  ModalField,
  { type: ComponentType.TextInput } | { type: ComponentType.FileUpload } | { type: ComponentType.Checkbox }
>;

function choose(field: Chooser, value: ModalValues[string] | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.map(String);
  return 'options' in field ? field.options.filter((one) => one.default === true).map((one) => one.value) : [];
}

function checkText(field: Extract<ModalField, { type: ComponentType.TextInput }>, label: string, text: string): void {
  if (text === '' && field.required !== false) clientRefuses(`field ${label} is required`);
  if (text !== '' && text.length < (field.min_length ?? 0)) clientRefuses(`field ${label} is too short`);
  if (text.length > (field.max_length ?? 4000)) clientRefuses(`field ${label} is too long`);
}

function checkChoice(field: Chooser, label: string, chosen: readonly string[]): void {
  const [min, max] =
    'max_values' in field
      ? [
          field.min_values ?? 1,
          field.max_values ??
            ('options' in field && field.type === ComponentType.CheckboxGroup ? field.options.length : 1),
        ]
      : [1, 1];
  if (chosen.length === 0 && field.required !== false && min > 0) clientRefuses(`field ${label} is required`);
  if (chosen.length > 0 && chosen.length < min) clientRefuses(`field ${label} needs ${min} choices`);
  if (chosen.length > max) clientRefuses(`field ${label} takes ${max} choices`);
  if (!('options' in field)) return;
  for (const one of chosen)
    if (!field.options.some((option) => option.value === one)) clientRefuses(`field ${label} has no choice ${one}`);
}

function checkFiles(
  field: Extract<ModalField, { type: ComponentType.FileUpload }>,
  label: string,
  files: readonly Upload[],
  limit: number,
): void {
  if (files.length === 0 && field.required !== false && (field.min_values ?? 1) > 0)
    clientRefuses(`field ${label} needs a file`);
  if (files.length > 0 && files.length < (field.min_values ?? 1))
    clientRefuses(`field ${label} needs ${field.min_values ?? 1} files`);
  if (files.length > (field.max_values ?? 1)) clientRefuses(`field ${label} takes ${field.max_values ?? 1} files`);
  for (const file of files) {
    if (!fitsFileTypes(file.name, field.file_types)) clientRefuses(`field ${label} does not take ${file.name}`);
    if (file.bytes.length > limit) clientRefuses(`${file.name} is larger than ${limit} bytes`);
  }
}

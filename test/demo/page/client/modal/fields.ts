import { kinds } from '../../wire/kinds.ts';
import type { Modal, ModalField } from '../../wire/modal.ts';
import { checkFile } from '../composer/check.ts';

/** What is entered, by custom id. */
export type FieldValue = string | string[] | boolean | File[];
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** A field and the words beside it. */
export interface LabelledField {
  label: string;
  description?: string | null | undefined;
  component: ModalField;
}

/** The fields with their words; those of the older rows carry their own. */
export function labelledFields(components: Modal['components']): LabelledField[] {
  return components.flatMap((it): LabelledField[] => {
    if (it.type === kinds.label) return [it];
    return it.type === kinds.row ? it.components.map((component) => ({ label: component.label ?? '', component })) : [];
  });
}

/** What a form holds when it opens. */
export function initialValues({ components }: Modal): FieldValues {
  return Object.fromEntries(
    labelledFields(components).map(({ component }) => [component.custom_id, initialValue(component)]),
  );
}

function initialValue(field: ModalField): FieldValue {
  if (field.type === kinds.textInput) return field.value ?? '';
  if (field.type === kinds.checkbox) return field.default === true;
  if (field.type === kinds.fileUpload) return [];
  return (field.options ?? []).filter((option) => option.default === true).map(({ value }) => value);
}

/** What is wrong with a field, in Discord's words; null when nothing is. */
export function fieldProblem(field: ModalField, value: FieldValue | undefined, uploadLimit: number): string | null {
  const isRequired = field.type !== kinds.checkbox && field.required !== false;
  if (field.type === kinds.checkbox || value === undefined || typeof value === 'boolean') return null;
  if (value.length === 0) return isRequired && minOf(field) > 0 ? 'This field is required' : null;
  if (field.type === kinds.textInput) {
    if (value.length < (field.min_length ?? 0)) return `Must be at least ${field.min_length} characters`;
    return value.length > (field.max_length ?? 4000) ? `Must be at most ${field.max_length ?? 4000} characters` : null;
  }
  if (value.length < minOf(field)) return `Choose at least ${minOf(field)}`;
  if (field.type !== kinds.fileUpload || typeof value === 'string') return null;
  for (const file of value) {
    const checked = file instanceof File ? checkFile(file, field.file_types ?? [], uploadLimit) : null;
    if (checked !== null && 'problem' in checked) return checked.problem;
  }
  return null;
}

function minOf(field: Exclude<ModalField, { type: typeof kinds.checkbox }>): number {
  return 'min_values' in field ? (field.min_values ?? 1) : 1;
}

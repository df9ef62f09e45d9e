import type { CommandOption } from '../../wire/state.ts';
import { writeSize } from '../write-size.ts';
import type { Chip } from './draft.ts';

type Checked = { value: string | number | boolean } | { file: File } | { problem: string };

const REQUIRED = 'This option is required. Specify a value.';
/** The extensions that Discord counts to a family of files. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  image: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'bmp', 'tiff', 'heic'],
  video: ['mp4', 'mov', 'webm', 'mkv'],
  audio: ['mp3', 'wav', 'ogg', 'flac', 'm4a'],
};

/** Checks an option as Discord's client does before anything is sent. */
export function checkChip(chip: Chip, uploadLimit: number): Checked {
  const { option } = chip;
  if (option.type === 'file') return checkFile(chip.file, option.fileTypes, uploadLimit);
  if (chip.value !== null) return { value: chip.value };
  if (chip.text === '') return { problem: REQUIRED };
  const choices = option.type === 'boolean' ? BOOLEANS : option.choices;
  if (choices.length > 0) {
    const named = choices.find(({ name }) => name.toLowerCase() === chip.text.trim().toLowerCase());
    return named === undefined ? { problem: 'Pick one of the choices.' } : { value: named.value };
  }
  if (option.type === 'integer' || option.type === 'number') return checkNumber(chip.text, option);
  if (option.type === 'text') return checkText(chip.text, option);
  return { problem: 'Pick somebody or something from the list.' };
}

/** The choices of a yes-or-no option. */
export const BOOLEANS: readonly { name: string; value: boolean }[] = [
  { name: 'True', value: true },
  { name: 'False', value: false },
];

/** Checks a file against an option's types and Discord's limit. */
export function checkFile(file: File | null, fileTypes: readonly string[], uploadLimit: number): Checked {
  if (file === null) return { problem: 'This option is required. Choose a file.' };
  const extension = file.name.split('.').at(-1)?.toLowerCase() ?? '';
  const fits =
    fileTypes.length === 0 ||
    fileTypes.some((type) => type === `.${extension}` || FAMILIES[type]?.includes(extension) === true);
  if (!fits) return { problem: 'This kind of file is not taken here.' };
  return file.size > uploadLimit
    ? { problem: `Your file is too powerful: ${writeSize(uploadLimit)} is the most.` }
    : { file };
}

function checkNumber(typed: string, { type, min, max }: CommandOption): Checked {
  const number = Number(typed.trim());
  if (typed.trim() === '' || !Number.isFinite(number)) return { problem: 'Enter a valid number.' };
  if (type === 'integer' && !Number.isSafeInteger(number)) return { problem: 'Enter a whole number.' };
  if (min !== null && number < min) return { problem: `Must be ${min} or more.` };
  if (max !== null && number > max) return { problem: `Must be ${max} or less.` };
  return { value: number };
}

function checkText(typed: string, { minLength, maxLength }: CommandOption): Checked {
  if (minLength !== null && typed.length < minLength) return { problem: `Must be ${minLength} or more in length.` };
  if (maxLength !== null && typed.length > maxLength) return { problem: `Must be ${maxLength} or fewer in length.` };
  return { value: typed };
}

import { signal } from '@preact/signals';

import type { CommandOption, SlashCommand } from '../../wire/state.ts';
import { place } from '../state.ts';

/** An option in use: what was typed, and what was picked for it. */
export interface Chip {
  option: CommandOption;
  text: string;
  /** The picked value of a choice or suggestion, which `text` only names. */
  value: string | number | boolean | null;
  file: File | null;
  problem: string | null;
}

/** What is typed while no command is chosen. */
export const text = signal('');
export const command = signal<SlashCommand | null>(null);
export const chips = signal<readonly Chip[]>([]);
/** The option under the cursor; empty behind the last one, where the next is named. */
export const active = signal('');
/** What is typed there. */
export const tail = signal('');
/** Files of an ordinary message. */
export const pending = signal<readonly File[]>([]);

/** Turns the box into a command; files that were already attached become its references. */
export function chooseCommand(it: SlashCommand): void {
  command.value = it;
  text.value = '';
  tail.value = '';
  chips.value = it.options.filter(({ isRequired }) => isRequired).map(blank);
  const files = pending.value;
  pending.value = [];
  attach(files);
  active.value = chips.value[0]?.option.name ?? '';
}

/** Back to an ordinary message. */
export function leaveCommand(): void {
  command.value = null;
  chips.value = [];
  active.value = '';
  tail.value = '';
}

/** The options that are not in use yet. */
export function unusedOptions(): CommandOption[] {
  const used = new Set(chips.value.map(({ option }) => option.name));
  return (command.value?.options ?? []).filter(({ name }) => !used.has(name));
}

/** Puts an option into use, with the cursor in it. */
export function addOption(option: CommandOption): void {
  chips.value = [...chips.value, blank(option)];
  tail.value = '';
  active.value = option.name;
}

/** Takes an option out of use; without its last required one the command goes too. */
export function removeOption(name: string): void {
  const chip = chips.value.find(({ option }) => option.name === name);
  if (chip?.option.isRequired === true) return leaveCommand();
  chips.value = chips.value.filter(({ option }) => option.name !== name);
  active.value = '';
}

/** Changes an option in use; what was wrong with it is forgotten. */
export function changeChip(name: string, change: Partial<Omit<Chip, 'option'>>): void {
  chips.value = chips.value.map((chip) => (chip.option.name === name ? { ...chip, problem: null, ...change } : chip));
}

/** Takes files in: into the command's free file options, or beside an ordinary message. */
export function attach(files: readonly File[]): void {
  if (command.value === null) {
    pending.value = [...pending.value, ...files];
    return;
  }
  for (const file of files) {
    const empty = chips.value.find((chip) => chip.option.type === 'file' && chip.file === null);
    const free = empty?.option ?? unusedOptions().find(({ type }) => type === 'file');
    if (free === undefined) return;
    if (empty === undefined) chips.value = [...chips.value, blank(free)];
    changeChip(free.name, { file, text: file.name });
  }
}

/** Takes a file away from an ordinary message. */
export function detach(file: File): void {
  pending.value = pending.value.filter((one) => one !== file);
}

/** Forgets everything, after it was sent. */
export function clearDraft(): void {
  leaveCommand();
  text.value = '';
  pending.value = [];
}

/** The commands that begin with, or contain, what is typed after the slash. */
export function matchingCommands(): SlashCommand[] {
  if (command.value !== null || !/^\/[^\n]*$/.test(text.value)) return [];
  const typed = text.value.slice(1).trimEnd().toLowerCase();
  const all = place.value?.commands ?? [];
  const starts = all.filter(({ name }) => name.startsWith(typed));
  return [...starts, ...all.filter((one) => !starts.includes(one) && one.name.includes(typed))];
}

function blank(option: CommandOption): Chip {
  return { option, text: '', value: null, file: null, problem: null };
}

import { computed, signal } from '@preact/signals';

import type { CommandOption } from '../../wire/state.ts';
import { place, rolesHere } from '../state.ts';
import { BOOLEANS } from './check.ts';
import {
  active,
  addOption,
  changeChip,
  chips,
  chooseCommand,
  command,
  matchingCommands,
  tail,
  text,
  unusedOptions,
} from './draft.ts';
import type { Chip } from './draft.ts';
import { suggestions } from './suggestions.ts';

/** Something that can be picked above the box. */
export interface Offer {
  key: string;
  label: string;
  detail: string;
  pick: () => void;
}

export interface Offers {
  title: string;
  /** Changes when other things are offered. */
  key: string;
  offers: Offer[];
  /** Enter picks the first without a look at it. */
  isEager: boolean;
  isLoading: boolean;
}

/** Where the arrows have moved to, in which offers. */
const moved = signal<{ among: string; to: number } | null>(null);

/** What is offered above the box, following the cursor; null for nothing. */
export const offers = computed<Offers | null>(() => {
  if (command.value === null) return commandOffers();
  const chip = chips.value.find(({ option }) => option.name === active.value);
  return chip === undefined ? optionOffers() : valueOffers(chip);
});

/**
 * The offer that Enter or Tab would pick; -1 for none. It follows the offers at once: set a frame later,
 * a key pressed in between would pick what is no longer there, or nothing.
 */
export const highlighted = computed<number>(() => {
  const now = offers.value;
  if (now === null) return -1;
  if (moved.value?.among === nameOf(now)) return moved.value.to;
  return now.isEager && now.offers.length > 0 ? 0 : -1;
});

/** Moves the highlight among what is offered now. */
export function highlight(to: number): void {
  const now = offers.value;
  if (now !== null) moved.value = { among: nameOf(now), to };
}

/** Forgets where the arrows were among offers that are no longer there: coming back begins anew. */
export function forgetMove(among: string): void {
  if (moved.value?.among === among) moved.value = null;
}

/** Names what is offered; the same offers have the same name. */
export function nameOf({ key, offers: list }: Offers): string {
  return `${list.length} ${key}`;
}

function commandOffers(): Offers | null {
  const found = matchingCommands();
  if (found.length === 0) return null;
  const list = found.map((it) => ({
    key: it.name,
    label: `/${it.name}`,
    detail: it.description,
    pick: () => chooseCommand(it),
  }));
  return {
    title: place.value?.bot.name ?? '',
    key: `commands ${text.value}`,
    offers: list,
    isEager: true,
    isLoading: false,
  };
}

function optionOffers(): Offers | null {
  const typed = tail.value.trim().toLowerCase();
  const found = unusedOptions().filter(({ name }) => name.includes(typed));
  if (found.length === 0) return null;
  const list = found.map((option) => ({
    key: option.name,
    label: option.name,
    detail: option.description,
    pick: () => addOption(option),
  }));
  return {
    title: 'Options',
    key: `options ${chips.value.length}`,
    offers: list,
    isEager: typed !== '',
    isLoading: false,
  };
}

function valueOffers(chip: Chip): Offers {
  const { option, text: entered } = chip;
  const typed = entered.trim().toLowerCase();
  // Somebody who comes back to a picked choice sees all of them again.
  const isPicked = chip.value !== null;
  const values = valuesOf(option);
  const fitting =
    option.hasAutocomplete || isPicked ? values : values.filter(({ name }) => name.toLowerCase().includes(typed));
  const list = fitting.map(({ name, value }) => ({
    key: String(value),
    label: name,
    detail: '',
    pick: () => pickValue(option, name, value),
  }));
  return {
    title: `${option.name} — ${option.description}`,
    key: `${option.name} ${entered}`,
    offers: list,
    isEager: !isPicked,
    isLoading: option.hasAutocomplete && suggestions.value.isLoading,
  };
}

function pickValue({ name }: CommandOption, label: string, value: string | number | boolean): void {
  changeChip(name, { text: label, value });
  active.value = '';
}

function valuesOf(option: CommandOption): readonly { name: string; value: string | number | boolean }[] {
  const now = place.value;
  if (option.type === 'boolean') return BOOLEANS;
  if (option.hasAutocomplete) return suggestions.value.option === option.name ? suggestions.value.list : [];
  if (option.type === 'channel')
    return (
      now?.servers.flatMap(({ channels }) => channels.map(({ id, name }) => ({ name: `#${name}`, value: id }))) ?? []
    );
  const roles = rolesHere().map(({ id, name }) => ({ name: `@${name}`, value: id }));
  const people =
    now?.people.filter(({ id }) => now.memberIds.includes(id)).map(({ id, name }) => ({ name, value: id })) ?? [];
  if (option.type === 'role') return roles;
  if (option.type === 'user') return people;
  return option.type === 'mentionable' ? [...people, ...roles] : option.choices;
}

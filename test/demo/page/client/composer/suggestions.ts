import { effect, signal, untracked } from '@preact/signals';

import type { Suggestion } from '../../wire/actions.ts';
import { act } from '../api.ts';
import { place } from '../state.ts';
import { checkChip } from './check.ts';
import { active, chips, command } from './draft.ts';

/** The bot's suggestions for the option being typed. */
export const suggestions = signal<{ option: string; list: readonly Suggestion[]; isLoading: boolean }>({
  option: '',
  list: [],
  isLoading: false,
});

const AFTER_TYPING_MS = 200;
let timer: ReturnType<typeof setTimeout> | undefined;
let asked = '';

/** Asks the bot whenever typing in an option with autocomplete rests; Discord waits a moment, too. */
export function followTyping(): () => void {
  return effect(() => {
    const chip = chips.value.find(({ option }) => option.name === active.value);
    clearTimeout(timer);
    if (chip?.option.hasAutocomplete !== true || chip.value !== null) return;
    const question = `${command.value?.name} ${chip.option.name} ${chip.text}`;
    if (question === asked) return;
    asked = question;
    untracked(() => {
      const before = suggestions.value;
      const list = before.option === chip.option.name ? before.list : [];
      suggestions.value = { option: chip.option.name, list, isLoading: true };
    });
    timer = setTimeout(() => void ask(chip.option.name, chip.text, question), AFTER_TYPING_MS);
  });
}

async function ask(option: string, text: string, question: string): Promise<void> {
  const limit = place.value?.uploadLimit ?? 0;
  const values: Record<string, string | number | boolean> = { [option]: text };
  for (const chip of chips.value) {
    const checked = checkChip(chip, limit);
    if (chip.option.name !== option && 'value' in checked) values[chip.option.name] = checked.value;
  }
  const outcome = await act({ do: 'suggest', name: command.value?.name ?? '', values, focused: option });
  // Meanwhile something else was typed: its own answer is on the way.
  if (question !== asked) return;
  suggestions.value = { option, list: outcome.kind === 'suggestions' ? outcome.suggestions : [], isLoading: false };
}

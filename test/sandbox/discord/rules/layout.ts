import { ComponentType } from 'discord.js';

import { invalidForm } from '../rest/errors.ts';
import type { FormMistake } from '../rest/errors.ts';
import { classicComponents, v2Components } from './components.ts';
import type { MessageComponent } from './components.ts';
import { parseForm } from './parse.ts';
import { textsOf, walk } from './walk.ts';

const MAX_COMPONENTS = 40;
const MAX_TEXT = 4000;

/** Checks a message's components and gives each its number, as Discord does. */
export function parseComponents(value: unknown, isV2: boolean): MessageComponent[] {
  const components: MessageComponent[] = parseForm(isV2 ? v2Components : classicComponents, value, ['components']);
  const mistakes: FormMistake[] = [];
  const all = [...walk(components)];

  if (isV2 && all.length > MAX_COMPONENTS) {
    mistakes.push({
      path: ['components'],
      code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      message: `A message may hold ${MAX_COMPONENTS} components in all, this one holds ${all.length}`,
    });
  }
  const characters = textsOf(components).reduce((sum, text) => sum + text.length, 0);
  if (characters > MAX_TEXT) {
    mistakes.push({
      path: ['components'],
      code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      message: `Displayable text may be ${MAX_TEXT} characters in all, this is ${characters}`,
    });
  }

  const customIds = new Set<string>();
  const numbers = new Set<number>();
  for (const { component, path } of all) {
    if ('custom_id' in component && component.custom_id) {
      if (customIds.has(component.custom_id))
        mistakes.push({
          path: [...path, 'custom_id'],
          code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
          message: 'Component custom id cannot be duplicated',
        });
      customIds.add(component.custom_id);
    }
    if (component.id) {
      if (numbers.has(component.id))
        mistakes.push({
          path: [...path, 'id'],
          code: 'COMPONENT_ID_DUPLICATED',
          message: 'Component id cannot be duplicated',
        });
      numbers.add(component.id);
    }
    if (component.type === ComponentType.ActionRow && component.components.length === 0)
      mistakes.push({ path, code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' });
  }
  if (mistakes.length > 0) throw invalidForm(mistakes);

  let next = 1;
  for (const { component } of all) {
    if (component.id) continue;
    while (numbers.has(next)) next += 1;
    component.id = next;
    numbers.add(next);
  }
  return components;
}

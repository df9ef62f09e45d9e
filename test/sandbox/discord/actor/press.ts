import { ComponentType } from 'discord.js';

import type { ButtonComponent, SelectComponent } from '../rules/components.ts';
import { walk } from '../rules/walk.ts';
import type { Channel, StoredMessage } from '../state/entities.ts';
import type { JsonObject } from '../state/json.ts';
import type { World } from '../state/world.ts';
import { clientRefuses } from './refuse.ts';
import { wireResolved } from './resolve.ts';

/** What a person presses or chooses; no values means a button. */
type Pressed = { readonly wanted: string; readonly values: readonly string[] | null; readonly forged: boolean };
type Usable = ButtonComponent | SelectComponent;

function usable(message: StoredMessage): Usable[] {
  return [...walk(message.components)].flatMap(({ component }) =>
    component.type === ComponentType.Button || 'custom_id' in component ? [component] : [],
  );
}

/** Builds the data of a component's interaction, found by custom id or by label, and refuses what the client would. */
export function buildPress(
  world: World,
  channel: Channel,
  userId: string,
  source: StoredMessage,
  pressed: Pressed,
): JsonObject {
  const { wanted, values } = pressed;
  const all = usable(source);
  const found =
    all.find((one) => one.custom_id === wanted) ?? all.find((one) => 'label' in one && one.label === wanted);
  if (!pressed.forged) checkPress(found, all, pressed);
  const isEntity = found !== undefined && found.type >= ComponentType.UserSelect;
  return {
    component_type: found?.type ?? (values === null ? ComponentType.Button : ComponentType.StringSelect),
    custom_id: found?.custom_id ?? wanted,
    id: found?.id ?? 1,
    values: values ?? undefined,
    resolved:
      isEntity && values
        ? wireResolved(world, channel, userId, { ids: values, attachments: [], messages: [] })
        : undefined,
  };
}

function checkPress(found: Usable | undefined, all: readonly Usable[], { wanted, values }: Pressed): void {
  if (found === undefined) {
    const names = all.map((one) => ('label' in one ? one.label : one.custom_id)).join(', ');
    return clientRefuses(`the message has no ${wanted}; it has ${names || 'nothing to press'}`);
  }
  if (found.disabled === true) clientRefuses(`${wanted} is disabled`);
  if (!found.custom_id) clientRefuses(`${wanted} is a link`);
  if (found.type === ComponentType.Button) return values === null ? undefined : clientRefuses(`${wanted} is a button`);
  if (values === null) return clientRefuses(`${wanted} is a select`);
  const [min, max] = [found.min_values ?? 1, found.max_values ?? 1];
  if (values.length < min || values.length > max) clientRefuses(`${wanted} takes ${min} to ${max} values`);
  for (const value of values) {
    if ('options' in found && !found.options.some((one) => one.value === value))
      clientRefuses(`${wanted} has no option ${value}`);
  }
  return undefined;
}

import { html } from 'htm/preact';

import type { Select, SelectOption } from '../../wire/components.ts';
import { kinds } from '../../wire/kinds.ts';
import { SelectBox } from '../select-box.ts';
import { place, rolesHere } from '../state.ts';
import { useControl } from './use-control.ts';

/** A select of a message: what is chosen is sent at once. */
export function MessageSelect({ select, messageId }: { select: Select; messageId: string }) {
  const [isWaiting, use] = useControl(messageId);
  return html`
    <${SelectBox}
      label=${select.placeholder ?? 'Make a selection'}
      placeholder=${select.placeholder ?? 'Make a selection'}
      options=${optionsOf(select)}
      chosen=${[]}
      max=${select.max_values ?? 1}
      isDisabled=${select.disabled === true || isWaiting}
      choose=${(values: string[]) => use({ do: 'select', messageId, customId: select.custom_id, values })}
    />
  `;
}

/** A select's options; those of people, roles and channels are whoever and whatever is here. */
export function optionsOf(select: Select): readonly SelectOption[] {
  const now = place.value;
  if (select.options || now === null) return select.options ?? [];
  if (select.type === kinds.channelSelect)
    return now.servers.flatMap(({ channels }) => channels.map(({ id, name }) => ({ value: id, label: `#${name}` })));
  const roles = rolesHere().map(({ id, name }) => ({ value: id, label: `@${name}` }));
  if (select.type === kinds.roleSelect) return roles;
  const people = now.people
    .filter(({ id }) => now.memberIds.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
  return select.type === kinds.mentionableSelect ? [...people, ...roles] : people;
}

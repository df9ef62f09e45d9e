import { ButtonStyle, ComponentType } from 'discord.js';
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APIStringSelectComponent,
} from 'discord.js';

import { formatUsd } from '../../core/money/money.ts';
import { priceOf } from '../../core/picture/price.ts';
import type { PictureRequest } from '../../core/picture/request.ts';
import { changesFor, encodeChange, rerollWith } from '../../core/picture/verbs.ts';
import { wording } from '../../wording/wording.ts';
import { chargesAtOnce } from './control.ts';
import type { Control } from './control.ts';
import { encodeControl } from './custom-id.ts';

const MAX_OPTIONS = 25;

/** What a message's controls act on. */
export type Target = Pick<Control, 'subjectId' | 'index'>;
export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A row of the controls that exist; no row when none does. */
export function row(components: readonly (APIComponentInMessageActionRow | undefined)[]): Row[] {
  const present = components.filter((component) => component !== undefined);
  return present.length === 0 ? [] : [{ type: ComponentType.ActionRow, components: present }];
}

/** A button that costs nothing; grey unless it destroys something. */
export function freeButton(
  label: string,
  control: Control,
  style: ButtonStyle.Secondary | ButtonStyle.Danger = ButtonStyle.Secondary,
): APIButtonComponent {
  return { type: ComponentType.Button, style, label, custom_id: encodeControl(control) };
}

/**
 * A button that costs money and says how much; undefined when the price is not known, because that would be refused.
 */
export function pricedButton(
  label: string,
  control: Control,
  request: PictureRequest,
  { count = 1 }: { count?: number } = {},
): APIButtonComponent | undefined {
  const price = priceOf(request);
  if (price === undefined) return undefined;
  const total = price.each * count;
  return freeButton(
    wording.controls.withPrice(label, formatUsd(total)),
    chargesAtOnce(control) ? { ...control, price: total } : control,
  );
}

/** The select "Reroll with…": one change an option, each with its price; undefined when there is nothing to offer. */
export function changeSelect(
  request: PictureRequest,
  target: Target,
  verb: 'with' | 'with-public' = 'with',
): APIStringSelectComponent | undefined {
  const options = changesFor(request).flatMap((change) => {
    const price = priceOf(rerollWith(request, change));
    if (price === undefined) return [];
    return [
      {
        label: wording.result.changeWords(change, request),
        value: encodeChange(change),
        description: wording.controls.sameSeed(formatUsd(price.each)),
      },
    ];
  });
  if (options.length === 0) return undefined;
  return {
    type: ComponentType.StringSelect,
    custom_id: encodeControl({ verb, ...target }),
    placeholder: wording.controls.rerollWith(null),
    options: options.slice(0, MAX_OPTIONS),
  };
}

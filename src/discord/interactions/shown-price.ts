import { z } from 'zod';

import { parseUsd } from '../../core/money/money.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import type { Control } from '../render/control.ts';
import { encodeControl, parseControl } from '../render/custom-id.ts';

const pressable = z.looseObject({
  custom_id: z.string(),
  label: z.string().nullish().catch(null),
  options: z.array(z.looseObject({ value: z.string(), description: z.string().nullish() })).catch([]),
});

/**
 * The price that a message shows on one of its controls, or beside the option that was chosen there; null when it shows
 * none. Messages from before custom ids named a price carry it there alone, and Discord sends the message with the
 * press.
 */
export function shownPrice(components: unknown, control: Control, value?: string): MicroUsd | null {
  const wanted = controlName(control);
  const found = pressablesIn(components).find(({ custom_id: customId }) => {
    const other = parseControl(customId);
    return other !== undefined && controlName(other) === wanted;
  });
  if (found === undefined) return null;
  return priceIn(
    value === undefined ? found.label : found.options.find((option) => option.value === value)?.description,
  );
}

function pressablesIn(components: unknown): z.infer<typeof pressable>[] {
  if (Array.isArray(components)) return components.flatMap((component: unknown) => pressablesIn(component));
  if (typeof components !== 'object' || components === null) return [];
  const parsed = pressable.safeParse(components);
  return parsed.success ? [parsed.data] : Object.values(components).flatMap((part: unknown) => pressablesIn(part));
}

/** Old and new ids of the same control differ in the price alone. */
function controlName({ verb, subjectId, index }: Control): string {
  return encodeControl({ verb, subjectId, index });
}

function priceIn(text: string | null | undefined): MicroUsd | null {
  const [price] = /\$[\d,]+\.\d+$/.exec(text ?? '') ?? [];
  return price === undefined ? null : (parseUsd(price.replaceAll(',', '')) ?? null);
}

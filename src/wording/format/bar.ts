import type { MicroUsd } from '../../core/money/money.ts';

const BAR_CELLS = 20;

/** Twenty cells, filled from the left; something used is never shown as nothing, something left never as full. */
export function bar(used: MicroUsd, cap: MicroUsd): string {
  const exact = cap === 0 ? BAR_CELLS : (used / cap) * BAR_CELLS;
  const filled = used >= cap ? BAR_CELLS : Math.min(BAR_CELLS - 1, Math.ceil(exact));
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)}`;
}

/** What is used of the cap, in whole percent, rounded down: what is not used up is never called so. */
export function share(used: MicroUsd, cap: MicroUsd): string {
  return cap === 0 ? '100%' : `${Math.floor((used / cap) * 100)}%`;
}

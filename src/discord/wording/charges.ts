import { chargedFor, heldFor } from '../../core/generation.ts';
import type { Generation, Wallet } from '../../core/generation.ts';
import type { Balance } from '../../core/budget.ts';
import { formatUsd } from '../../core/money.ts';

/** What a generation cost and what its wallet has left: "charged $0.03 · server has $4.97 left ($0.06 reserved)". */
export function describeCharges(generation: Generation, wallet: { balance: Balance; cap: number }): string {
  const charged = chargedFor(generation);
  const held = heldFor(generation);
  const own = charged === 0 ? 'not charged' : `charged ${formatUsd(charged)}`;
  const open = held === 0 ? '' : `, ${formatUsd(held)} stays reserved`;
  return `${own}${open} · ${describeLeft(generation.wallet.scope, wallet.balance, wallet.cap)}`;
}

/** What a wallet has left: its cap less what is spent, never negative; money still reserved is part of it and said apart. */
export function describeLeft(scope: Wallet['scope'], balance: Balance, cap: number): string {
  const left = formatUsd(Math.max(0, cap - balance.spent));
  const reserved = balance.held === 0 ? '' : ` (${formatUsd(balance.held)} reserved)`;
  return `${scope === 'guild' ? 'server has' : 'you have'} ${left} left${reserved}`;
}

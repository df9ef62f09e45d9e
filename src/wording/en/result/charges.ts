import { leftOf } from '../../../core/money/budget.ts';
import type { Balance } from '../../../core/money/budget.ts';
import { formatUsd } from '../../../core/money/money.ts';
import { chargedFor, heldFor } from '../../../core/picture/generation.ts';
import type { Generation, Wallet } from '../../../core/picture/generation.ts';

/**
 * What a generation cost and what its wallet has left:
 * "charged $0.03 · server has $4.91 left ($0.06 more is reserved)".
 * `isTold`: an earlier message said the price.
 */
export function describeCharges(
  generation: Generation,
  wallet: { balance: Balance; cap: number } | undefined,
  isTold = false,
): string {
  const charged = chargedFor(generation);
  const held = heldFor(generation);
  const own = charged === 0 ? 'not charged' : `charged ${formatUsd(charged)}${already(isTold)}`;
  const open = held === 0 ? '' : `, ${formatUsd(held)} stays reserved`;
  const left = wallet === undefined ? '' : ` · ${describeLeft(generation.wallet.scope, wallet.balance, wallet.cap)}`;
  return `${own}${open}${left}`;
}

/** What is put after a price that an earlier message said: read twice, it must not look charged twice. */
export function already(isTold: boolean | undefined): string {
  return isTold === true ? ' already' : '';
}

/**
 * What a wallet has left to spend, as everywhere: its cap less what is spent and what is reserved, which is said
 * apart.
 */
export function describeLeft(scope: Wallet['scope'], balance: Balance, cap: number): string {
  const left = formatUsd(leftOf(balance, cap));
  const reserved = balance.held === 0 ? '' : ` (${formatUsd(balance.held)} more is reserved)`;
  return `${scope === 'guild' ? 'server has' : 'you have'} ${left} left${reserved}`;
}

import { leftOf } from '../../core/budget.ts';
import { formatUsd } from '../../core/money.ts';
import type { MicroUsd } from '../../core/money.ts';
import type { WalletState } from '../../app/wallet.ts';

/** A server's budget: cap, spent, held, left and when it starts again. */
export function describeBudget({ cap, balance, period }: WalletState): string {
  const reset = Math.floor(period.endsAt / 1000);
  const held = balance.held > 0 ? `Reserved for pictures under way: **${formatUsd(balance.held)}**` : 'Nothing is reserved.';
  return [
    `Budget of this server: **${formatUsd(cap)}** a month`,
    `Spent: **${formatUsd(balance.spent)}**`,
    held,
    `Left: **${formatUsd(leftOf(balance, cap))}**`,
    `Starts again <t:${reset}:R> (<t:${reset}:f>).`,
  ].join('\n');
}

/** Tells what a new cap changed. */
export function describeBudgetChange(before: MicroUsd, state: WalletState): string {
  const change = before === state.cap ? 'It was that already.' : `It was ${formatUsd(before)}.`;
  return `Done. ${change}\n\n${describeBudget(state)}`;
}

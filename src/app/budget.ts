import type { Ceilings } from '../core/budget.ts';
import { formatUsd, parseUsd } from '../core/money.ts';
import type { MicroUsd } from '../core/money.ts';
import { allows, PERMISSION } from '../core/permissions.ts';
import type { Refused } from '../core/refusal.ts';
import type { Budgets } from './ports/budgets.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Visitor } from './visitor.ts';
import type { WalletReader, WalletState } from './wallet.ts';

export interface BudgetDesk {
  /** A server's budget as its members may see it. */
  show(visitor: Visitor): Promise<{ state: WalletState } | Refused>;
  /** Sets a server's monthly cap; needs Manage Server, whatever Discord let through. */
  set(visitor: Visitor, amount: string): Promise<{ before: MicroUsd; state: WalletState } | Refused>;
}

/** Builds `/krea-budget`. */
export function createBudgetDesk(deps: { budgets: Budgets; wallet: WalletReader; ceilings: Ceilings; clock: Clock; log: Log }): BudgetDesk {
  return {
    async show({ wallet }) {
      if (wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
      return { state: await deps.wallet.read(wallet) };
    },
    async set(visitor, amount) {
      const { wallet } = visitor;
      if (wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
      if (!allows(visitor.memberPermissions, PERMISSION.manageGuild)) return { refused: { kind: 'needs-manage-server' } };
      const cap = parseUsd(amount);
      if (cap === undefined) return { refused: { kind: 'invalid-amount' } };
      if (cap > deps.ceilings.maxGuild) return { refused: { kind: 'above-ceiling', ceiling: deps.ceilings.maxGuild } };
      const before = await deps.wallet.read(wallet);
      await deps.budgets.setGuildCap(wallet.id, cap, { userId: visitor.userId, interactionId: visitor.interactionId }, deps.clock.now());
      deps.log.info({ guildId: wallet.id, userId: visitor.userId, before: formatUsd(before.cap), after: formatUsd(cap) }, 'budget set');
      return { before: before.cap, state: await deps.wallet.read(wallet) };
    },
  };
}

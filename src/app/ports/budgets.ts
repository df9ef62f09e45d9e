import type { Balance } from '../../core/budget.ts';
import type { MicroUsd } from '../../core/money.ts';

/** Who changed a rule, and by which interaction. */
export interface Actor {
  userId: string;
  interactionId: string;
}

/** What moderators set, and what was spent. */
export interface Budgets {
  /** The cap a server's moderators set; undefined while they set none. */
  guildCap(guildId: string): Promise<MicroUsd | undefined>;
  /** Sets a server's cap and writes before and after into the audit, in one transaction. */
  setGuildCap(guildId: string, cap: MicroUsd, actor: Actor, now: number): Promise<void>;
  /** An account's balance in a period; zero when nothing happened in it. */
  balance(scope: 'operator' | 'guild' | 'direct', id: string, periodKey: string): Promise<Balance>;
}

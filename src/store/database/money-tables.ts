import type { Generated } from 'kysely';

import type { Measured } from '../../core/money/measured-hold.ts';
import type { Wallet } from '../../core/picture/generation.ts';
import type { Tier } from '../../core/picture/price.ts';
import type { Variant } from '../../core/picture/request.ts';
import type { EntryKind } from '../../ports/store/ledger-reader.ts';
import type { AccountKey } from './accounts.ts';

/** The tables of what is held and spent. */
export interface MoneyTables {
  balance: BalanceTable;
  generation_account: GenerationAccountTable;
  carry: CarryTable;
  entry: EntryTable;
  spent_by_hour: SpentByHourTable;
  spent_by_member_day: SpentByMemberDayTable;
}

interface BalanceTable {
  scope: AccountKey['scope'];
  id: string;
  period_key: string;
  spent: number;
  held: number;
  carried: number;
  /** The part of `carried` that came from no picture that is known: carried before carries were kept. */
  untraced: Generated<number>;
}

interface GenerationAccountTable {
  generation_id: string;
  /** Accounts are locked in this order, counting from 0. */
  position: number;
  scope: AccountKey['scope'];
  id: string;
  period_key: string;
  /** The cap by which the hold was measured; null without one. */
  cap: number | null;
  /** What counted against the cap, with this hold. Null for what was held before this was noted. */
  used: number | null;
  /** Null is nothing that the bot wrote. */
  measured: Measured | null;
  /** Of the server's rules when it was held; 0 for other wallets. */
  rules_version: Generated<number>;
}

interface CarryTable {
  guild_id: string;
  period_key: string;
  counts_from: number;
  rules_version: number;
}

interface EntryTable {
  generation_id: string;
  picture_index: number;
  kind: EntryKind;
  amount: number;
  price_version: string;
  price_tier: Tier;
  variant: Variant;
  wallet_scope: Wallet['scope'];
  wallet_id: string;
  user_id: string;
  channel_id: string;
  /** When the hold was taken, also in the line of its end: reports count a picture when it was asked for. */
  held_at: number;
  at: number;
}

interface SpentByHourTable {
  guild_id: string;
  /** Hours since the epoch, of the hold. */
  hour: number;
  variant: Variant;
  spent: number;
  pictures: number;
}

interface SpentByMemberDayTable {
  guild_id: string;
  /** Days in UTC since the epoch, of the hold. */
  day: number;
  user_id: string;
  spent: number;
  pictures: number;
}

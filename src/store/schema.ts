import type { Generated } from 'kysely';

import type { PictureState, Verb, Wallet } from '../core/generation.ts';
import type { Measured } from '../core/measured-hold.ts';
import type { Tier } from '../core/price.ts';
import type { Variant } from '../core/request.ts';
import type { Delivery, Rung } from '../app/ports/journal.ts';
import type { EntryKind } from '../app/ports/ledger-reader.ts';
import type { Acknowledgement } from '../app/ports/pending-answers.ts';
import type { AccountKey } from './accounts.ts';
import type { CardTables } from './card-tables.ts';

/** The tables as we write them. What comes out is parsed before it is believed. */
export interface Tables extends CardTables {
  generation: GenerationTable;
  picture: PictureTable;
  delivery: DeliveryTable;
  pending_answer: PendingAnswerTable;
  balance: BalanceTable;
  generation_account: GenerationAccountTable;
  carry: CarryTable;
  entry: EntryTable;
  spent_by_hour: SpentByHourTable;
  spent_by_member_day: SpentByMemberDayTable;
  guild_rules: GuildRulesTable;
  audit: AuditTable;
  decision: DecisionTable;
  blob: BlobTable;
  blob_use: BlobUseTable;
  cache: CacheTable;
}

interface GenerationTable {
  id: string;
  guild_id: string | null;
  channel_id: string;
  wallet_scope: Wallet['scope'];
  wallet_id: string;
  user_id: string;
  verb: Verb;
  parent_generation_id: string | null;
  parent_index: number | null;
  /** JSON */
  request: string;
  price_version: string;
  price_tier: Tier;
  price_each: number;
  /** 0 or 1 */
  is_private: number;
  /** 0 or 1 */
  is_spoiler: number;
  /** 0 or 1; null where nobody knows. */
  is_age_restricted: number | null;
  reply_application_id: string;
  reply_token: string;
  reply_message_id: string | null;
  attachment_limit: number;
  created_at: number;
  removed_by: string | null;
}

interface PictureTable {
  generation_id: string;
  picture_index: number;
  seed: number;
  state: PictureState;
  /** The generation's creation, repeated here so that one index orders unfinished pictures by age. */
  arrived_at: number;
  /** The generation's, repeated here so that one index counts what a member has under way. */
  wallet_scope: Wallet['scope'];
  wallet_id: string;
  user_id: string;
  remote_id: string | null;
  url: string | null;
  hash: string | null;
  /** JSON */
  failure: string | null;
  submitting_at: number | null;
  /** Of the image API's clock; null while that is not known. */
  submit_from: number | null;
  submit_to: number | null;
  running_at: number | null;
  finished_at: number | null;
  delivery_part: number | null;
}

interface DeliveryTable {
  generation_id: string;
  part: number;
  rung: Rung;
  status: Delivery['status'];
  channel_id: string | null;
  message_id: string | null;
  started_at: number;
  /** 0 or 1: ended, and its requester is still to be told where it went. */
  is_untold: Generated<number>;
}

interface PendingAnswerTable {
  interaction_id: string;
  application_id: string;
  token: string;
  acknowledgement: Acknowledgement;
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

interface GuildRulesTable {
  guild_id: string;
  version: number;
  /** JSON */
  rules: string;
  cut_off_key: string | null;
  cut_off_ends_at: number | null;
  cut_off_at: number | null;
}

interface AuditTable {
  interaction_id: string;
  action: string;
  /** Where the operator decided about a person's own wallet: its id. Ids of servers and persons are never the same. */
  guild_id: string;
  actor_id: string;
  target_id: string | null;
  /** JSON */
  before: string;
  /** JSON */
  after: string;
  reason: string | null;
  at: number;
  /** The version of the rules that it made; null for what changed no rules, and for old lines. */
  rules_version: number | null;
}

interface DecisionTable {
  generation_id: string;
  picture_index: number;
  /** When it had been submitted, if its job was never known. */
  blind_since: number | null;
}

interface BlobTable {
  hash: string;
  media_type: string;
  bytes: Uint8Array;
  /** Null for what is kept for ever. */
  expires_at: number | null;
}

interface BlobUseTable {
  hash: string;
  /** When a picture was finished that it is, or a request made that refers to it; epoch milliseconds. */
  used_at: number;
  size: number;
}

interface CacheTable {
  key: string;
  value: string;
  expires_at: number | null;
}

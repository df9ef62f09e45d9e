import type { PictureState, Verb, Wallet } from '../core/generation.ts';
import type { Tier } from '../core/price.ts';
import type { Delivery, Rung } from '../app/ports/journal.ts';
import type { EntryKind } from '../app/ports/ledger-reader.ts';
import type { AccountKey } from './accounts.ts';

/** The tables as we write them. What comes out is parsed before it is believed. */
export interface Tables {
  generation: GenerationTable;
  picture: PictureTable;
  delivery: DeliveryTable;
  balance: BalanceTable;
  entry: EntryTable;
  budget: BudgetTable;
  audit: AuditTable;
  blob: BlobTable;
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
  remote_id: string | null;
  url: string | null;
  hash: string | null;
  /** JSON */
  failure: string | null;
  submitting_at: number | null;
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
}

interface BalanceTable {
  scope: AccountKey['scope'];
  id: string;
  period_key: string;
  spent: number;
  held: number;
}

interface EntryTable {
  generation_id: string;
  picture_index: number;
  kind: EntryKind;
  amount: number;
  price_version: string;
  price_tier: Tier;
  wallet_scope: Wallet['scope'];
  wallet_id: string;
  user_id: string;
  channel_id: string;
  period_key: string;
  at: number;
}

interface BudgetTable {
  guild_id: string;
  cap: number;
  updated_at: number;
}

interface AuditTable {
  interaction_id: string;
  action: 'guild-cap';
  subject_id: string;
  user_id: string;
  /** JSON */
  before: string | null;
  /** JSON */
  after: string;
  at: number;
}

interface BlobTable {
  hash: string;
  media_type: string;
  bytes: Uint8Array;
}

interface CacheTable {
  key: string;
  value: string;
  expires_at: number | null;
}

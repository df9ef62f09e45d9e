import type { Generated } from 'kysely';

import type { PictureState, Verb, Wallet } from '../../core/picture/generation.ts';
import type { Tier } from '../../core/picture/price.ts';
import type { Delivery, Rung } from '../../ports/store/journal.ts';
import type { Acknowledgement } from '../../ports/store/pending-answers.ts';

/** The tables of requests, their pictures, and the messages still to be sent. */
export interface GenerationTables {
  generation: GenerationTable;
  picture: PictureTable;
  delivery: DeliveryTable;
  pending_answer: PendingAnswerTable;
  decision: DecisionTable;
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
  /** 0 or 1; null where it is not known. */
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

interface DecisionTable {
  generation_id: string;
  picture_index: number;
  /** When it had been submitted, if its job was never known. */
  blind_since: number | null;
}

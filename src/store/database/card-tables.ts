import type { ApprovalState, Told } from '../../core/rules/approval.ts';
import type { CardRecord } from '../../ports/store/card-box.ts';
import type { CardKind } from '../../ports/store/cards.ts';

/** The tables of what moderators are told and asked. */
export interface CardTables {
  alert: AlertTable;
  card: CardTable;
  approval: ApprovalTable;
}

interface AlertTable {
  guild_id: string;
  period_key: string;
  /** A share in percent, or `forecast`. */
  reached: string;
  card_id: string | null;
  at: number;
  rearmed_at: number | null;
}

interface CardTable {
  kind: CardKind;
  id: string;
  guild_id: string;
  /** JSON: an alert as it was reached; an approval's content is in its own table. */
  content: string;
  status: CardRecord['status'];
  channel_id: string | null;
  message_id: string | null;
  detail: string | null;
  created_at: number;
  started_at: number | null;
  changes: number;
  /** How many of the changes it shows. */
  shown: number;
}

interface ApprovalTable {
  id: string;
  guild_id: string;
  user_id: string;
  /** JSON */
  request: string;
  state: ApprovalState;
  asked_at: number;
  expires_at: number;
  decided_by: string | null;
  decided_at: number | null;
  /** 0 or 1 */
  is_raise: number;
  reason: string | null;
  told: Told | null;
}

import type { Balance } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import type { AlertTrigger, Usage } from '../../core/rules/alerts.ts';
import type { Approval, ApprovalResult, Told } from '../../core/rules/approval.ts';
import type { LimitInTheWay } from '../../core/rules/limits-in-the-way.ts';
import type { Landed, PublishOutcome } from '../publisher.ts';

/** Messages to moderators that can be acted upon. */
export const CARD_KINDS = ['alert', 'approval'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

/** A card is named by the request that caused it. */
export interface CardKey {
  kind: CardKind;
  id: string;
}

/** What has been reached, as things stood at the hold that reached it. */
export interface Alert extends Usage {
  /** The request whose hold reached it. */
  id: string;
  guildId: string;
  triggers: readonly AlertTrigger[];
  at: number;
}

/** What is to be seen on a card; worded and laid out by the adapter that shows it. */
export type Card =
  | {
      kind: 'alert';
      alert: Alert;
      roleId: string | null;
      /** The figures after the first action on it; until then those of the alert count. */
      now: { balance: Balance; cap: MicroUsd; endsAt: number | null } | null;
      isPaused: boolean;
      /** What everyone may spend in each period; undefined without such a limit. */
      memberCap: MicroUsd | undefined;
      /** What was done from here and the user who did it, oldest first. */
      done: readonly { by: string; at: number; what: CardAction }[];
    }
  | {
      kind: 'approval';
      approval: Approval;
      roleId: string | null;
      /** What stands in its way just now; of a request that is over, nothing. */
      limits: readonly LimitInTheWay[];
      /** When the server's amounts start again; null when they never do. */
      endsAt: number | null;
      /** What has become of its pictures; null while there are none. */
      result: ApprovalResult | null;
    };

/** What a quick action did; a raise from the default says nothing of that. */
export type CardAction =
  | { kind: 'raised'; from: MicroUsd | null; to: MicroUsd }
  | { kind: 'paused' }
  | { kind: 'lowered'; cap: MicroUsd };

/** Where a card stands. */
export interface CardSpot {
  channelId: string;
  messageId: string;
}

/** Shows cards in channels, and tells people privately. Methods never throw for Discord's sake. */
export interface Cards {
  /** Posts a card, mentioning only the role that moderators named. A repetition within minutes is dropped. */
  post(card: Card, channelId: string): Promise<PublishOutcome>;
  /** Looks whether the card already stands in the channel. */
  landed(key: CardKey, channelId: string): Promise<Landed>;
  /** Brings a card up to date without another mention. `gone`: it can't be edited any more; `later`: not just now. */
  edit(card: Card, spot: CardSpot): Promise<'edited' | 'gone' | 'later'>;
  /**
   * Tells the requester that their request came to nothing: by direct message, else in the channel it came from,
   * where neither prompt nor reason is repeated. A repetition within minutes is dropped.
   */
  tellRequester(approval: Approval): Promise<Exclude<Told, 'answer'> | 'later'>;
}

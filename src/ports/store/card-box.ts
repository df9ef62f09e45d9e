import type { Alert, CardKey } from './cards.ts';

/** How far the posting of a card is. */
export interface CardRecord extends CardKey {
  guildId: string;
  status: 'pending' | 'posting' | 'posted' | 'failed';
  /** Where it is being posted or stands; null before. */
  channelId: string | null;
  messageId: string | null;
  /** Why it could not be posted. */
  detail: string | null;
  /** When it came about, and when its posting began. Epoch milliseconds. */
  createdAt: number;
  startedAt: number | null;
  /** How often there was something new to show on it, since it came about. */
  changes: number;
}

/** How the posting of a card ended. */
export type CardEnd = { status: 'posted'; messageId: string } | { status: 'failed'; detail: string };

/**
 * The durable list of cards to be posted: each is written with what causes it, and leaves when it stands in its
 * channel.
 */
export interface CardBox {
  /** Cards to be posted, and those whose posting was cut off, oldest first. */
  open(): Promise<CardRecord[]>;
  find(key: CardKey): Promise<CardRecord | undefined>;
  /** Notes that a pending card is about to be posted there; false when it is not pending any more. */
  begin(key: CardKey, channelId: string, now: number): Promise<boolean>;
  /** Ends a card's posting, if it is under way or has not begun. */
  end(key: CardKey, end: CardEnd): Promise<void>;
  /** The newest card of a server that was posted or given up. */
  newest(guildId: string): Promise<CardRecord | undefined>;
  /** Notes that there is something new to show on a card. */
  fallBehind(key: CardKey): Promise<void>;
  /** Notes that a card shows what was new up to `changes`; what came after still waits to be shown. */
  catchUp(key: CardKey, changes: number): Promise<void>;
  /** Cards that do not show yet what is new. */
  behind(): Promise<CardKey[]>;
  /** An alert's content. */
  alert(id: string): Promise<Alert | undefined>;
}

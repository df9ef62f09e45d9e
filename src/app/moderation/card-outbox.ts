import type { Background } from '../../kit/background.ts';
import { repeatLast } from '../../kit/backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { PublishOutcome } from '../../ports/publisher.ts';
import type { CardBox, CardEnd, CardRecord } from '../../ports/store/card-box.ts';
import type { CardKey, Cards } from '../../ports/store/cards.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { CardContent } from './card-content.ts';

/** Waits between attempts, in milliseconds; the last one repeats. */
const DELAYS_MS = [1_000, 3_000, 10_000, 30_000, 60_000];

export interface CardOutboxDeps {
  cardBox: CardBox;
  cards: Cards;
  content: Pick<CardContent, 'read'>;
  rulebook: Pick<Rulebook, 'read'>;
  /** Called when a card is given up later than at the first attempt. */
  onGivenUp(key: CardKey): Promise<void>;
  background: Background;
  clock: Clock;
  log: Log;
}

/** What came of posting a card; `waiting`: it is tried again until it is posted or refused for good. */
export type Posted = 'posted' | 'failed' | 'waiting';

/** Posts what is written down to be posted, each card once. */
export interface CardOutbox {
  /** Posts everything that waits, in the background. */
  wake(): void;
  /** Posts one card now. */
  post(key: CardKey): Promise<Posted>;
}

/** Builds the outbox. What was cut off is looked for before it is posted again. */
export function createCardOutbox({
  cardBox,
  cards,
  content,
  rulebook,
  onGivenUp,
  background,
  clock,
  log,
}: CardOutboxDeps): CardOutbox {
  const busy = new Set<string>();

  async function post(key: CardKey): Promise<Posted> {
    const record = await cardBox.find(key);
    if (record === undefined || record.status === 'failed') return 'failed';
    if (record.status === 'posted') return 'posted';
    return claim(record) ? attempt(record, 0) : 'waiting';
  }

  /** One claim lasts until the card is posted or given up, the waits between attempts included. */
  function claim(key: CardKey): boolean {
    if (busy.has(cardName(key))) return false;
    busy.add(cardName(key));
    return true;
  }

  async function attempt(record: CardRecord, tries: number): Promise<Posted> {
    let isOurs = false;
    try {
      const outcome = await publish(record);
      if (outcome.kind === 'published') return await ended(record, { status: 'posted', messageId: outcome.messageId });
      if (outcome.kind !== 'unclear' && outcome.kind !== 'delayed') {
        const detail = outcome.kind === 'closed' ? outcome.detail : outcome.kind;
        log.warn({ guildId: record.guildId, kind: record.kind, card: record.id, detail }, 'a card could not be posted');
        return await ended(record, { status: 'failed', detail });
      }
      isOurs = true;
      const wait = Math.max(repeatLast(DELAYS_MS, tries), outcome.kind === 'delayed' ? outcome.retryAfterMs : 0);
      background.start('post a card again', async () => again(record, tries + 1, wait));
      return 'waiting';
    } finally {
      // However it failed, the card stays in the list, and the next wake takes it up.
      if (!isOurs) busy.delete(cardName(record));
    }
  }

  async function again(record: CardRecord, tries: number, wait: number): Promise<void> {
    let fresh: CardRecord | undefined;
    try {
      await clock.sleep(wait, background.stopping);
      fresh = background.stopping.aborted ? undefined : await cardBox.find(record);
    } finally {
      if (fresh === undefined) busy.delete(cardName(record));
    }
    if (fresh !== undefined && (await attempt(fresh, tries)) === 'failed') await onGivenUp(record);
  }

  async function ended(record: CardRecord, end: CardEnd): Promise<Posted> {
    await cardBox.end(record, end);
    // The next alert of the server has waited for this one.
    if (record.kind === 'alert') wake();
    return end.status;
  }

  async function publish(record: CardRecord): Promise<PublishOutcome> {
    if (record.channelId !== null) {
      // An earlier attempt may have landed, however its answer was lost.
      const landed = await cards.landed(record, record.channelId);
      if (landed.kind === 'yes') return { kind: 'published', channelId: landed.channelId, messageId: landed.messageId };
      if (landed.kind === 'unknown') return { kind: 'delayed', retryAfterMs: 0 };
    }
    const { rules } = await rulebook.read(record.guildId);
    const channelId = record.channelId ?? rules.alerts?.channelId;
    if (channelId === undefined) return { kind: 'closed', detail: 'alerts are off' };
    const card = await content.read(record);
    if (card === undefined) return { kind: 'closed', detail: 'no longer needed' };
    if (record.channelId === null && !(await cardBox.begin(record, channelId, clock.now()))) return { kind: 'unclear' };
    return cards.post(card, channelId);
  }

  function wake(): void {
    background.start('post cards', async () => {
      const open = await cardBox.open();
      for (const record of open.filter((one) => isNext(one, open))) {
        if (!claim(record)) continue;
        background.start('post a card', async () => {
          if ((await attempt(record, 0)) === 'failed') await onGivenUp(record);
        });
      }
    });
  }

  return { post, wake };
}

/** A server hears its alerts in the order in which they were reached. */
function isNext({ kind, id, guildId }: CardRecord, open: readonly CardRecord[]): boolean {
  return kind !== 'alert' || open.find((other) => other.kind === 'alert' && other.guildId === guildId)?.id === id;
}

function cardName({ kind, id }: CardKey): string {
  return `${kind} ${id}`;
}

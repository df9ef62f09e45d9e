import { isTold } from '../../core/rules/approval.ts';
import type { Background } from '../../kit/background.ts';
import { repeatLast } from '../../kit/backoff.ts';
import { retry } from '../../kit/retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Approvals } from '../../ports/store/approvals.ts';
import type { CardBox } from '../../ports/store/card-box.ts';
import type { Card, CardKey, Cards } from '../../ports/store/cards.ts';
import type { CardContent } from './card-content.ts';

/** Waits between attempts, in milliseconds; the last one repeats. */
const DELAYS_MS = [1_000, 3_000, 10_000, 30_000, 60_000];

export interface CardFollowerDeps {
  approvals: Pick<Approvals, 'find' | 'noteTold'>;
  cardBox: Pick<CardBox, 'find' | 'catchUp' | 'behind'>;
  cards: Pick<Cards, 'edit' | 'tellRequester'>;
  content: Pick<CardContent, 'current'>;
  background: Background;
  clock: Clock;
  log: Log;
}

/** Keeps posted cards true: whatever happens to what a card is about is shown on it, also after a crash. */
export interface CardFollower {
  /** Has the card show how things stand, and tells a requester whose request came to nothing. */
  follow(key: CardKey): void;
  /** Something happened to a generation: if an approval started it, its card may have to tell. */
  moved(generationId: string): void;
  /** Takes up every card that a restart, or a write that failed, left behind. */
  recover(): Promise<void>;
}

/**
 * Builds the follower. One card is edited by one hand, each time by what is on record then: an older state never covers
 * a newer one.
 */
export function createCardFollower({
  approvals,
  cardBox,
  cards,
  content,
  background,
  clock,
  log,
}: CardFollowerDeps): CardFollower {
  /** Cards being brought up to date, each with what tells that something came up meanwhile. */
  const busy = new Map<string, AbortController>();
  /** What was shown last of cards whose matter is not over. */
  const lastShown = new Map<string, string>();

  function follow(key: CardKey): void {
    const name = cardName(key);
    const busyWith = busy.get(name);
    if (busyWith !== undefined) {
      busyWith.abort();
      return;
    }
    let news = watchForNews(name);
    background.start('bring a card up to date', async () => {
      try {
        do {
          if (news.signal.aborted) news = watchForNews(name);
          // News do not wait for the next try: until then the card would say what is no longer true.
          const stopping = AbortSignal.any([news.signal, background.stopping]);
          await retry(async () => await bringUpToDate(key), waitAfter, { clock, stopping });
        } while (news.signal.aborted && !background.stopping.aborted);
      } finally {
        busy.delete(name);
      }
    });
  }

  function watchForNews(name: string): AbortController {
    const news = new AbortController();
    busy.set(name, news);
    return news;
  }

  /** False when it has to be tried again. */
  async function bringUpToDate(key: CardKey): Promise<boolean> {
    if (!(await tellOf(key))) return false;
    const record = await cardBox.find(key);
    const card = await content.current(key);
    if (record === undefined || card === undefined) return true;
    if (record.status === 'pending' || record.status === 'posting') return false;
    if (record.status === 'posted' && record.channelId !== null && record.messageId !== null) {
      const { channelId, messageId } = record;
      const words = JSON.stringify(card);
      if (words !== lastShown.get(cardName(key))) {
        const outcome = await cards.edit(card, { channelId, messageId });
        if (outcome === 'later') return false;
        if (outcome === 'gone')
          log.info({ kind: key.kind, card: key.id }, 'a card cannot be brought up to date any more');
        lastShown.set(cardName(key), words);
      }
    }
    if (!isOver(card)) return true;
    lastShown.delete(cardName(key));
    await cardBox.catchUp(key, record.changes);
    return true;
  }

  async function tellOf({ kind, id }: CardKey): Promise<boolean> {
    const approval = kind === 'approval' ? await approvals.find(id) : undefined;
    if (approval === undefined || approval.told !== null || approval.state === 'asked' || approval.state === 'approved')
      return true;
    const told = await cards.tellRequester(approval);
    if (told === 'later') return false;
    await approvals.noteTold(id, told);
    return true;
  }

  return {
    follow,
    moved(generationId) {
      const key = { kind: 'approval', id: generationId } as const;
      if (lastShown.has(cardName(key)) || busy.has(cardName(key))) follow(key);
    },
    async recover() {
      // What is being brought up to date already is behind for as long as that takes.
      for (const key of await cardBox.behind()) if (!busy.has(cardName(key))) follow(key);
    },
  };
}

function isOver(card: Card): boolean {
  return card.kind === 'alert' || isTold(card.approval, card.result);
}

function waitAfter(isUpToDate: boolean, tries: number): number | undefined {
  return isUpToDate ? undefined : repeatLast(DELAYS_MS, tries);
}

function cardName({ kind, id }: CardKey): string {
  return `${kind} ${id}`;
}

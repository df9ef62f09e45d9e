import type { Approval } from '../../src/core/rules/approval.ts';
import type { PublishOutcome } from '../../src/ports/publisher.ts';
import type { Card, Cards } from '../../src/ports/store/cards.ts';

/** A wall of cards in memory: what was posted and edited, and what the next posts come to. */
export interface CardWall extends Cards {
  posted: { card: Card; channelId: string }[];
  edited: Card[];
  told: Approval[];
  /** Plans the next edits and the next words to a requester, in order. */
  planEdits(...outcomes: ('gone' | 'later')[]): void;
  planTelling(...outcomes: Awaited<ReturnType<Cards['tellRequester']>>[]): void;
  /** Plans the next posts, in order; `lost`: it lands, and the answer does not come back. */
  plan(...outcomes: (Exclude<PublishOutcome, { kind: 'published' }> | 'lost')[]): void;
}

/** Makes an empty wall. Like Discord's, it does not drop repetitions for ever: whoever doubles a post is seen to. */
export function createCardWall(): CardWall {
  const posted: CardWall['posted'] = [];
  const edited: Card[] = [];
  const told: Approval[] = [];
  const edits: ('gone' | 'later')[] = [];
  const tellings: Awaited<ReturnType<Cards['tellRequester']>>[] = [];
  const plans: (Exclude<PublishOutcome, { kind: 'published' }> | 'lost')[] = [];
  return {
    posted,
    edited,
    told,
    plan: (...outcomes) => void plans.push(...outcomes),
    async post(card, channelId) {
      const planned = plans.shift();
      if (planned !== undefined && planned !== 'lost') return planned;
      posted.push({ card, channelId });
      return planned === 'lost'
        ? { kind: 'unclear' }
        : { kind: 'published', channelId, messageId: `card-${posted.length}` };
    },
    async landed({ kind, id }, channelId) {
      const at = posted.findIndex(
        (one) => one.card.kind === kind && idOf(one.card) === id && one.channelId === channelId,
      );
      return at === -1 ? { kind: 'no' } : { kind: 'yes', channelId, messageId: `card-${at + 1}` };
    },
    planEdits: (...outcomes) => void edits.push(...outcomes),
    planTelling: (...outcomes) => void tellings.push(...outcomes),
    async edit(card) {
      const planned = edits.shift();
      if (planned === undefined) edited.push(card);
      return planned ?? 'edited';
    },
    async tellRequester(approval) {
      const planned = tellings.shift() ?? 'direct';
      if (planned !== 'later') told.push(approval);
      return planned;
    },
  };
}

function idOf(card: Card): string {
  return card.kind === 'alert' ? card.alert.id : card.approval.id;
}

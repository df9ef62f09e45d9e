import { isPaid } from '../../core/picture/generation.ts';
import type { Generation } from '../../core/picture/generation.ts';
import { keyOf } from '../../core/picture/picture-key.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import { allows, PERMISSION } from '../../core/rules/permissions.ts';
import { isModerator, isOwn } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import { createTurns } from '../../kit/turns.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ResultMessage } from '../../ports/publisher.ts';
import type { IsAgeRestricted, PermissionsIn } from '../../ports/server.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { WalletReader } from '../budget/wallet.ts';
import { ifReadable } from '../decorators/if-readable.ts';
import { mayBeSeen } from './age-restriction.ts';
import type { PictureLoader } from './load-pictures.ts';
import { requestOfParent } from './parent-request.ts';
import type { Post, RungOutcome } from './post.ts';

export interface ShowDeps {
  journal: Journal;
  loader: PictureLoader;
  post: Post;
  wallet: WalletReader;
  permissionsIn: PermissionsIn;
  isAgeRestricted: IsAgeRestricted;
  clock: Clock;
  log: Log;
}

export interface Show {
  /** Brings a generation back as the answer to `visitor`'s command, with live buttons. */
  show(visitor: Visitor, generationId: string): Promise<{ shown: true } | { failed: true } | Refused>;
  /** The visitor's newest generations here, for suggestions. */
  recent(visitor: Pick<Visitor, 'userId' | 'place'>): Promise<Generation[]>;
}

const SUGGESTIONS = 25;
/** Each holds up to four pictures in memory, several times over, until Discord has them; so few run at once. */
const TURNS = { atOnce: 4, waiting: 2, maxWaitMs: 60_000 };
/** Waits for a file that cannot be fetched, in milliseconds: short, for the member sees "thinking…" meanwhile. */
const FILE_DELAYS_MS = [500, 1_500];

/** Builds `/krea-show`: for the undelivered as well as for results of long ago. */
export function createShow(deps: ShowDeps): Show {
  const { journal, clock } = deps;
  const turns = createTurns(TURNS, clock);

  async function mayShow(visitor: Visitor, generation: Generation): Promise<Refused | undefined> {
    if (isOwn(visitor, generation)) {
      const isRemovedByOthers = generation.removedBy !== null && generation.removedBy !== visitor.userId;
      return isRemovedByOthers && !isModerator(visitor) ? { refused: { kind: 'removed-generation' } } : undefined;
    }
    const { guildId, channelId } = generation.place;
    if (guildId === null || guildId !== visitor.place.guildId) return { refused: { kind: 'foreign-generation' } };
    if (generation.isPrivate) return { refused: { kind: 'private-generation' } };
    if (generation.removedBy !== null && !isModerator(visitor)) return { refused: { kind: 'removed-generation' } };
    if (channelId === visitor.place.channelId) return undefined;
    const permissions = await deps.permissionsIn(guildId, channelId, { id: visitor.userId, roleIds: visitor.roleIds });
    const isVisible = permissions !== undefined && allows(permissions, PERMISSION.viewChannel);
    return isVisible ? undefined : { refused: { kind: 'hidden-channel' } };
  }

  async function present(
    visitor: Visitor,
    generation: Generation,
    pictures: Pick<ResultMessage, 'pictures' | 'unread'>,
  ): Promise<RungOutcome> {
    const [wallet, parentRequest] = await Promise.all([
      ifReadable(deps.wallet.read(generation.wallet)),
      requestOfParent(journal, generation),
    ]);
    const shown = {
      ...generation,
      reply: visitor.reply,
      attachmentLimit: visitor.attachmentLimit,
      createdAt: visitor.arrivedAt,
    };
    const posting = { generationId: visitor.interactionId, part: 1, after: visitor.interactionId, mustShow: false };
    return await deps.post.attempt(
      'reply',
      { generation: shown, ...pictures, wallet, ...(parentRequest && { parentRequest }) },
      posting,
      'first',
    );
  }

  return {
    async show(visitor, generationId) {
      const outcome = await turns(visitor.userId, async () => showNow(visitor, generationId));
      return outcome === 'busy' ? { refused: { kind: 'too-many-shown-at-once' } } : outcome;
    },
    recent: async ({ userId, place }) => journal.recent(userId, place.guildId, SUGGESTIONS),
  };

  async function showNow(visitor: Visitor, generationId: string): ReturnType<Show['show']> {
    const generation = await journal.find(generationId);
    if (generation === undefined) return { refused: { kind: 'unknown-generation' } };
    const refused = await mayShow(visitor, generation);
    if (refused !== undefined) return refused;
    if (!(await mayBeSeen(visitor, generation, deps.isAgeRestricted))) return { refused: { kind: 'age-restricted' } };
    const paid = generation.pictures.filter(({ state }) => isPaid(state));
    if (paid.length === 0) return { refused: { kind: 'nothing-to-show' } };

    const { loaded, unread, shown } = await deps.loader.load(paid, FILE_DELAYS_MS);
    let outcome: RungOutcome;
    try {
      outcome = await present(visitor, generation, { pictures: loaded, unread });
    } finally {
      await shown();
    }
    if (outcome.kind !== 'published') {
      deps.log.warn({ generationId, outcome: outcome.kind }, 'result could not be shown again');
      return { failed: true };
    }
    // Only a showing to the requester ends a waiting delivery: shown to others alone, it would never reach them.
    for (const picture of isOwn(visitor, generation) ? paid : []) {
      const { state, index } = picture;
      if (state !== 'delivered' && outcome.shown.includes(index))
        await journal.move(keyOf(picture), state, 'delivered', clock.now());
    }
    return { shown: true };
  }
}

import { decidableAt } from '../core/decision.ts';
import type { Verdict } from '../core/decision.ts';
import type { Generation, Picture } from '../core/generation.ts';
import type { Refused } from '../core/refusal.ts';
import type { Engine } from './engine.ts';
import { endOf } from './job-end.ts';
import { keyOf } from './picture-key.ts';
import type { Clock } from './ports/clock.ts';
import type { Decisions, UndecidedPicture } from './ports/decisions.ts';
import { ImageApiUnavailable } from './ports/image-api.ts';
import type { ImageApi } from './ports/image-api.ts';
import type { Journal, PictureKey } from './ports/journal.ts';
import type { Log } from './ports/log.ts';
import type { Rulebook } from './ports/rulebook.ts';
import { mayManageBudget } from './visitor.ts';
import type { Visitor } from './visitor.ts';

/** An undecided picture, and from when on it can be decided (epoch milliseconds). */
export type OpenCase = UndecidedPicture & { decidableAt: number };

/** What became of a picture: as the moderator decided, or as Krea answered when asked once more. */
export interface Resolved {
  by: 'moderator' | 'krea';
  picture: Picture;
  generation: Pick<Generation, 'id' | 'userId' | 'price'>;
}

/** What moderators do about pictures whose end nobody can tell. */
export interface Resolve {
  /** The undecided pictures of the visitor's server, oldest first. */
  list(visitor: Visitor): Promise<{ cases: OpenCase[] } | Refused>;
  decide(visitor: Visitor, key: PictureKey, verdict: Verdict, reason: string | null): Promise<Resolved | Refused>;
}

export interface ResolveDeps {
  journal: Journal;
  decisions: Decisions;
  rulebook: Rulebook;
  imageApi: Pick<ImageApi, 'look'>;
  engine: Pick<Engine, 'hint' | 'deliver'>;
  clock: Clock;
  log: Log;
}

const MOST_CASES = 25;

/** Builds `/krea-budget resolve`. The search goes on until somebody decides, and finds nothing to book afterwards. */
export function createResolve({ journal, decisions, rulebook, imageApi, engine, clock, log }: ResolveDeps): Resolve {
  async function obstacle(visitor: Visitor): Promise<Refused | undefined> {
    if (visitor.wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
    const { rules } = await rulebook.read(visitor.wallet.id);
    return mayManageBudget(visitor, rules) ? undefined : { refused: { kind: 'not-a-moderator' } };
  }

  /** A job that is known may have an end by now: then there is nothing to decide. */
  async function askOnceMore(picture: Picture): Promise<Picture | undefined> {
    if (picture.remoteId === null) return undefined;
    try {
      const end = endOf(await imageApi.look(picture.remoteId), null);
      return end && (await journal.move(keyOf(picture), 'uncertain', end.to, clock.now(), end.patch));
    } catch (error) {
      if (!(error instanceof ImageApiUnavailable)) throw error;
      log.warn({ ...keyOf(picture), err: error }, 'the job could not be looked at before the decision');
      return undefined;
    }
  }

  return {
    async list(visitor) {
      const refused = await obstacle(visitor);
      if (refused !== undefined) return refused;
      const found = await decisions.undecided(visitor.wallet.id, MOST_CASES);
      return { cases: found.map(({ picture, generation }) => ({ picture, generation, decidableAt: decidableAt(picture, generation.createdAt) })) };
    },

    async decide(visitor, key, verdict, reason) {
      const refused = await obstacle(visitor);
      if (refused !== undefined) return refused;
      const { wallet, userId, interactionId } = visitor;
      const generation = await journal.find(key.generationId);
      const picture = generation?.pictures.find(({ index }) => index === key.index);
      const isOurs = generation?.wallet.scope === 'guild' && generation.wallet.id === wallet.id;
      if (picture === undefined || !isOurs) return { refused: { kind: 'unknown-generation' } };
      if (picture.state !== 'uncertain') return { refused: { kind: 'already-decided' } };
      const earliest = decidableAt(picture, generation.createdAt);
      if (clock.now() < earliest) return { refused: { kind: 'too-early-to-decide', at: earliest } };

      const told = await askOnceMore(picture);
      const decision = { ...keyOf(picture), verdict, actor: { userId, interactionId }, reason };
      const ended = told ?? (await decisions.decide(decision, clock.now()));
      if (ended === undefined) return { refused: { kind: 'already-decided' } };
      log.info({ ...keyOf(picture), guildId: wallet.id, userId, verdict, state: ended.state, toldByKrea: told !== undefined }, 'uncertain picture resolved');
      // Whoever still searches for its job looks up and stops.
      engine.hint(keyOf(picture), null);
      engine.deliver(generation.id);
      return { by: told === undefined ? 'moderator' : 'krea', picture: ended, generation };
    },
  };
}

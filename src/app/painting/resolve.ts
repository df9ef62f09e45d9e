import { decidableAt } from '../../core/picture/decision.ts';
import type { Verdict } from '../../core/picture/decision.ts';
import type { PictureKey } from '../../core/picture/generation.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import { mayManageBudget } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Decisions, UndecidedPicture } from '../../ports/store/decisions.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import { createDecidePicture } from './decide-picture.ts';
import type { Resolved } from './decide-picture.ts';
import type { Engine } from './engine.ts';

/** An undecided picture, and from when on it can be decided (epoch milliseconds). */
export type OpenCase = UndecidedPicture & { decidableAt: number };

/** What moderators do about uncertain pictures. */
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

/** Builds `/krea-budget resolve`. The search goes on until the decision, and changes nothing after it. */
export function createResolve(deps: ResolveDeps): Resolve {
  const { decisions, rulebook, engine, log } = deps;
  const decidePicture = createDecidePicture(deps);

  async function obstacle(visitor: Visitor): Promise<Refused | undefined> {
    if (visitor.wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
    const { rules } = await rulebook.read(visitor.wallet.id);
    return mayManageBudget(visitor, rules) ? undefined : { refused: { kind: 'not-a-moderator' } };
  }

  return {
    async list(visitor) {
      const refused = await obstacle(visitor);
      if (refused !== undefined) return refused;
      const found = await decisions.undecided(visitor.wallet.id, MOST_CASES);
      return {
        cases: found.map(({ picture, generation }) => ({
          picture,
          generation,
          decidableAt: decidableAt(picture, generation.createdAt, deps.clock.now()),
        })),
      };
    },

    async decide(visitor, { generationId, index }, verdict, reason) {
      const refused = await obstacle(visitor);
      if (refused !== undefined) return refused;
      const { wallet: mine, userId, interactionId } = visitor;
      const decision = { generationId, index, verdict, actor: { userId, interactionId }, reason };
      const outcome = await decidePicture(decision, ({ wallet }) => wallet.scope === 'guild' && wallet.id === mine.id);
      if ('refused' in outcome) return outcome;
      const { by, picture } = outcome;
      log.info(
        { generationId, index, guildId: mine.id, userId, verdict, state: picture.state, toldByKrea: by === 'krea' },
        'uncertain picture resolved',
      );
      // The search for its job sees the decision and stops.
      engine.hint({ generationId, index }, null);
      engine.deliver(generationId);
      return outcome;
    },
  };
}

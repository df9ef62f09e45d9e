import type { Verdict } from '../../core/picture/decision.ts';
import type { Generation, Picture, PictureKey } from '../../core/picture/generation.ts';
import type { Actor } from './rulebook.ts';

/** An uncertain picture, with what helps to decide it. */
export interface UndecidedPicture {
  picture: Picture;
  generation: Pick<Generation, 'userId' | 'place' | 'price' | 'createdAt'> & Pick<Generation['request'], 'variant'>;
}

/** Who decided what about which picture; the operator decides also about what persons pay for. */
export interface Decision extends PictureKey {
  verdict: Verdict;
  actor: Actor;
  reason: string | null;
}

/** Moderators' and the operator's decisions about uncertain pictures. */
export interface Decisions {
  /** The pictures that a server pays for and whose end is unknown, oldest first. */
  undecided(guildId: string, limit: number): Promise<UndecidedPicture[]>;
  /**
   * Ends an uncertain picture as decided: state, money and the audit's line in one transaction.
   * Undefined when it is not uncertain any more: decided already, or its end was found.
   */
  decide(decision: Decision, now: number): Promise<Picture | undefined>;
  /**
   * Pictures submitted since the instant that were decided without ever knowing their job: one found later may be
   * theirs.
   */
  decidedBlind(since: number): Promise<Picture[]>;
}

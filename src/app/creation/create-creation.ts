import type { Ceilings } from '../../core/money/budget.ts';
import type { Clock, NewSeed } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { FetchMedia, Images } from '../../ports/media.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { Blobs, Cache } from '../../ports/store/storage.ts';
import type { Engine } from '../painting/engine.ts';
import { createAgain } from './again.ts';
import type { Again } from './again.ts';
import type { AskedBy } from './asked-by.ts';
import { createWithReferences } from './copy-references.ts';
import type { WithReferences } from './copy-references.ts';
import { createGenerate } from './generate.ts';
import type { Generate } from './generate.ts';
import { createJudge } from './judge.ts';
import type { Judge, MayBeAsked } from './judge.ts';
import { refuseAtOnce } from './refuse-at-once.ts';
import { createStyles } from './styles.ts';
import type { Styles } from './styles.ts';

export interface CreationDeps {
  journal: Journal;
  rulebook: Rulebook;
  blobs: Blobs;
  cache: Cache;
  imageApi: ImageApi;
  fetchMedia: FetchMedia;
  images: Images;
  askedBy: AskedBy;
  engine: Pick<Engine, 'take' | 'isTokenRefused'>;
  /** Wraps the way to pictures: what a moderator could allow can be asked for. */
  offer(generate: Generate): Generate;
  mayBeAsked: MayBeAsked;
  /** Has cards posted that a hold made. */
  postCards: () => void;
  stopping: AbortSignal;
  newSeed: NewSeed;
  clock: Clock;
  log: Log;
  ceilings: Ceilings;
}

/** The way from a wish to held money. */
export interface Creation {
  generate: Generate;
  judge: Judge;
  withReferences: WithReferences;
  again: Again;
  styles: Styles;
}

/** Builds everything by which pictures are asked for. */
export function createCreation(deps: CreationDeps): Creation {
  const { journal, rulebook, blobs, cache, imageApi, fetchMedia, images, askedBy, engine, offer, mayBeAsked } = deps;
  const { postCards, stopping, newSeed, clock, log, ceilings } = deps;
  const open = createGenerate({ journal, rulebook, engine, postCards, clock, log, ceilings, askedBy });
  const generate = refuseAtOnce(offer(open), { engine, stopping });

  return {
    generate,
    judge: createJudge({ journal, rulebook, ceilings, askedBy, clock, mayBeAsked, engine, stopping }),
    withReferences: createWithReferences({ fetchMedia, images, blobs, clock }),
    again: createAgain({ journal, blobs, generate, newSeed }),
    styles: createStyles({ imageApi, cache, clock, log }),
  };
}

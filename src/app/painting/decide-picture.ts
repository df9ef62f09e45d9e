import { decidableAt } from '../../core/picture/decision.ts';
import type { Generation, Picture } from '../../core/picture/generation.ts';
import { keyOf } from '../../core/picture/picture-key.ts';
import type { Refusal } from '../../core/picture/refusal.ts';
import type { Clock } from '../../ports/clock.ts';
import { ImageApiUnavailable } from '../../ports/image-api.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Decision, Decisions } from '../../ports/store/decisions.ts';
import type { Journal } from '../../ports/store/journal.ts';
import { endOf } from './job-end.ts';

/** What became of a picture: as was decided, or as Krea answered when asked once more. */
export interface Resolved {
  by: 'decision' | 'krea';
  picture: Picture;
  generation: Pick<Generation, 'id' | 'userId' | 'price'>;
}

/** Why a picture cannot be decided. */
export type Undecidable = Extract<Refusal, { kind: 'unknown-generation' | 'already-decided' | 'too-early-to-decide' }>;

export interface DecidePictureDeps {
  journal: Pick<Journal, 'find' | 'move'>;
  decisions: Pick<Decisions, 'decide'>;
  /** Null when it shall not be asked. */
  imageApi: Pick<ImageApi, 'look'> | null;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

/** Decides an uncertain picture. Only pictures whose generation `isTheirs` accepts can be decided. */
export type DecidePicture = (
  decision: Decision,
  isTheirs: (generation: Generation) => boolean,
) => Promise<Resolved | { refused: Undecidable }>;

/** Builds the decision, which moderators and the operator share. */
export function createDecidePicture({ journal, decisions, imageApi, clock, log }: DecidePictureDeps): DecidePicture {
  /** A job that is known may have an end by now: then there is nothing to decide. */
  async function askOnceMore(picture: Picture, prompt: string): Promise<Picture | undefined> {
    if (picture.remoteId === null || imageApi === null) return undefined;
    try {
      const end = endOf(await imageApi.look(picture.remoteId, prompt), null);
      return end && (await journal.move(keyOf(picture), 'uncertain', end.to, clock.now(), end.patch));
    } catch (error) {
      if (!(error instanceof ImageApiUnavailable)) throw error;
      log.warn({ ...keyOf(picture), err: error }, 'the job could not be looked at before the decision');
      return undefined;
    }
  }

  return async (decision, isTheirs) => {
    const generation = await journal.find(decision.generationId);
    const picture = generation?.pictures.find(({ index }) => index === decision.index);
    if (generation === undefined || picture === undefined || !isTheirs(generation))
      return { refused: { kind: 'unknown-generation' } };
    if (picture.state !== 'uncertain') return { refused: { kind: 'already-decided' } };
    const earliest = decidableAt(picture, generation.createdAt, clock.now());
    if (clock.now() < earliest) return { refused: { kind: 'too-early-to-decide', at: earliest } };

    const told = await askOnceMore(picture, generation.request.prompt);
    const ended = told ?? (await decisions.decide(decision, clock.now()));
    if (ended === undefined) return { refused: { kind: 'already-decided' } };
    return { by: told === undefined ? 'decision' : 'krea', picture: ended, generation };
  };
}

import type { Picture, PictureKey } from '../../core/picture/generation.ts';
import { keyOf, pictureName } from '../../core/picture/picture-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { WakeUps } from './wake-ups.ts';

export interface NamedJobsDeps {
  journal: Pick<Journal, 'find' | 'move' | 'knownRemoteIds'>;
  imageApi: Pick<ImageApi, 'look'>;
  clock: Pick<Clock, 'now'>;
  wakeUps: Pick<WakeUps, 'wake'>;
}

/**
 * Jobs that a webhook names for submits without an answer: it knows for certain, and calls once, perhaps before the
 * answer is lost.
 */
export interface NamedJobs {
  /** Remembers the job, unless the picture's is known, and has the search for it look at once. */
  note(key: PictureKey, remoteId: string): Promise<void>;
  /**
   * Gives an uncertain picture the job that was named for it; undefined when there is none. Throws what the image API
   * throws.
   */
  adopt(picture: Picture, prompt: string): Promise<Picture | undefined>;
  /** The search for the picture's job is over. */
  drop(key: PictureKey): void;
}

/**
 * Builds the memory of named jobs; a call is believed as far as the image API knows its job, and no other picture has
 * it.
 */
export function createNamedJobs({ journal, imageApi, clock, wakeUps }: NamedJobsDeps): NamedJobs {
  const named = new Map<string, string>();

  return {
    async note(key, remoteId) {
      const generation = await journal.find(key.generationId);
      const picture = generation?.pictures.find(({ index }) => index === key.index);
      if (picture?.remoteId !== null || (picture.state !== 'submitting' && picture.state !== 'uncertain')) return;
      named.set(pictureName(key), remoteId);
      wakeUps.wake(key);
    },
    async adopt(picture, prompt) {
      const remoteId = named.get(pictureName(picture));
      if (remoteId === undefined) return undefined;
      const view = await imageApi.look(remoteId, prompt);
      const isOurs = view.state !== 'missing' && !(await journal.knownRemoteIds([remoteId])).has(remoteId);
      const adopted = isOurs
        ? await journal.move(keyOf(picture), 'uncertain', 'running', clock.now(), { remoteId })
        : undefined;
      named.delete(pictureName(picture));
      return adopted;
    },
    drop: (key) => void named.delete(pictureName(key)),
  };
}

import type { Picture, PictureKey } from '../../core/picture/generation.ts';
import type { Background } from '../../kit/background.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { DeliveryWing } from '../delivery/create-delivery.ts';
import type { Queue } from '../queue/create-queue.ts';
import type { Following } from './follow.ts';
import type { NamedJobs } from './named-jobs.ts';
import type { Reconcile } from './reconcile.ts';
import type { Watch } from './watch.ts';

export interface PictureStepsDeps {
  journal: Pick<Journal, 'find'>;
  queue: Pick<Queue, 'dispatch' | 'submit'>;
  delivery: Pick<DeliveryWing, 'deliver'>;
  background: Background;
  following: Following;
  watch: Pick<Watch, 'untilEnd'>;
  namedJobs: Pick<NamedJobs, 'drop'>;
  reconcile: Reconcile;
  /** Tells the requester in the background about what has ended. */
  deliver(generationId: string): void;
}

/** The steps of one picture: each goes on to the next one by the state in which it leaves the picture. */
export interface PictureSteps {
  /** From the queue to Krea and until the job's end: as long as this runs, a place at Krea is taken. */
  begin(key: PictureKey): Promise<void>;
  /** Goes on with a picture by its state; does nothing when it is followed already. */
  goOn(picture: Picture): void;
}

/** Builds the steps between queue, Krea and delivery. */
export function createPictureSteps(deps: PictureStepsDeps): PictureSteps {
  const { journal, queue, delivery, background, following, watch, namedJobs, reconcile, deliver } = deps;
  const { dispatch, submit } = queue;

  async function begin(key: PictureKey): Promise<void> {
    const ended = await following.follow(key, async () => {
      const picture = await submit(key);
      if (picture?.state !== 'uncertain') namedJobs.drop(key);
      return picture?.state === 'running' ? await paint(picture, true) : picture;
    });
    if (ended !== undefined) goOn(ended);
  }

  async function paint(picture: Picture, isNew: boolean): Promise<Picture | undefined> {
    const generation = await journal.find(picture.generationId);
    if (generation === undefined) throw new Error('A picture belongs to a generation.');
    return await watch.untilEnd(picture, generation.request, isNew);
  }

  /** One that was not begun by this process, or not just now. */
  async function paintOn(picture: Picture): Promise<void> {
    const ended = await following.follow(picture, async () => paint(picture, false));
    if (ended !== undefined) goOn(ended);
  }

  async function search(picture: Picture): Promise<void> {
    // What has ended meanwhile does not wait for a truth that may never come.
    deliver(picture.generationId);
    const resolved = await following.follow(picture, async () => reconcile.untilKnown(picture));
    if (resolved !== undefined) goOn(resolved);
  }

  function goOn(picture: Picture): void {
    background.start('go on with a picture', async () => {
      switch (picture.state) {
        case 'queued':
        case 'submitting':
          return dispatch.wake();
        case 'running':
          return dispatch.occupy(async () => paintOn(picture));
        case 'uncertain':
          return search(picture);
        case 'finished':
        case 'failed':
        case 'cancelled':
        case 'kept':
        case 'delivered':
          return delivery.deliver(picture.generationId);
      }
    });
  }

  return { begin, goOn };
}

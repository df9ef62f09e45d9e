import type { Generation, Picture } from '../core/generation.ts';
import type { Background } from './background.ts';
import { createCopyMissing } from './copy-missing.ts';
import { createDeliver } from './deliver.ts';
import { createDispatch } from './dispatch.ts';
import type { Dispatch } from './dispatch.ts';
import { createLane } from './lane.ts';
import type { PictureLoader } from './load-pictures.ts';
import { createNudges } from './nudges.ts';
import { keyOf } from './picture-key.ts';
import type { Clock } from './ports/clock.ts';
import type { Decisions } from './ports/decisions.ts';
import type { ImageApi } from './ports/image-api.ts';
import type { Journal, PictureKey } from './ports/journal.ts';
import type { Log } from './ports/log.ts';
import type { Publisher } from './ports/publisher.ts';
import type { Blobs, Cache } from './ports/storage.ts';
import type { Post } from './post.ts';
import { createProgress } from './progress.ts';
import { createReconcile } from './reconcile.ts';
import { createReferenceLookup } from './reference-urls.ts';
import { createSubmit } from './submit.ts';
import type { WalletReader } from './wallet.ts';
import { createWatch } from './watch.ts';

export interface EngineDeps {
  journal: Journal;
  decisions: Decisions;
  blobs: Blobs;
  cache: Cache;
  imageApi: ImageApi;
  publisher: Publisher;
  background: Background;
  loader: PictureLoader;
  post: Post;
  wallet: WalletReader;
  clock: Clock;
  log: Log;
  maxInFlight: number;
  pollIntervalMs: number;
  /** Where Krea calls when a picture's job ends; null without a public address. */
  webhookUrl: ((key: PictureKey) => string) | null;
}

/** The life of generations: from the queue through Krea to the people who asked, also across restarts. */
export interface Engine {
  /** Takes up a generation that was just opened. */
  take(generation: Generation): void;
  /** Has a running picture cancelled at Krea. */
  cancel(key: PictureKey): void;
  /** Tells the requester about what has ended. */
  deliver(generationId: string): void;
  /** A hint that the picture's job changed; `remoteId` names the job when the caller knows it. */
  hint(key: PictureKey, remoteId: string | null): void;
  /** Takes up everything that a restart left unfinished. */
  recover(): Promise<void>;
  /** Stops taking work; what runs at Krea is left to the next start. */
  stop(): Promise<void>;
}

/** Joins the steps of a generation's life. */
export function createEngine(deps: EngineDeps): Engine {
  const { journal, imageApi, clock, log, background } = deps;
  const { stopping } = background;
  const lane = createLane();
  const nudges = createNudges(clock);
  const dispatch: Dispatch = createDispatch({ ...deps, begin });
  const progress = createProgress({ ...deps, dispatch });
  const submit = createSubmit({ ...deps, references: createReferenceLookup(deps), lane, dispatch });
  const watch = createWatch({ ...deps, nudges, stopping, hasWebhooks: deps.webhookUrl !== null });
  const reconcile = createReconcile({ ...deps, nudges, stopping, lane });
  const delivery = createDeliver({ ...deps, progress });
  const copyMissing = createCopyMissing({ ...deps, stopping });

  /** From the queue to Krea and until the job's end: as long as this runs, a place at Krea is taken. */
  async function begin(key: PictureKey): Promise<void> {
    const picture = await submit(key);
    if (picture !== undefined) await paint(picture);
  }

  async function paint(picture: Picture): Promise<void> {
    const generation = await journal.find(picture.generationId);
    if (generation === undefined) throw new Error('A picture belongs to a generation.');
    const ended = picture.state === 'running' ? await watch.untilEnd(picture, generation.request.variant) : picture;
    if (ended !== undefined) background.start('conclude a picture', async () => conclude(ended));
  }

  async function conclude(picture: Picture): Promise<void> {
    switch (picture.state) {
      case 'queued':
      case 'submitting':
        return dispatch.wake();
      case 'running':
        return dispatch.occupy(async () => paint(picture));
      case 'uncertain': {
        // What has ended meanwhile does not wait for a truth that may never come.
        background.start('deliver', async () => delivery.deliver(picture.generationId));
        const resolved = await reconcile(picture);
        return resolved === undefined ? undefined : conclude(resolved);
      }
      case 'finished':
      case 'failed':
      case 'cancelled':
      case 'kept':
      case 'delivered':
        return delivery.deliver(picture.generationId);
    }
  }

  /** A webhook knows for certain which job a lost submit made. */
  async function adopt(key: PictureKey, remoteId: string): Promise<void> {
    const generation = await journal.find(key.generationId);
    const picture = generation?.pictures.find(({ index }) => index === key.index);
    if (picture?.state !== 'uncertain' || picture.remoteId !== null) return;
    if ((await imageApi.look(remoteId)).state === 'missing' || (await journal.knownRemoteIds([remoteId])).has(remoteId)) return;
    await journal.move(key, 'uncertain', 'running', clock.now(), { remoteId });
    nudges.nudge(key);
  }

  return {
    take(generation) {
      progress.start(generation.id);
      dispatch.wake();
    },
    cancel: watch.requestCancel,
    deliver: (generationId) => background.start('deliver', async () => delivery.deliver(generationId)),
    hint(key, remoteId) {
      nudges.nudge(key);
      // Whoever waits for the job's end knows the job.
      if (remoteId !== null && !watch.isWatching(key)) background.start('adopt a job', async () => adopt(key, remoteId));
    },
    async recover() {
      for (const cutOff of await journal.openDeliveries()) background.start('resume a delivery', async () => delivery.resume(cutOff));
      for (const generationId of await journal.untold()) background.start('deliver', async () => delivery.deliver(generationId));
      const pictures = await journal.inStates(['queued', 'submitting', 'running', 'uncertain']);
      for (const picture of pictures) {
        // A submit that was cut off may have reached Krea: it is never sent again.
        const found = picture.state === 'submitting' ? await journal.move(keyOf(picture), 'submitting', 'uncertain', clock.now()) : picture;
        if (found !== undefined) background.start('take up a picture', async () => conclude(found));
      }
      for (const generationId of new Set(pictures.map((picture) => picture.generationId))) progress.start(generationId);
      background.start('copy what was shown and not stored', copyMissing);
      log.info({ pictures: pictures.length }, 'unfinished pictures taken up');
    },
    stop: () => background.stop(),
  };
}

import type { Background } from '../../kit/background.ts';
import { createEvent } from '../../kit/event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { FetchMedia, Images } from '../../ports/media.ts';
import type { Publisher } from '../../ports/publisher.ts';
import type { IsAgeRestricted, PermissionsIn } from '../../ports/server.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Blobs } from '../../ports/store/storage.ts';
import type { WalletReader } from '../budget/wallet.ts';
import type { Persist } from '../decorators/persist.ts';
import type { Dispatch } from '../queue/dispatch.ts';
import { createAttemptDelivery } from './attempt-delivery.ts';
import { createDeliver } from './deliver.ts';
import type { Deliver } from './deliver.ts';
import { createDeliveryLadder } from './delivery-ladder.ts';
import { createPictureLoader } from './load-pictures.ts';
import type { PictureLoader } from './load-pictures.ts';
import { createPost } from './post.ts';
import { createProgressUpdates } from './progress-updates.ts';
import type { ProgressUpdates } from './progress-updates.ts';
import { createRemove } from './remove.ts';
import type { Remove } from './remove.ts';
import { createSeekFiles } from './seek-files.ts';
import { createShow } from './show.ts';
import type { Show } from './show.ts';
import { createTellEnds } from './tell-ends.ts';

export interface DeliveryDeps {
  journal: Journal;
  /** For background work: each call is repeated until the records can be used. */
  retryingJournal: Journal;
  persist: Persist;
  blobs: Blobs;
  publisher: Publisher;
  fetchMedia: FetchMedia;
  images: Images;
  permissionsIn: PermissionsIn;
  isAgeRestricted: IsAgeRestricted;
  wallet: WalletReader;
  dispatch: Pick<Dispatch, 'place' | 'pausedMs' | 'pauseCause' | 'isInTrouble'>;
  background: Background;
  clock: Clock;
  log: Log;
}

/** The way from a picture's end to its requester. */
export interface DeliveryWing {
  progress: ProgressUpdates;
  /** Tells about everything of the generation that has ended and was not told yet. */
  deliver: Deliver['deliver'];
  show: Show;
  remove: Remove;
  /** Takes up what a restart cut off. */
  recover(): Promise<void>;
}

/** Builds the delivery: up a ladder until one rung holds, and again for as long as the other side is away. */
export function createDelivery(deps: DeliveryDeps): DeliveryWing {
  const { journal, retryingJournal, persist, blobs, publisher, fetchMedia, images, permissionsIn, isAgeRestricted } =
    deps;
  const { wallet, dispatch, background, clock, log } = deps;
  const { stopping } = background;
  const post = createPost({ publisher, images, clock, log, stopping });
  const loader = createPictureLoader({ journal, blobs, fetchMedia, images, clock, log, stopping, persist });
  const retryingLoader: PictureLoader = { load: (pictures, delays) => persist(() => loader.load(pictures, delays)) };
  const retryingWallet: WalletReader = { read: (owner) => persist(() => wallet.read(owner)) };

  const progress = createProgressUpdates({ journal: retryingJournal, publisher, dispatch, clock, background, log });
  const tellEnds = createTellEnds({ journal: retryingJournal, publisher, background, clock, log });
  const filesMissing = createEvent<string>();
  const ladder = createDeliveryLadder({
    journal: retryingJournal,
    post,
    tellEnds,
    seekFiles: filesMissing.tell,
    clock,
    log,
  });
  const attempt = createAttemptDelivery({
    journal: retryingJournal,
    background,
    loader: retryingLoader,
    progress,
    wallet: retryingWallet,
    post,
    ladder,
    log,
  });
  const { deliver, deliverLate, resume } = createDeliver({ journal: retryingJournal, attempt, background, clock, log });
  const files = createSeekFiles({
    journal: retryingJournal,
    loader: retryingLoader,
    deliverLate,
    background,
    clock,
    log,
  });
  filesMissing.listen(files.seek);

  return {
    progress,
    deliver,
    show: createShow({ journal, loader, post, wallet, permissionsIn, isAgeRestricted, clock, log }),
    remove: createRemove({ journal }),
    async recover() {
      for (const cutOff of await retryingJournal.openDeliveries()) resume(cutOff);
      await tellEnds.recover();
      background.start('seek files', files.refresh);
    },
  };
}

import type { Generation, PictureKey } from '../../core/picture/generation.ts';
import type { Background } from '../../kit/background.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Decisions } from '../../ports/store/decisions.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Cache } from '../../ports/store/storage.ts';
import type { DeliveryWing } from '../delivery/create-delivery.ts';
import type { Queue } from '../queue/create-queue.ts';
import type { QueueInMemory } from '../queue/queue-in-memory.ts';
import { createFollowing } from './follow.ts';
import { createLostEvidence } from './lost-evidence.ts';
import { createNamedJobs } from './named-jobs.ts';
import { createPictureSteps } from './picture-steps.ts';
import { createReachability } from './reachability.ts';
import { createReconcile } from './reconcile.ts';
import { createTakeUp } from './take-up.ts';
import { createWakeUps } from './wake-ups.ts';
import { createWatch } from './watch.ts';

export interface EngineDeps {
  journal: Journal;
  decisions: Decisions;
  cache: Cache;
  imageApi: ImageApi;
  line: Pick<QueueInMemory, 'forget'>;
  queue: Queue;
  delivery: DeliveryWing;
  background: Background;
  clock: Clock;
  log: Log;
  pollIntervalMs: number;
  /** Whether Krea calls when a picture's job ends. */
  hasWebhooks: boolean;
}

/** The life of generations: from the queue through Krea to the requester, also across restarts. */
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
  /** For how long every look at a job has failed, in milliseconds; null while looks succeed or none is due. */
  blindMs(): number | null;
  /** Whether Krea refuses the token for good, as far as can be told: nothing can be made. */
  isTokenRefused(): boolean;
  /** Stops taking work; what runs at Krea is left to the next start. */
  stop(): Promise<void>;
}

/** Joins the steps of a generation's life. */
export function createEngine(deps: EngineDeps): Engine {
  const {
    journal,
    decisions,
    cache,
    imageApi,
    line,
    queue,
    delivery,
    background,
    clock,
    log,
    pollIntervalMs,
    hasWebhooks,
  } = deps;
  const { stopping } = background;
  const { dispatch, token, readings } = queue;
  const { progress } = delivery;
  const wakeUps = createWakeUps(clock);
  const following = createFollowing();
  const isReachable = createReachability({ imageApi, clock });
  const watch = createWatch({
    journal,
    imageApi,
    clock,
    wakeUps,
    stopping,
    log,
    pollIntervalMs,
    hasWebhooks,
    isReachable,
  });
  const evidence = createLostEvidence({ journal, decisions, imageApi, clock, readings });
  const namedJobs = createNamedJobs({ journal, imageApi, clock, wakeUps });
  const reconcile = createReconcile({
    journal,
    imageApi,
    cache,
    clock,
    wakeUps,
    log,
    stopping,
    isReachable,
    evidence,
    readings,
    namedJobs,
  });
  const deliver = (generationId: string): void =>
    background.start('deliver', async () => delivery.deliver(generationId));
  const { begin, goOn } = createPictureSteps({
    journal,
    queue,
    delivery,
    background,
    following,
    watch,
    namedJobs,
    reconcile,
    deliver,
  });
  const takeUp = createTakeUp({
    journal,
    imageApi,
    clock,
    log,
    stopping,
    following,
    goOn,
    deliver,
    wake: dispatch.wake,
  });
  let isTakingUp = false;

  function keepTakingUp(): void {
    if (isTakingUp) return;
    isTakingUp = true;
    background.start('take up what nobody follows', takeUp.keepTakingUp);
  }

  dispatch.process(begin);

  return {
    take(generation) {
      keepTakingUp();
      progress.start(generation.id);
      dispatch.wake();
    },
    cancel: watch.requestCancel,
    deliver,
    hint(key, remoteId) {
      wakeUps.wake(key);
      // The poll that waits for the job's end has its id.
      if (remoteId !== null && !watch.isWatching(key))
        background.start('note a named job', async () => namedJobs.note(key, remoteId));
    },
    async recover() {
      // Another process may have had the queue until now.
      line.forget();
      await delivery.recover();
      const left = await takeUp.takeUp();
      const queued = await journal.inStates(['queued']);
      dispatch.wake();
      for (const generationId of new Set([...queued, ...left].map((picture) => picture.generationId)))
        progress.start(generationId);
      keepTakingUp();
      log.info({ pictures: queued.length + left.length }, 'unfinished pictures taken up');
    },
    blindMs: watch.blindMs,
    isTokenRefused: token.isRefused,
    stop: () => background.stop(),
  };
}

import { createBackground } from '../kit/background.ts';
import { createEvent } from '../kit/event.ts';
import type { NewSeed } from '../ports/clock.ts';
import { NO_METER } from '../ports/meter.ts';
import type { BudgetWing } from './budget/create-budget.ts';
import { createBudget } from './budget/create-budget.ts';
import { createAskedBy } from './creation/asked-by.ts';
import type { Creation } from './creation/create-creation.ts';
import { createCreation } from './creation/create-creation.ts';
import { announceEnds } from './decorators/announce-ends.ts';
import { rememberTrouble } from './decorators/backend-trouble.ts';
import { meterDecisions, meterImageApi, meterJournal } from './decorators/metered.ts';
import { createPersist } from './decorators/persist.ts';
import { createRetryingStore } from './decorators/retrying-store.ts';
import type { DeliveryWing } from './delivery/create-delivery.ts';
import { createDelivery } from './delivery/create-delivery.ts';
import type { Moderation } from './moderation/create-moderation.ts';
import { createModeration } from './moderation/create-moderation.ts';
import { createCancel } from './painting/cancel.ts';
import type { Cancel } from './painting/cancel.ts';
import { createEngine } from './painting/engine.ts';
import type { Engine } from './painting/engine.ts';
import { createResolve } from './painting/resolve.ts';
import type { Resolve } from './painting/resolve.ts';
import { createQueue } from './queue/create-queue.ts';
import { createQueueInMemory, mirrorQueue } from './queue/queue-in-memory.ts';
import type { World } from './world.ts';

/** Everything that people can ask of the bot. */
export interface App
  extends
    Creation,
    Pick<DeliveryWing, 'show' | 'remove'>,
    Pick<BudgetWing, 'budget' | 'spending' | 'auditLog' | 'memberWallet' | 'setup' | 'alertReach'>,
    Pick<Moderation, 'alerts' | 'approvals'> {
  cancel: Cancel;
  resolve: Resolve;
  newSeed: NewSeed;
  engine: Engine;
  /** Whether what that interaction asked for is on record. */
  isRecorded(interactionId: string): Promise<boolean>;
  /** Takes up everything that a restart cut off. */
  recover(): Promise<void>;
}

/** Builds the use cases over the adapters, wing by wing: each is handed what it needs of those before it. */
export function createApp(world: World): App {
  const { budgets, ledger, rulebook, cardBox, approvals, blobs, cache, clock, log, newSeed, ceilings } = world;
  const { publisher, cards, directory, fetchMedia, images, drawChart, permissionsIn, isAgeRestricted } = world;
  const { meter = NO_METER, keepPicturesDays = null, webhookUrl, maxInFlight, pollIntervalMs } = world;

  const line = createQueueInMemory();
  const ended = createEvent<string>();
  const { journal, decisions } = announceEnds(
    {
      journal: meterJournal(mirrorQueue(world.journal, line), { meter, clock, log }),
      decisions: meterDecisions(world.decisions, { meter }),
    },
    ended.tell,
  );
  const imageApi = meterImageApi(rememberTrouble(world.imageApi, { cache, clock, log }), { meter });
  const background = createBackground(log, clock);
  const { stopping } = background;
  const persist = createPersist({ clock, log, stopping });
  const retrying = createRetryingStore({ journal, decisions, blobs, cache }, persist);

  const { access, editRules, wallet, watchSize, ...desks } = createBudget({
    journal,
    rulebook,
    budgets,
    ledger,
    cardBox,
    cache,
    retryingBlobs: retrying.blobs,
    imageApi,
    drawChart,
    directory,
    permissionsIn,
    ownMember: world.ownMember,
    isMentionable: world.isMentionable,
    background,
    clock,
    log,
    meter,
    ceilings,
    allowedGuilds: world.allowedGuilds,
    keepPicturesDays,
  });
  const queue = createQueue({
    journal: retrying.journal,
    line,
    blobs: retrying.blobs,
    cache: retrying.cache,
    imageApi,
    background,
    clock,
    log,
    maxInFlight,
    webhookUrl,
  });
  const delivery = createDelivery({
    journal,
    retryingJournal: retrying.journal,
    persist,
    blobs,
    publisher,
    fetchMedia,
    images,
    permissionsIn,
    isAgeRestricted,
    wallet,
    dispatch: queue.dispatch,
    background,
    clock,
    log,
  });
  const engine = createEngine({
    journal: retrying.journal,
    decisions: retrying.decisions,
    cache: retrying.cache,
    imageApi,
    line,
    queue,
    delivery,
    background,
    clock,
    log,
    pollIntervalMs,
    hasWebhooks: webhookUrl !== null,
  });
  const askedBy = createAskedBy({ access, directory, clock, log });
  const moderation = createModeration({
    journal,
    rulebook,
    budgets,
    cardBox,
    approvals,
    blobs,
    retryingBlobs: retrying.blobs,
    cache,
    cards,
    askedBy,
    editRules,
    engine,
    ended,
    background,
    clock,
    log,
    ceilings,
    keepPicturesDays,
  });
  const creation = createCreation({
    journal,
    rulebook,
    blobs,
    cache,
    imageApi,
    fetchMedia,
    images,
    askedBy,
    engine,
    offer: moderation.offer,
    mayBeAsked: moderation.mayBeAsked,
    postCards: moderation.postCards,
    stopping,
    newSeed,
    clock,
    log,
    ceilings,
  });

  return {
    ...creation,
    ...desks,
    show: delivery.show,
    remove: delivery.remove,
    alerts: moderation.alerts,
    approvals: moderation.approvals,
    cancel: createCancel({ journal, engine, clock }),
    resolve: createResolve({ journal, decisions, rulebook, imageApi, engine, clock, log }),
    newSeed,
    engine,
    isRecorded: async (interactionId) => (await journal.find(interactionId)) !== undefined,
    async recover() {
      await engine.recover();
      await moderation.recover();
      watchSize();
    },
  };
}

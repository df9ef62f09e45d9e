import { createApp } from '../../../src/app/app.ts';
import type { App } from '../../../src/app/app.ts';
import type { World } from '../../../src/app/world.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { PERMISSION } from '../../../src/core/rules/permissions.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import type { Publisher, PublishOutcome, ResultMessage } from '../../../src/ports/publisher.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import type { FakeClock } from '../../fakes/fake-clock.ts';
import { createFakeDirectory } from '../../fakes/fake-directory.ts';
import { createFakeImages } from '../../fakes/fake-images.ts';
import { createCardWall } from '../../fakes/memory-card-wall.ts';
import type { CardWall } from '../../fakes/memory-card-wall.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import type { MemoryImageApi } from '../../fakes/memory-image-api.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { visitorSample } from '../visitor-sample.ts';

const PNG_HEADER = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0);

/** The application over fakes, seen from the money's side. */
export interface MoneyStage {
  app: App;
  clock: FakeClock;
  store: Store;
  api: MemoryImageApi;
  /** Every result that somebody was shown, in order. */
  told: ResultMessage[];
  cards: CardWall;
  /** Every line that was logged at warn or above. */
  warnings: string[];
  member(changes?: Partial<Visitor>): Visitor;
  moderator(changes?: Partial<Visitor>): Visitor;
  /** Asks for one picture or several and lets everything begin; returns the generation's id. */
  order(visitor?: Visitor, count?: number): Promise<string>;
}

const GUILD = '300000000000000001';

/** Sets the stage; `deps` replaces what the test wants otherwise. */
export function setMoneyStage(deps: Partial<World> = {}): MoneyStage {
  const clock = createFakeClock();
  const store = createMemoryStore({ now: clock.now });
  const api = createMemoryImageApi({ now: clock.now });
  const told: ResultMessage[] = [];
  const cards = createCardWall();
  const warnings: string[] = [];
  const note = (_fields: object, message: string): void => void warnings.push(message);
  const app = createApp({
    ...store,
    imageApi: api,
    publisher: createToldPublisher(told),
    cards,
    fetchMedia: async () => ({ kind: 'fetched', bytes: PNG_HEADER }),
    images: createFakeImages(),
    drawChart: async () => Uint8Array.of(137),
    directory: createFakeDirectory(),
    permissionsIn: async () => undefined,
    isAgeRestricted: async () => false,
    isMentionable: async () => true,
    ownMember: async () => ({ id: '500000000000000001', roleIds: [] }),
    clock,
    newSeed: () => 7,
    log: { debug: () => undefined, info: () => undefined, warn: note, error: note },
    allowedGuilds: 'all',
    ceilings: {
      defaultGuild: 5_000_000,
      maxGuild: 100_000_000,
      perGuild: new Map<string, number>(),
      total: 250_000_000,
      direct: 0,
    },
    maxInFlight: 4,
    pollIntervalMs: 1_000,
    webhookUrl: null,
    ...deps,
  });

  let visits = 0;
  const member = (changes: Partial<Visitor> = {}): Visitor =>
    visitorSample((visits += 1), {
      userId: '100000000000000001',
      place: { guildId: GUILD, channelId: '400000000000000001' },
      wallet: { scope: 'guild', id: GUILD },
      arrivedAt: clock.now(),
      ...changes,
    });

  return {
    app,
    clock,
    store,
    api,
    told,
    cards,
    warnings,
    member,
    moderator: (changes = {}) =>
      member({ userId: '100000000000000009', memberPermissions: PERMISSION.manageGuild, ...changes }),
    async order(visitor = member(), count = 1) {
      const request = { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7 };
      const outcome = await app.generate(visitor, {
        verb: 'create',
        parent: null,
        request,
        count,
        isPrivate: false,
        isSpoiler: false,
      });
      if (outcome === 'duplicate' || 'refused' in outcome) throw new Error('The order was not taken.');
      await clock.settle();
      return outcome.started.id;
    },
  };
}

/** Everything is published at the first try. */
function createToldPublisher(told: ResultMessage[]): Publisher {
  const publish = async (message: ResultMessage): Promise<PublishOutcome> => {
    told.push(message);
    return { kind: 'published', channelId: 'channel-1', messageId: `message-${told.length}` };
  };
  return {
    editReply: async (_reply, message) => publish(message),
    postToChannel: publish,
    sendDirect: publish,
    landedInReply: async () => ({ kind: 'no' }),
    landedIn: async () => ({ kind: 'no' }),
    showProgress: async () => undefined,
    pointTo: async () => 'told',
    tellKept: async () => 'told',
  };
}

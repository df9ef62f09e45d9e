import { createApp } from '../../src/app/app.ts';
import type { App } from '../../src/app/app.ts';
import type { Generation, Picture } from '../../src/core/picture/generation.ts';
import { REQUEST_DEFAULTS } from '../../src/core/picture/request.ts';
import type { Visitor } from '../../src/core/rules/visitor.ts';
import type { ImageApi } from '../../src/ports/image-api.ts';
import type { FetchOutcome } from '../../src/ports/media.ts';
import type { Store } from '../../src/store/open-store.ts';
import { createFailingJournal } from '../fakes/failing-journal.ts';
import type { FailingJournal } from '../fakes/failing-journal.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import type { FakeClock } from '../fakes/fake-clock.ts';
import { createFakeDirectory } from '../fakes/fake-directory.ts';
import { createFakeImages } from '../fakes/fake-images.ts';
import { createFakePublisher } from '../fakes/fake-publisher.ts';
import type { FakePublisher } from '../fakes/fake-publisher.ts';
import { createCardWall } from '../fakes/memory-card-wall.ts';
import { createMemoryImageApi } from '../fakes/memory-image-api.ts';
import type { MemoryImageApi } from '../fakes/memory-image-api.ts';
import { createMemoryStore } from '../fakes/memory/memory-store.ts';
import { visitorSample } from './visitor-sample.ts';

/** A thousand dollars: money is not what these tests are about. */
const AMPLE = 1_000_000_000;
const PNG_HEADER = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** The whole application over fakes. */
export interface AppStage {
  app: App;
  clock: FakeClock;
  store: Store;
  api: MemoryImageApi;
  publisher: FakePublisher;
  /** Every line that was logged at warn or above. */
  warnings: string[];
  /** Opens a generation of so many pictures; returns its id. */
  order(changes?: {
    count?: number;
    isPrivate?: boolean;
    guildId?: string;
    channelId?: string;
    userId?: string;
    isAgeRestricted?: boolean | undefined;
    prompt?: string;
  }): Promise<string>;
  /** Opens a generation and ends the process before anything of it is begun. */
  orphan(): Promise<string>;
  visitor(changes?: Partial<Visitor>): Visitor;
  pictures(generationId: string): Promise<readonly Picture[]>;
  generation(generationId: string): Promise<Generation>;
  money(generationId: string): Promise<string[]>;
  /** What Discord says of channels: whether age-restricted content may be seen there. */
  restrictions: Map<string, boolean>;
  /** Lets calls of the journal fail, as on a disk that is full for a moment. */
  failStore: FailingJournal['fail'];
  /** From now on no picture can be made smaller. */
  breakFit(): void;
  /** What fetching a picture answers from now on; null for the picture itself. */
  media(outcome: FetchOutcome | null, isMeant?: (url: string) => boolean): void;
  /** Ends this process' work and starts another one over the same records, as after a restart. */
  restart(): Promise<void>;
}

export interface AppStageOptions {
  maxInFlight?: number;
  pollIntervalMs?: number;
  pictureBytes?: number;
}

/** The image API as it is at each call. */
function lateBound(api: MemoryImageApi): ImageApi {
  return {
    submit: (...given) => api.submit(...given),
    look: (...given) => api.look(...given),
    cancel: (...given) => api.cancel(...given),
    jobsSince: (...given) => api.jobsSince(...given),
    upload: (...given) => api.upload(...given),
    reach: () => api.reach(),
    time: () => api.time(),
    styles: () => api.styles(),
  };
}

/** Sets the stage; `start` is what a new process begins with. */
export function setAppStage({
  maxInFlight = 4,
  pollIntervalMs = 1_000,
  pictureBytes = 100,
}: AppStageOptions = {}): AppStage {
  const clock = createFakeClock();
  const store = createMemoryStore({ now: clock.now });
  const disk = createFailingJournal(store.journal);
  const api = createMemoryImageApi({ now: clock.now });
  const publisher = createFakePublisher(clock);
  const images = createFakeImages();
  let isFitBroken = false;
  const warnings: string[] = [];
  const restrictions = new Map<string, boolean>();
  let [orders, media]: [number, (url: string) => FetchOutcome | null] = [0, () => null];
  const picture = new Uint8Array(pictureBytes);
  picture.set(PNG_HEADER);
  const note = (_fields: object, message: string): void => void warnings.push(message);
  const start = (): App =>
    createApp({
      ...store,
      journal: disk.journal,
      // Looked up at each call, so that a test can put something else in the place of every method.
      imageApi: lateBound(api),
      publisher,
      clock,
      images: {
        ...images,
        fit: async (bytes, maxBytes) =>
          isFitBroken ? Promise.reject(new Error('damaged')) : images.fit(bytes, maxBytes),
      },
      fetchMedia: async (url) => media(url) ?? { kind: 'fetched', bytes: picture },
      directory: createFakeDirectory(),
      permissionsIn: async () => undefined,
      isAgeRestricted: async (channelId) => restrictions.get(channelId),
      isMentionable: async () => true,
      cards: createCardWall(),
      drawChart: async () => Uint8Array.of(137),
      ownMember: async () => ({ id: 'bot-1', roleIds: [] }),
      newSeed: () => 7,
      log: { debug: () => undefined, info: () => undefined, warn: note, error: note },
      allowedGuilds: 'all',
      ceilings: { defaultGuild: AMPLE, maxGuild: AMPLE, total: AMPLE, direct: AMPLE, perGuild: new Map() },
      maxInFlight,
      pollIntervalMs,
      webhookUrl: null,
    });
  let app = start();

  const visitor = (changes: Partial<Visitor> = {}): Visitor =>
    visitorSample((orders += 1), {
      userId: 'user-1',
      place: { guildId: 'guild-1', channelId: 'channel-1' },
      wallet: { scope: 'guild', id: 'guild-1' },
      arrivedAt: clock.now(),
      ...changes,
    });
  const generation = async (id: string): Promise<Generation> => {
    const found = await store.journal.find(id);
    if (found === undefined) throw new Error(`There is no generation ${id}.`);
    return found;
  };

  async function order({
    count = 1,
    isPrivate = false,
    guildId = 'guild-1',
    channelId = 'channel-1',
    userId = 'user-1',
    prompt = 'a lighthouse',
    ...place
  }: Parameters<AppStage['order']>[0] = {}): Promise<string> {
    const who = visitor({ userId, place: { guildId, channelId }, wallet: { scope: 'guild', id: guildId }, ...place });
    const request = { ...REQUEST_DEFAULTS, prompt, seed: 7 };
    const outcome = await app.generate(who, {
      verb: 'create',
      parent: null,
      request,
      count,
      isPrivate,
      isSpoiler: false,
    });
    if (outcome === 'duplicate' || 'refused' in outcome) throw new Error('The order was not taken.');
    await clock.settle();
    return outcome.started.id;
  }

  return {
    get app() {
      return app;
    },
    clock,
    store,
    api,
    publisher,
    warnings,
    visitor,
    generation,
    pictures: async (id) => (await generation(id)).pictures,
    money: async (id) => (await store.ledger.entries(id)).map(({ kind }) => kind),
    restrictions,
    failStore: disk.fail,
    breakFit: () => void (isFitBroken = true),
    media: (outcome, isMeant = () => true) => void (media = (url) => (isMeant(url) ? outcome : null)),
    order,
    async orphan() {
      let isQueueHidden = true;
      disk.fail('waiting', Infinity, { matching: () => isQueueHidden });
      const id = await order();
      await app.engine.stop();
      isQueueHidden = false;
      return id;
    },
    async restart() {
      await app.engine.stop();
      app = start();
      await app.engine.recover();
      await clock.settle();
    },
  };
}

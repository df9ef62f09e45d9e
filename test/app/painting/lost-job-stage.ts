import { createFindLostJob } from '../../../src/app/painting/find-lost-job.ts';
import type { Evidence } from '../../../src/app/painting/lost-evidence.ts';
import type { RemoteJob } from '../../../src/core/picture/lost-job.ts';
import { APPEARANCE_MS } from '../../../src/core/picture/timing.ts';
import { arranged } from '../../arranged.ts';
import { FIRST, open, SECOND } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

const SECOND_MS = 1_000;
const ignore = (): void => undefined;

/** One picture whose submit was lost just now, after four seconds; Krea's clock shows what ours does. */
export async function setSearch() {
  const clock = createFakeClock();
  const store = createMemoryStore({ now: clock.now });
  const from = clock.now();
  await open(store.journal, { seeds: [1, 2], createdAt: from });
  for (const key of [FIRST, SECOND])
    arranged(await store.journal.move(key, 'queued', 'submitting', from, { submitFrom: from }));
  await clock.pass(4 * SECOND_MS);
  const to = clock.now();
  const picture = arranged(await store.journal.move(FIRST, 'submitting', 'uncertain', to, { submitTo: to }));

  const state: { jobs: RemoteJob[]; others: Evidence['lost']; isTimeTold: boolean; named: string | null } = {
    jobs: [],
    others: [],
    isTimeTold: true,
    named: null,
  };
  const [reads, woken, dropped]: [number[], string[], string[]] = [[], [], []];
  let reviews = 0;
  const lost = () => [{ id: '1001.1', from, to: to + APPEARANCE_MS }, ...state.others];
  const begin = () =>
    createFindLostJob({
      ...store,
      imageApi: {
        ...createMemoryImageApi({ now: clock.now }),
        time: () => (state.isTimeTold ? { earliest: clock.now(), latest: clock.now() } : undefined),
      },
      clock,
      wakeUps: {
        wake: ({ generationId, index }) => void woken.push(`${generationId}.${index}`),
        following: async (_, work) => work(async () => undefined),
      },
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      evidence: {
        async read(since) {
          reads.push(since);
          return { unknownJobs: state.jobs, lost: lost() };
        },
        async review(jobs) {
          reviews += 1;
          return { unknownJobs: jobs.filter((job) => state.jobs.includes(job) || isListed(job)), lost: lost() };
        },
      },
      readings: new Map(),
      namedJobs: {
        note: async () => undefined,
        adopt: async ({ generationId, index }) =>
          state.named === null
            ? undefined
            : store.journal.move({ generationId, index }, 'uncertain', 'running', clock.now(), {
                remoteId: state.named,
              }),
        drop: ({ index }) => void dropped.push(`named ${index}`),
      },
    });
  const isListed = ({ remoteId }: RemoteJob): boolean => state.jobs.some((job) => job.remoteId === remoteId);
  const money = async (): Promise<string[]> =>
    (await store.ledger.entries('1001')).filter(({ index }) => index === 1).map(({ kind }) => kind);
  const job = (remoteId: string, createdAt = from): RemoteJob => ({ remoteId, createdAt, state: 'open' });
  const search = begin();
  const find = async (by = search) => by.find(picture, 'a lighthouse');
  return {
    clock,
    store,
    picture,
    state,
    reads,
    woken,
    dropped,
    reviews: () => reviews,
    find,
    search,
    begin,
    money,
    job,
    from,
    to,
  };
}

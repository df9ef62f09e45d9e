import { createReconcile } from '../../../src/app/painting/reconcile.ts';
import { createWakeUps } from '../../../src/app/painting/wake-ups.ts';
import type { Picture, PictureKey } from '../../../src/core/picture/generation.ts';
import type { JobView } from '../../../src/ports/image-api.ts';
import { arranged } from '../../arranged.ts';
import { open } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

const ignore = (): void => undefined;

/** Pictures in doubt whose jobs are known, and how Krea answers for each; the looks say when, in milliseconds. */
export async function setDoubt() {
  const clock = createFakeClock();
  const store = createMemoryStore({ now: clock.now });
  const { journal, ledger } = store;
  await open(journal, { seeds: [1, 2], createdAt: clock.now() });
  const views = new Map<string, JobView | Error>();
  const [looks, errors]: [{ job: string; at: number }[], string[]] = [[], []];
  const state = { isReachable: true, asked: 0, dropped: 0 };
  const controller = new AbortController();
  const wakeUps = createWakeUps(clock);
  let [atOnce, most, takesMs] = [0, 0, 0];
  const reconcile = createReconcile({
    ...store,
    imageApi: {
      ...createMemoryImageApi({ now: clock.now }),
      time: () => undefined,
      async look(job) {
        looks.push({ job, at: clock.monotonic() });
        atOnce += 1;
        most = Math.max(most, atOnce);
        await clock.sleep(takesMs);
        atOnce -= 1;
        const view = views.get(job) ?? { state: 'painting' };
        if (view instanceof Error) throw view;
        return view;
      },
    },
    clock,
    wakeUps,
    stopping: controller.signal,
    log: { debug: ignore, info: ignore, warn: ignore, error: (_, message) => void errors.push(message) },
    evidence: {
      read: async () => ({ unknownJobs: [], lost: [] }),
      review: async () => ({ unknownJobs: [], lost: [] }),
    },
    readings: new Map(),
    namedJobs: { note: async () => undefined, adopt: async () => undefined, drop: () => void (state.dropped += 1) },
    isReachable: async () => {
      state.asked += 1;
      return state.isReachable;
    },
  });

  /** Brings a picture into doubt and has somebody find out what became of it. */
  async function doubt(key: PictureKey, job: string): Promise<() => Picture | string | undefined> {
    arranged(await journal.move(key, 'queued', 'submitting', clock.now()));
    arranged(await journal.move(key, 'submitting', 'running', clock.now(), { remoteId: job }));
    const picture = arranged(await journal.move(key, 'running', 'uncertain', clock.now()));
    let end: Picture | string | undefined = 'open';
    void reconcile.untilKnown(picture).then(
      (known) => void (end = known),
      (error) => void (end = String(error)),
    );
    await clock.settle();
    return () => end;
  }

  const times = (job = 'job-1'): number[] => looks.filter((look) => look.job === job).map(({ at }) => at);
  const money = async (): Promise<string[]> =>
    (await ledger.entries('1001')).filter(({ index }) => index === 1).map(({ kind }) => kind);
  return {
    clock,
    journal,
    views,
    errors,
    state,
    wakeUps,
    doubt,
    times,
    money,
    most: () => most,
    slowLooks: (milliseconds: number) => void (takesMs = milliseconds),
    stop: () => controller.abort(),
  };
}

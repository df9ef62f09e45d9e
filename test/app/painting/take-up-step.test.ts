import { describe, expect, test } from 'vitest';

import { createFollowing } from '../../../src/app/painting/follow.ts';
import { createTakeUp } from '../../../src/app/painting/take-up.ts';
import { arranged } from '../../arranged.ts';
import { FIRST, open, SECOND } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

const MINUTE = 60_000;
const ignore = (): void => undefined;

/** Two pictures: one whose submit was cut off at `submitFrom` (Krea's clock), one that runs. */
async function setTakeUp(submitFrom: number | null, latest: number | undefined) {
  const clock = createFakeClock();
  const { journal } = createMemoryStore({ now: clock.now });
  await open(journal, { seeds: [1, 2] });
  arranged(await journal.move(FIRST, 'queued', 'submitting', clock.now(), { submitFrom }));
  arranged(await journal.move(SECOND, 'queued', 'submitting', clock.now()));
  arranged(await journal.move(SECOND, 'submitting', 'running', clock.now(), { remoteId: 'job-2' }));
  const [goneOn, delivered, warnings]: [string[], string[], string[]] = [[], [], []];
  const state = { reached: 0, woken: 0, isBroken: false };
  const following = createFollowing();
  const controller = new AbortController();
  const note = (_: object, message: string): void => void warnings.push(message);
  const takeUp = createTakeUp({
    journal: {
      ...journal,
      untold: async () => (state.isBroken ? Promise.reject(new Error('broken')) : ['told-late']),
    },
    // Only these two are asked of it.
    imageApi: {
      ...NOTHING,
      time: () => (latest === undefined ? undefined : { earliest: latest, latest }),
      reach: async () => {
        state.reached += 1;
        return 'ok';
      },
    },
    clock,
    log: { debug: ignore, info: ignore, warn: note, error: note },
    stopping: controller.signal,
    following,
    goOn: (picture) => void goneOn.push(`${picture.index} ${picture.state}`),
    deliver: (id) => void delivered.push(id),
    wake: () => void (state.woken += 1),
  });
  const first = async () => (await journal.find(FIRST.generationId))?.pictures[0];
  return { clock, takeUp, following, goneOn, delivered, warnings, state, first, stop: () => controller.abort() };
}

const never = async (): Promise<never> => Promise.reject(new Error('That is not asked here.'));
const NOTHING = { submit: never, look: never, cancel: never, jobsSince: never, upload: never, styles: never };

describe('what nobody follows', () => {
  test.for([
    ['and was submitted before now ended by now at the latest', 100, 200, 200],
    ['and was submitted just now ended by now as well', 200, 200, 200],
    ['and was submitted later than Krea’s clock shows has no end on record: the clock was set', 300, 200, null],
    ['and was submitted at an unknown time has none', null, 200, null],
    ['while Krea’s time is not known has none', 100, undefined, null],
  ] as const)('%s', async ([, submitFrom, latest, submitTo]) => {
    const { takeUp, goneOn, delivered, state, first } = await setTakeUp(submitFrom, latest);
    expect((await takeUp.takeUp()).map(({ index }) => index)).toEqual([1, 2]);
    expect(await first()).toMatchObject({ state: 'uncertain', submitFrom, submitTo });
    expect(goneOn).toEqual(['1 uncertain', '2 running']);
    expect(delivered).toEqual(['told-late']);
    expect(state.reached).toBe(latest === undefined ? 1 : 0);
  });

  test('is not what somebody follows', async () => {
    const { takeUp, following, goneOn, first } = await setTakeUp(100, 200);
    const { promise, resolve } = Promise.withResolvers<void>();
    const followed = [FIRST, SECOND].map(async (key) => following.follow(key, async () => promise));
    expect(await takeUp.takeUp()).toEqual([]);
    expect(await first()).toMatchObject({ state: 'submitting' });
    expect(goneOn).toEqual([]);
    resolve();
    await Promise.all(followed);
  });

  test('is looked for every minute, also after a look that failed, and no more by a process that stops', async () => {
    const { clock, takeUp, goneOn, delivered, warnings, state, stop } = await setTakeUp(100, 200);
    const done = takeUp.keepTakingUp();
    state.isBroken = true;
    await clock.pass(MINUTE);
    expect([goneOn, warnings]).toEqual([[], ['it could not be looked whether somebody follows every picture']]);
    state.isBroken = false;
    await clock.pass(MINUTE);
    expect(goneOn).toEqual(['1 uncertain', '2 running']);
    expect(delivered).toEqual(['told-late']);
    expect(state.woken).toBe(2);
    stop();
    await done;
    await clock.pass(MINUTE);
    expect(delivered).toHaveLength(1);
  });
});

import { describe, expect, test } from 'vitest';

import { createNamedJobs } from '../../../src/app/painting/named-jobs.ts';
import type { PictureState } from '../../../src/core/picture/generation.ts';
import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import type { JobView } from '../../../src/ports/image-api.ts';
import { arranged } from '../../arranged.ts';
import { FIRST, lead, open, SECOND } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

/** Two pictures, the first one led along the path; Krea knows every job until told otherwise. */
async function setNamed(path: PictureState[] = ['submitting', 'uncertain']) {
  const clock = createFakeClock();
  const { journal } = createMemoryStore({ now: clock.now });
  await open(journal, { seeds: [1, 2] });
  await lead(journal, FIRST, path);
  const state: { view: JobView | Error } = { view: { state: 'painting' } };
  const [woken, looks]: [number[], string[]] = [[], []];
  const named = createNamedJobs({
    journal,
    clock,
    wakeUps: { wake: ({ index }) => void woken.push(index) },
    imageApi: {
      async look(remoteId) {
        looks.push(remoteId);
        if (state.view instanceof Error) throw state.view;
        return state.view;
      },
    },
  });
  const adopt = async () => {
    const first = arranged(await journal.find('1001')).pictures[0];
    return named.adopt(arranged(first), 'a lighthouse');
  };
  return { clock, journal, named, state, woken, looks, adopt };
}

describe('a call that names a job', () => {
  test('is remembered for a submit without an answer, and wakes up its search', async () => {
    const { named, woken, adopt } = await setNamed();
    await named.note(FIRST, 'job-1');
    expect(woken).toEqual([1]);
    expect(await adopt()).toMatchObject({ index: 1, state: 'running', remoteId: 'job-1' });
  });

  test('is remembered too while the answer may still come', async () => {
    const { named, journal, clock, adopt } = await setNamed(['submitting']);
    await named.note(FIRST, 'job-1');
    arranged(await journal.move(FIRST, 'submitting', 'uncertain', clock.now()));
    expect(await adopt()).toMatchObject({ remoteId: 'job-1' });
  });

  test.for<[PictureState[]]>([[[]], [['cancelled']], [['submitting', 'failed']]])(
    'tells nothing about a picture without such a submit: %j',
    async ([path]) => {
      const { named, woken, looks, adopt } = await setNamed(path);
      await named.note(FIRST, 'job-1');
      expect(woken).toEqual([]);
      expect(await adopt()).toBeUndefined();
      expect(looks).toEqual([]);
    },
  );

  test('tells nothing about a picture whose job is known, or that is not there', async () => {
    const { named, journal, clock, woken } = await setNamed(['submitting']);
    arranged(await journal.move(FIRST, 'submitting', 'running', clock.now(), { remoteId: 'job-1' }));
    arranged(await journal.move(FIRST, 'running', 'uncertain', clock.now()));
    await named.note(FIRST, 'job-2');
    await named.note({ ...FIRST, index: 9 }, 'job-2');
    await named.note({ generationId: '9', index: 1 }, 'job-2');
    expect(woken).toEqual([]);
  });
});

describe('a named job', () => {
  test('that Krea does not know is not believed, and the call not remembered', async () => {
    const { named, state, looks, adopt } = await setNamed();
    await named.note(FIRST, 'job-1');
    state.view = { state: 'missing' };
    expect(await adopt()).toBeUndefined();
    state.view = { state: 'painting' };
    expect(await adopt()).toBeUndefined();
    expect(looks).toEqual(['job-1']);
  });

  test('that belongs to another picture is not taken from it', async () => {
    const { named, journal, clock, adopt } = await setNamed();
    arranged(await journal.move(SECOND, 'queued', 'submitting', clock.now()));
    arranged(await journal.move(SECOND, 'submitting', 'running', clock.now(), { remoteId: 'job-1' }));
    await named.note(FIRST, 'job-1');
    expect(await adopt()).toBeUndefined();
    expect((await journal.find('1001'))?.pictures[0]).toMatchObject({ state: 'uncertain', remoteId: null });
  });

  test('is still remembered when Krea cannot be asked just then', async () => {
    const { named, state, adopt } = await setNamed();
    await named.note(FIRST, 'job-1');
    state.view = new ImageApiUnavailable('out');
    await expect(adopt()).rejects.toThrow('out');
    state.view = { state: 'painting' };
    expect(await adopt()).toMatchObject({ remoteId: 'job-1' });
  });

  test('is forgotten with the search for it', async () => {
    const { named, adopt } = await setNamed();
    await named.note(FIRST, 'job-1');
    named.drop(FIRST);
    expect(await adopt()).toBeUndefined();
  });
});

import { expect, test } from 'vitest';

import { createRemoveUnusedImages } from '../../../src/app/moderation/remove-unused-images.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 24 * 3_600_000];

const QUIET = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * A removal over images of which so many are there at each handful; what it removed and when, by the start of the
 * removal.
 */
function setScene(keepPicturesDays: number | null, handfuls: { expired?: number[]; unused?: number[] } = {}) {
  const clock = createFakeClock();
  const start = clock.now();
  const swept: [kind: string, passed: number, before: number][] = [];
  const stopping = new AbortController();
  const handful = (kind: string, left: number[]) => async (before: number) => {
    swept.push([kind, clock.now() - start, before - start]);
    return left.shift() ?? 0;
  };
  const blobs = {
    removeExpired: handful('expired', [...(handfuls.expired ?? [])]),
    removeUnused: handful('unused', [...(handfuls.unused ?? [])]),
  };
  const remove = createRemoveUnusedImages({
    blobs,
    background: { stopping: stopping.signal },
    clock,
    log: QUIET,
    keepPicturesDays,
  });
  return { clock, swept, stopping, remove };
}

test('what has expired is removed now and every hour', async () => {
  const { clock, swept, remove } = setScene(null);
  void remove();
  await clock.pass(2 * HOUR);
  expect(swept).toEqual([
    ['expired', 0, 0],
    ['expired', HOUR, HOUR],
    ['expired', 2 * HOUR, 2 * HOUR],
  ]);
});

test('where pictures are kept for a time, what nobody used for so many days goes with it', async () => {
  const { clock, swept, remove } = setScene(30);
  void remove();
  await clock.settle();
  expect(swept).toEqual([
    ['expired', 0, 0],
    ['unused', 0, -30 * DAY],
  ]);
});

test.each(['expired', 'unused'])(
  'as long as there is more that is %s, it goes on handful by handful with a pause in between',
  async (kind) => {
    const { clock, swept, remove } = setScene(30, { [kind]: [100, 1] });
    void remove();
    await clock.pass(HOUR);
    expect(swept.filter(([one]) => one === kind).map(([, passed]) => passed)).toEqual([0, SECOND, 2 * SECOND]);
  },
);

test('it ends with the process, also while it waits', async () => {
  const { clock, swept, stopping, remove } = setScene(null);
  const end = remove();
  await clock.settle();
  stopping.abort();
  await end;
  expect(swept).toHaveLength(1);
});

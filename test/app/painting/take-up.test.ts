import { expect, test } from 'vitest';

import type { PictureState } from '../../../src/core/picture/generation.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The next so many changes of this kind break in a way that nobody expects. */
function breakMoves(stage: AppStage, from: PictureState, times: number): void {
  const { journal } = stage.store;
  const { move } = journal;
  let left = times;
  journal.move = async (...given) => {
    if (given[1] !== from || left === 0) return move(...given);
    left -= 1;
    throw new TypeError('move broke');
  };
}

test.for([
  ['queued', 1],
  ['queued', 3],
  ['submitting', 1],
  ['submitting', 2],
  ['submitting', 3],
  ['running', 1],
  ['running', 3],
] as const)(
  'a picture whose change from "%s" breaks %i times is followed again, paid and shown once, without a restart',
  async ([from, times]) => {
    const stage = setAppStage();
    breakMoves(stage, from, times);
    const id = await stage.order();
    await stage.clock.pass(20_000);
    for (const { remoteId } of stage.api.jobs()) stage.api.complete(remoteId);
    await stage.clock.pass(5 * MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
    expect(stage.api.submissions).toHaveLength(1);
    expect(stage.publisher.standing.filter(({ indexes }) => indexes.includes(1))).toHaveLength(1);
  },
);

test.for([1, 3])('an uncertain picture whose change breaks %i times is searched for again', async (times) => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'lost-answer' });
  breakMoves(stage, 'uncertain', times);
  const id = await stage.order();
  await stage.clock.pass(5 * MINUTE);

  expect((await stage.pictures(id))[0]).toMatchObject({ state: 'running', remoteId: 'job-1' });
});

test('an error while the queue is looked at leaves nobody there, though nobody else asks for anything', async () => {
  const stage = setAppStage();
  const { journal } = stage.store;
  const { waiting } = journal;
  let reads = 0;
  journal.waiting = async () => {
    reads += 1;
    return reads === 1 ? Promise.reject(new TypeError('the reading broke')) : waiting();
  };
  const id = await stage.order();
  expect((await stage.pictures(id))[0]?.state).toBe('queued');
  await stage.clock.pass(MINUTE + 1_000);

  expect((await stage.pictures(id))[0]?.state).toBe('running');
});

test('looking every minute doubles nothing, however long jobs, searches and deliveries take', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'lost-answer' }, { kind: 'accepted' }, { kind: 'unclear', detail: 'lost' });
  const ids = [await stage.order(), await stage.order({ userId: 'user-2' }), await stage.order({ userId: 'user-3' })];
  await stage.clock.pass(8 * MINUTE);
  for (const { remoteId, view } of stage.api.jobs()) if (view.state === 'waiting') stage.api.complete(remoteId);
  await stage.clock.pass(2 * HOUR);

  expect(stage.api.submissions).toHaveLength(3);
  for (const id of ids) {
    expect((await stage.money(id)).length).toBeLessThanOrEqual(2);
    const shown = stage.publisher.standing.filter(
      ({ generationId, indexes }) => generationId === id && indexes.includes(1),
    );
    expect(shown.length).toBeLessThanOrEqual(1);
  }
});

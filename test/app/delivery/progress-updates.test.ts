import { expect, test } from 'vitest';

import { REPLY_LIFE_MS } from '../../../src/core/picture/generation.ts';
import { UnreadableRecord } from '../../../src/ports/store/unreadable-record.ts';
import { setAppStage } from '../app-stage.ts';

const MINUTE = 60_000;

test('a requester is told at most every two seconds, and only what changed', async () => {
  const stage = setAppStage();
  await stage.order();
  await stage.clock.pass(MINUTE);

  const { progress } = stage.publisher;
  const gaps = progress.slice(1).map(({ at }, index) => at - (progress[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_000);
  expect(progress.length).toBeGreaterThan(5);
  expect(new Set(progress.map(({ phase }) => JSON.stringify(phase))).size).toBe(progress.length);
});

test('nothing is told after the result', async () => {
  const stage = setAppStage();
  await stage.order();
  await stage.clock.pass(3_000);
  stage.api.complete('job-1');
  await stage.clock.pass(30_000);
  expect(stage.publisher.standing).toHaveLength(1);
  const told = stage.publisher.progress.length;
  await stage.clock.pass(10 * MINUTE);

  expect(stage.publisher.progress).toHaveLength(told);
});

test('the result waits for an edit that is under way, so that it cannot be overwritten', async () => {
  const stage = setAppStage();
  stage.publisher.slowProgress(3_000);
  const id = await stage.order();
  await stage.clock.pass(2_100);
  stage.api.complete('job-1');
  await stage.clock.pass(2_800);
  expect((await stage.pictures(id))[0]?.state).toBe('finished');
  expect(stage.publisher.attempts).toEqual([]);
  await stage.clock.pass(1_000);

  expect(stage.publisher.standing).toHaveLength(1);
});

test('edits never pile up behind a slow one', async () => {
  const stage = setAppStage();
  stage.publisher.slowProgress(7_000);
  await stage.order();
  await stage.clock.pass(MINUTE);

  const { progress } = stage.publisher;
  const gaps = progress.slice(1).map(({ at }, index) => at - (progress[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(7_000);
});

test('waiting members read their place in line, and it moves up', async () => {
  const stage = setAppStage({ maxInFlight: 1 });
  for (const userId of ['user-1', 'user-2', 'user-3']) await stage.order({ userId });
  await stage.clock.pass(2_500);
  stage.api.complete('job-1');
  await stage.clock.pass(MINUTE);

  const places = stage.publisher.progress.flatMap(({ phase }) =>
    phase.kind === 'queued' ? [`${phase.position}/${phase.of}`] : [],
  );
  expect(places).toEqual(['1/2', '2/2', '1/1']);
});

test('a request whose record cannot be read any more keeps nobody else from being told', async () => {
  const stage = setAppStage({ maxInFlight: 1 });
  const [, broken] = [
    await stage.order(),
    await stage.order({ userId: 'user-2' }),
    await stage.order({ userId: 'user-3' }),
  ];
  const { journal } = stage.store;
  const { find } = journal;
  journal.find = async (id) => (id === broken ? Promise.reject(new UnreadableRecord('generation', id)) : find(id));
  await stage.clock.pass(MINUTE);

  const phases = stage.publisher.progress.map(({ phase }) => phase);
  expect(phases).toContainEqual({ kind: 'queued', position: 2, of: 2 });
  expect(phases).toContainEqual({ kind: 'painting', seconds: 55, finished: 0 });
  expect(stage.warnings.filter((message) => message === 'how far a request is cannot be told any more')).toHaveLength(
    1,
  );
});

test('nothing is told any more when the reply token is about to end', async () => {
  const stage = setAppStage();
  const { look } = stage.api;
  stage.api.look = async () => ({ state: 'painting' });
  await stage.order();
  await stage.clock.pass(REPLY_LIFE_MS + MINUTE);
  stage.api.look = look;

  const start = stage.publisher.progress[0]?.at ?? 0;
  expect(Math.max(...stage.publisher.progress.map(({ at }) => at)) - start).toBeLessThan(REPLY_LIFE_MS);
});

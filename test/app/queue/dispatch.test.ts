import { expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { arranged } from '../../arranged.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

function states(stage: AppStage): string[] {
  return stage.api.submissions.map(({ request }) => String(request.seed));
}

test('never more pictures are at Krea than allowed', async () => {
  const stage = setAppStage({ maxInFlight: 2 });
  await stage.order({ count: 4 });
  await stage.order({ count: 4, userId: 'user-2' });
  let most = 0;
  for (let done = 0; done < 8; done += 1) {
    const open = stage.api.jobs().filter(({ view }) => view.state === 'waiting');
    most = Math.max(most, open.length);
    const [next] = open;
    if (next !== undefined) stage.api.complete(next.remoteId);
    await stage.clock.pass(30_000);
  }

  expect(most).toBe(2);
  expect(states(stage)).toHaveLength(8);
});

test('a pause that Krea asks for is kept by everybody, and then the queue goes on', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'busy', retryAfterMs: 20_000 });
  await stage.order();
  await stage.order({ userId: 'user-2' });
  await stage.clock.pass(19_000);
  const before = stage.api.submissions.length;
  await stage.clock.pass(2_000);

  expect(before).toBeLessThanOrEqual(2);
  expect(stage.api.jobs()).toHaveLength(2);
});

test('a place is free again when a picture ends, fails or gets lost', async () => {
  const stage = setAppStage({ maxInFlight: 1 });
  stage.api.plan(
    { kind: 'unclear', detail: 'lost' },
    { kind: 'rejected', failure: { reason: 'moderated' }, detail: '' },
  );
  for (const userId of ['user-1', 'user-2', 'user-3']) await stage.order({ userId });
  await stage.clock.pass(1_000);

  expect(stage.api.submissions).toHaveLength(3);
  expect(stage.api.jobs()).toHaveLength(1);
});

test('a cancelled picture is never submitted', async () => {
  const stage = setAppStage({ maxInFlight: 1 });
  await stage.order();
  const id = await stage.order();
  arranged(await stage.app.cancel(stage.visitor(), id));
  stage.api.complete('job-1');
  await stage.clock.pass(60_000);

  expect(stage.api.submissions).toHaveLength(1);
});

test('nothing is begun while the process stops, and nothing is lost by that', async () => {
  const stage = setAppStage();
  const id = await stage.orphan();
  await stage.clock.pass(60_000);

  expect(stage.api.submissions).toEqual([]);
  expect((await stage.pictures(id))[0]?.state).toBe('queued');
  expect(await stage.money(id)).toEqual(['hold']);
});

test('who asks while the process stops is refused, and nothing is held', async () => {
  const stage = setAppStage();
  await stage.app.engine.stop();
  const who = stage.visitor();
  const request = { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7 };
  const outcome = await stage.app.generate(who, {
    verb: 'create',
    parent: null,
    request,
    count: 1,
    isPrivate: false,
    isSpoiler: false,
  });

  expect(outcome).toEqual({ refused: { kind: 'shutting-down' } });
  expect(await stage.money(who.interactionId)).toEqual([]);
});

test('a picture that cannot be begun is tried again after a pause, without stopping the others', async () => {
  const stage = setAppStage();
  const { journal } = stage.store;
  const { find } = journal;
  let hasFailed = false;
  journal.find = async (id) => {
    if (hasFailed) return find(id);
    hasFailed = true;
    throw new Error('the disk was away');
  };
  const id = await stage.order();
  expect(stage.api.submissions).toEqual([]);
  await stage.clock.pass(6_000);

  expect(stage.api.submissions).toHaveLength(1);
  expect((await stage.pictures(id))[0]?.state).toBe('running');
});

test('the queue is read from the records once, however many pictures come and go and are told their place', async () => {
  const stage = setAppStage({ maxInFlight: 1 });
  const { journal } = stage.store;
  const { waiting } = journal;
  let reads = 0;
  journal.waiting = async () => {
    reads += 1;
    return waiting();
  };
  for (let n = 0; n < 12; n += 1) await stage.order({ userId: `user-${n}` });
  for (let done = 1; done <= 12; done += 1) {
    stage.api.complete(`job-${done}`);
    await stage.clock.pass(60_000);
  }

  expect(stage.api.submissions).toHaveLength(12);
  expect(stage.publisher.progress.some(({ phase }) => phase.kind === 'queued')).toBe(true);
  expect(reads).toBe(1);
});

test('a picture that somebody else has taken is not tried again and again', async () => {
  const stage = setAppStage({ maxInFlight: 1 });
  await stage.order();
  const id = await stage.order({ userId: 'user-2' });
  arranged(await stage.store.journal.move({ generationId: id, index: 1 }, 'queued', 'cancelled', stage.clock.now()));
  stage.api.complete('job-1');
  await stage.clock.pass(60_000);
  const next = await stage.order({ userId: 'user-3' });
  await stage.clock.pass(1_000);

  expect((await stage.pictures(next))[0]?.state).toBe('running');
  expect(stage.api.submissions).toHaveLength(2);
});

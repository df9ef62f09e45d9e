import { expect, test } from 'vitest';

import type { PictureState } from '../../../src/core/picture/generation.ts';
import { arranged } from '../../arranged.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const MINUTE = 60_000;

/** Leads the first picture of a generation there by the records alone, as a process did that is gone. */
async function lead(stage: AppStage, id: string, ...path: readonly PictureState[]): Promise<void> {
  for (const to of path) {
    const [picture] = await stage.pictures(id);
    if (picture === undefined) throw new Error('There is no picture.');
    arranged(
      await stage.store.journal.move(
        { generationId: id, index: 1 },
        picture.state,
        to,
        stage.clock.now(),
        to === 'running' ? { remoteId: 'job-1' } : {},
      ),
    );
  }
}

test('what was queued is submitted once', async () => {
  const stage = setAppStage();
  const id = await stage.orphan();

  await stage.restart();
  stage.api.complete('job-1');
  await stage.clock.pass(MINUTE);

  expect(stage.api.submissions).toHaveLength(1);
  expect(await stage.money(id)).toEqual(['hold', 'settle']);
  expect(stage.publisher.standing).toHaveLength(1);
});

test('what was being submitted is never submitted again: its job is found in the list', async () => {
  const stage = setAppStage();
  const id = await stage.orphan();
  await lead(stage, id, 'submitting');
  await stage.api.submit({ request: (await stage.generation(id)).request, referenceUrls: [], webhookUrl: null });

  await stage.restart();
  expect((await stage.pictures(id))[0]?.state).toBe('uncertain');
  await stage.clock.pass(2_000);
  expect((await stage.pictures(id))[0]?.remoteId).toBe('job-1');
  stage.api.complete('job-1');
  await stage.clock.pass(MINUTE);

  expect(stage.api.submissions).toHaveLength(1);
  expect(stage.publisher.standing).toHaveLength(1);
});

test('what was running is looked at at once', async () => {
  const stage = setAppStage();
  const id = await stage.order();
  stage.api.complete('job-1');
  await stage.app.engine.stop();
  await stage.clock.pass(MINUTE);
  expect((await stage.pictures(id))[0]?.state).toBe('running');

  await stage.restart();
  await stage.clock.pass(0);

  expect((await stage.pictures(id))[0]?.state).toBe('delivered');
});

test('what was finished and not told is told', async () => {
  const stage = setAppStage();
  const id = await stage.orphan();
  await lead(stage, id, 'submitting', 'running', 'finished');

  await stage.restart();

  expect(stage.publisher.attempts.map(({ rung }) => rung)).toEqual(['reply']);
});

test('a delivery that was cut off is looked for on its rung before it is repeated there', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.publisher.close('reply');
  stage.publisher.plan('channel', { kind: 'landed-unclear' }, { kind: 'unclear' });
  const id = await stage.order();
  stage.api.complete('job-1');
  await stage.clock.pass(1_000);
  const sent = stage.publisher.attempts.length;

  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect(stage.publisher.attempts).toHaveLength(sent);
  expect((await stage.pictures(id))[0]?.state).toBe('delivered');
});

test('a delivery that was cut off and cannot be looked for is looked for again before it is repeated', async () => {
  const stage = setAppStage();
  stage.publisher.close('reply');
  const id = await stage.orphan();
  await lead(stage, id, 'submitting', 'running', 'finished');
  const delivery = await stage.store.journal.startDelivery(id, stage.clock.now());
  if (delivery === undefined) throw new Error('There is nothing to deliver.');
  await stage.store.journal.moveToRung(delivery, 'channel');
  stage.publisher.blind(true);

  await stage.restart();
  expect(stage.publisher.attempts).toEqual([]);
  stage.publisher.blind(false);
  await stage.clock.pass(MINUTE);

  expect(stage.publisher.standing.map(({ rung }) => rung)).toEqual(['channel']);
});

test('a stop while nobody can see whether a post landed climbs no further: the next start looks again', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.publisher.close('reply');
  stage.publisher.plan('channel', ...Array.from({ length: 4 }, () => ({ kind: 'unclear' as const })), {
    kind: 'landed-unclear',
  });
  stage.publisher.blind(true);
  const id = await stage.order();
  stage.api.complete('job-1');
  const posts = (): number => stage.publisher.attempts.filter(({ rung }) => rung === 'channel').length;
  for (let seconds = 0; posts() < 5 && seconds < 60; seconds += 1) await stage.clock.pass(1_000);
  await stage.app.engine.stop();
  expect([posts(), stage.publisher.attempts.at(-1)?.rung]).toEqual([5, 'channel']);

  stage.publisher.blind(false);
  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect(stage.publisher.standing.map(({ rung }) => rung)).toEqual(['channel']);
  expect((await stage.pictures(id))[0]?.state).toBe('delivered');
});

test('a stop while a picture’s file is away posts nothing: the next start shows the picture, and not that it is missing', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.media({ kind: 'unreachable' });
  await stage.order();
  stage.api.complete('job-1');
  await stage.clock.pass(10_000);
  await stage.app.engine.stop();
  expect(stage.publisher.attempts).toEqual([]);

  stage.media(null);
  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect(stage.publisher.standing.map(({ rung, indexes }) => `${rung}:${indexes.join()}`)).toEqual(['reply:1']);
});

test('what ended while a delivery was under way is told after a restart that finds that delivery landed', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.api.plan({ kind: 'accepted' }, { kind: 'lost-answer' });
  stage.publisher.plan('reply', { kind: 'landed-unclear' });
  stage.publisher.close('reply', { kind: 'delayed', retryAfterMs: 59_000 });
  const id = await stage.order({ count: 2 });
  stage.api.complete('job-1');
  stage.api.complete('job-2');
  await stage.clock.pass(10_000);
  expect((await stage.pictures(id)).map(({ state }) => state)).toEqual(['finished', 'finished']);

  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect(stage.publisher.standing.map(({ rung, indexes }) => `${rung}:${indexes.join()}`)).toEqual([
    'reply:1',
    'channel:2',
  ]);
});

test('progress of what was lost does not overwrite the reply that shows the rest of the batch', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'accepted' }, { kind: 'unclear', detail: 'lost' });
  await stage.order({ count: 2 });
  stage.api.complete('job-1');
  await stage.clock.pass(3_000);
  expect(stage.publisher.standing).toHaveLength(1);
  const edits = stage.publisher.progress.length;

  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect(stage.publisher.progress).toHaveLength(edits);
});

import { describe, expect, test } from 'vitest';

import type { PictureState } from '../../../src/core/picture/generation.ts';
import type { Journal } from '../../../src/ports/store/journal.ts';
import { arranged } from '../../arranged.ts';
import { setAppStage } from '../app-stage.ts';

const MINUTE = 60_000;

interface Moment {
  when: string;
  method: keyof Journal;
  /** For `move`: into which state. */
  to?: PictureState;
}

const MOMENTS: Moment[] = [
  { when: 'before Krea is asked', method: 'move', to: 'submitting' },
  { when: 'after Krea’s answer to the submit', method: 'move', to: 'running' },
  { when: 'when the job has ended', method: 'move', to: 'finished' },
  { when: 'when the delivery begins', method: 'startDelivery' },
  { when: 'when the delivery climbs on', method: 'moveToRung' },
  { when: 'when the delivery has landed', method: 'endDelivery' },
];

const CASES = MOMENTS.flatMap((moment) => [
  { ...moment, how: 'refuses', afterWriting: false },
  { ...moment, how: 'does not confirm what it wrote', afterWriting: true },
]);

describe('a picture arrives once, without a restart, when the disk', () => {
  test.for(CASES)('$how $when', async ({ method, to, afterWriting }) => {
    const stage = setAppStage({ pollIntervalMs: 300 });
    if (method === 'moveToRung') stage.publisher.close('reply');
    stage.failStore(method, 3, { afterWriting, matching: (args) => to === undefined || args[2] === to });
    const id = await stage.order();
    await stage.clock.pass(10_000);
    stage.api.complete('job-1');
    await stage.clock.pass(MINUTE);

    expect(stage.api.submissions).toHaveLength(1);
    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
    expect(stage.publisher.standing).toHaveLength(1);
    expect(stage.publisher.attempts.filter(({ rung }) => rung === 'channel')).toHaveLength(
      method === 'moveToRung' ? 1 : 0,
    );
    expect(stage.warnings.filter((line) => line.startsWith('the records cannot be used'))).toHaveLength(3);
  });

  test.for<keyof Journal>(['find', 'waiting'])('cannot be read for a while (%s)', async (method) => {
    const stage = setAppStage({ pollIntervalMs: 300 });
    const id = await stage.order();
    stage.failStore(method, 4);
    stage.api.complete('job-1');
    await stage.order({ userId: 'user-2' });
    await stage.clock.pass(30_000);
    stage.api.complete('job-2');
    await stage.clock.pass(2 * MINUTE);

    expect((await stage.store.journal.find(id))?.pictures[0]?.state).toBe('delivered');
    expect(stage.publisher.standing).toHaveLength(2);
  });
});

test('a failure of Krea that cannot be written down at once is told once, and not charged', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.failStore('move', 3, { matching: (args) => args[2] === 'failed' });
  const id = await stage.order();
  stage.api.advance('job-1', { state: 'failed', failure: { reason: 'moderated' }, detail: '' });
  await stage.clock.pass(MINUTE);

  expect(await stage.money(id)).toEqual(['hold', 'release']);
  expect(stage.publisher.attempts).toHaveLength(1);
});

test('what was lost on the way and is found again is written down as soon as the disk takes it', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.api.plan({ kind: 'lost-answer' });
  const id = await stage.order();
  stage.failStore('knownRemoteIds', 2);
  stage.failStore('move', 2, { matching: (args) => args[1] === 'uncertain' });
  stage.api.complete('job-1');
  await stage.clock.pass(2 * MINUTE);

  expect((await stage.pictures(id))[0]?.state).toBe('delivered');
  expect(stage.publisher.standing).toHaveLength(1);
});

test.for([
  ['refuses', false],
  ['does not confirm what it wrote', true],
] as const)(
  'a lost answer is found although the disk %s for minutes before Krea was asked',
  async ([, afterWriting]) => {
    const stage = setAppStage({ pollIntervalMs: 300 });
    stage.failStore('move', 9, { afterWriting, matching: (args) => args[2] === 'submitting' });
    stage.api.plan({ kind: 'lost-answer' });
    const id = await stage.order();
    await stage.clock.pass(3 * MINUTE);
    stage.api.complete('job-1');
    await stage.clock.pass(10 * MINUTE);

    expect(stage.api.submissions).toHaveLength(1);
    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  },
);

test('a picture that somebody else took to Krea while the disk refused is not taken there a second time', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.failStore('move', 1, { matching: (args) => args[2] === 'submitting' });
  const id = await stage.order();
  arranged(
    await stage.store.journal.move({ generationId: id, index: 1 }, 'queued', 'submitting', stage.clock.now() + 1),
  );
  await stage.clock.pass(MINUTE);

  expect(stage.api.submissions).toEqual([]);
  expect(await stage.money(id)).toEqual(['hold']);
});

test('two pictures of a batch that end while the disk refuses are told in one message', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  const id = await stage.order({ count: 2 });
  stage.failStore('startDelivery', 2, { afterWriting: true });
  stage.api.complete('job-1');
  stage.api.complete('job-2');
  await stage.clock.pass(MINUTE);

  expect((await stage.pictures(id)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  expect(stage.publisher.attempts).toHaveLength(1);
});

test('a stop does not wait for the disk: the next start takes the picture up', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  const id = await stage.order();
  stage.failStore('move', 3, { matching: (args) => args[2] === 'finished' });
  stage.api.complete('job-1');
  await stage.clock.pass(1_000);

  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect((await stage.pictures(id))[0]?.state).toBe('delivered');
  expect(stage.publisher.standing).toHaveLength(1);
});

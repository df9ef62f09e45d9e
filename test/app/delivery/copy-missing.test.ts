import { expect, test } from 'vitest';

import { arranged } from '../../arranged.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A picture that is in Discord and was cut off before its copy was stored, by a process that is gone. */
async function shownWithoutCopy(stage: AppStage, status: 'posted' | 'kept' = 'posted'): Promise<string> {
  const id = await stage.orphan();
  const [key, now] = [{ generationId: id, index: 1 }, stage.clock.now()];
  arranged(await stage.store.journal.move(key, 'queued', 'submitting', now));
  arranged(await stage.store.journal.move(key, 'submitting', 'running', now, { remoteId: 'job-1' }));
  arranged(await stage.store.journal.move(key, 'running', 'finished', now, { url: 'https://gen.krea.test/1.png' }));
  const delivery = await stage.store.journal.startDelivery(id, now);
  if (delivery === undefined) throw new Error('There is nothing to deliver.');
  await stage.store.journal.endDelivery(delivery, { status, channelId: null, messageId: null });
  return id;
}

async function hashOf(stage: AppStage, id: string): Promise<string | null | undefined> {
  return (await stage.pictures(id))[0]?.hash;
}

test.for(['posted', 'kept'] as const)(
  'a picture that was %s right before a crash is copied by the next start: its link does not live for ever',
  async (status) => {
    const stage = setAppStage();
    const id = await shownWithoutCopy(stage, status);

    await stage.restart();
    await stage.clock.pass(MINUTE);

    expect(await hashOf(stage, id)).toMatch(/^[0-9a-f]{64}$/);
    expect(stage.publisher.attempts).toEqual([]);
  },
);

test('a delivery that is found landed after a crash is copied as well', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  let isDiskGone = true;
  stage.failStore('endDelivery', Infinity, { matching: () => isDiskGone });
  stage.failStore('noteHash', Infinity, { matching: () => isDiskGone });
  const id = await stage.order();
  stage.api.complete('job-1');
  await stage.clock.pass(10_000);
  await stage.app.engine.stop();
  expect(await hashOf(stage, id)).toBeNull();
  isDiskGone = false;

  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect((await stage.pictures(id))[0]?.state).toBe('delivered');
  expect(stage.publisher.attempts).toHaveLength(1);
  expect(await hashOf(stage, id)).toMatch(/^[0-9a-f]{64}$/);
});

test('a copy that the disk refuses for a moment is stored without a restart', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.failStore('noteHash', 3);
  const id = await stage.order();
  stage.api.complete('job-1');
  await stage.clock.pass(MINUTE);

  expect((await stage.pictures(id))[0]?.state).toBe('delivered');
  expect(await hashOf(stage, id)).toMatch(/^[0-9a-f]{64}$/);
});

test('a file that cannot be had is tried again at the next start', async () => {
  const stage = setAppStage();
  const id = await shownWithoutCopy(stage);
  stage.media({ kind: 'missing' });
  await stage.restart();
  await stage.clock.pass(MINUTE);
  expect(await hashOf(stage, id)).toBeNull();

  stage.media(null);
  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect(await hashOf(stage, id)).toMatch(/^[0-9a-f]{64}$/);
});

test('a link of months ago is not tried at every start', async () => {
  const stage = setAppStage();
  const id = await shownWithoutCopy(stage);
  await stage.clock.pass(40 * DAY);

  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect(await hashOf(stage, id)).toBeNull();
});

import { expect, test } from 'vitest';

import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const UNKNOWN = Uint8Array.from({ length: 64 }, (_, at) => at);

/** Orders a picture whose file is of an unknown kind, and lets Krea finish it; returns the generation's id. */
async function finishUnknown(stage: AppStage): Promise<string> {
  stage.media({ kind: 'fetched', bytes: UNKNOWN });
  const id = await stage.order();
  await stage.clock.pass(1_000);
  stage.api.complete('job-1');
  await stage.clock.pass(2_000);
  return id;
}

test('a paid picture that nothing here can show is handed over as a file, and kept, after it came like that several times', async () => {
  const stage = setAppStage();
  const id = await finishUnknown(stage);
  expect(stage.publisher.attempts).toEqual([]);
  await stage.clock.pass(60_000);
  expect(stage.publisher.attempts).toEqual([{ rung: 'reply', bytes: [UNKNOWN.length] }]);
  expect((await stage.store.blobs.get(stage.store.blobs.hashOf(UNKNOWN)))?.bytes).toEqual(UNKNOWN);
  expect(await stage.pictures(id)).toMatchObject([{ state: 'delivered', hash: stage.store.blobs.hashOf(UNKNOWN) }]);
});

test('a paid picture that comes whole at the second try is shown as that', async () => {
  const stage = setAppStage();
  await finishUnknown(stage);
  stage.media(null);
  await stage.clock.pass(60_000);
  expect(stage.publisher.attempts).toEqual([{ rung: 'reply', bytes: [100] }]);
});

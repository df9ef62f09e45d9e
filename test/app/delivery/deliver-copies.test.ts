import { expect, test } from 'vitest';

import { UNSTORED_BYTES } from '../../../src/app/delivery/attempt-delivery.ts';
import { FIRST_AT_ONCE } from '../../../src/app/delivery/deliver.ts';
import { setAppStage } from '../app-stage.ts';

/** Forty pictures that finish together while no copy can be stored; how many were posted after some seconds. */
async function posted(pictureBytes: number): Promise<number> {
  const stage = setAppStage({ maxInFlight: 40, pictureBytes });
  stage.failStore('noteHash', Infinity);
  for (let order = 0; order < 40; order += 1) await stage.order({ userId: `user-${order}` });
  await stage.clock.pass(2_000);
  for (let job = 1; job <= 40; job += 1) stage.api.complete(`job-${job}`);
  await stage.clock.pass(20_000);
  const { length } = stage.publisher.standing;
  await stage.app.engine.stop();
  return length;
}

test('nobody waits for the copies of pictures that others have already', async () => {
  expect(await posted(1_000)).toBe(40);
});

test('what waits to be stored is bounded by its bytes: who finds no room posts first and keeps their place', async () => {
  expect(await posted(Math.floor(UNSTORED_BYTES / 3))).toBe(FIRST_AT_ONCE + 3);
});

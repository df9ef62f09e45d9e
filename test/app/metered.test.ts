import { expect, test } from 'vitest';

import type { Meter } from '../../src/app/ports/meter.ts';
import { arranged } from '../arranged.ts';
import { setMoneyStage } from './money-stage.ts';
import type { MoneyStage } from './money-stage.ts';

const MINUTE = 60_000;

function meteredStage(): MoneyStage & { counted: string[] } {
  const counted: string[] = [];
  const meter: Meter = {
    pictureEnded: (state, count) => void counted.push(`${count} ${state}`),
    delivered: (seconds) => void counted.push(`after ${seconds} s`),
    imageApiFailed: (reason) => void counted.push(`error ${reason}`),
    acknowledged: () => undefined,
    serverWaits: (guildId) => void counted.push(`waits ${guildId}`),
  };
  return { ...setMoneyStage({ meter }), counted };
}

test('a picture is counted at its end and at its delivery, with the time it took', async () => {
  const stage = meteredStage();
  await stage.order();
  await stage.clock.pass(500);
  stage.api.complete('job-1');
  await stage.clock.pass(20 * MINUTE);
  expect(stage.counted.filter((line) => !line.startsWith('after'))).toEqual(['1 finished', '1 delivered']);
  const after = stage.counted.find((line) => line.startsWith('after'));
  expect(Number(after?.split(' ')[1])).toBeGreaterThanOrEqual(0.5);
});

test('what fails is counted by its reason, and is no delivery of a picture', async () => {
  const stage = meteredStage();
  stage.api.plan({ kind: 'rejected', failure: { reason: 'moderated' }, detail: '' });
  await stage.order();
  await stage.clock.pass(MINUTE);
  expect(stage.counted).toEqual(['error moderated', '1 failed']);
});

test('a Krea that cannot be asked is counted at every try', async () => {
  const stage = meteredStage();
  await stage.order();
  stage.api.outage({ retryAfterMs: null });
  await stage.clock.pass(MINUTE);
  expect(stage.counted.length).toBeGreaterThan(1);
  expect(new Set(stage.counted)).toEqual(new Set(['error unavailable']));
});

test('a decided picture is counted too', async () => {
  const stage = meteredStage();
  stage.api.plan({ kind: 'lost-answer' }, { kind: 'lost-answer' });
  const id = await stage.order();
  await stage.order();
  await stage.clock.pass(3 * MINUTE);
  stage.counted.length = 0;
  arranged(await stage.app.resolve.decide(stage.moderator(), { generationId: id, index: 1 }, 'not-charged', null));
  await stage.clock.settle();
  expect(stage.counted).toEqual(['1 failed']);
});

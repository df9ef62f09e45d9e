import { expect, test } from 'vitest';

import { meterImageApi, meterJournal } from '../../../src/app/decorators/metered.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import type { ImageApi, SubmitOutcome } from '../../../src/ports/image-api.ts';
import { NO_METER } from '../../../src/ports/meter.ts';
import type { Meter } from '../../../src/ports/meter.ts';
import { arranged } from '../../arranged.ts';
import { FIRST, NOVEMBER, opened, SECOND, TO_FINISHED } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';

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

const SUBMISSION = {
  request: { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7 },
  referenceUrls: [],
  webhookUrl: null,
};

test.each<[SubmitOutcome, string[]]>([
  [{ kind: 'accepted', remoteId: 'job-1' }, []],
  [{ kind: 'rejected', failure: { reason: 'moderated' }, detail: '' }, ['moderated']],
  [{ kind: 'stale-reference' }, ['stale-reference']],
  [{ kind: 'busy', retryAfterMs: null }, ['busy']],
  [{ kind: 'unreachable', detail: 'ECONNREFUSED' }, ['unreachable']],
  [{ kind: 'unclear', detail: '' }, ['unclear']],
])('a submit is answered as it was, and counted by what was wrong with it: %o', async (outcome, expected) => {
  const counted: string[] = [];
  const api = meterImageApi(
    { ...createMemoryImageApi(), submit: async () => outcome },
    { meter: { ...NO_METER, imageApiFailed: (reason) => void counted.push(reason) } },
  );
  expect(await api.submit(SUBMISSION)).toBe(outcome);
  expect(counted).toEqual(expected);
});

const QUESTIONS: [string, (api: ImageApi) => Promise<unknown>][] = [
  ['look', async (api) => api.look('job-1')],
  ['cancel', async (api) => api.cancel('job-1')],
  ['jobsSince', async (api) => api.jobsSince(0)],
  ['upload', async (api) => api.upload(Uint8Array.of(1), 'image/png')],
  ['styles', async (api) => api.styles()],
];

test.each(QUESTIONS)(
  'a %s without an answer is counted and thrown on; what is no outage is thrown on alone',
  async (name, ask) => {
    const counted: string[] = [];
    const meter: Meter = { ...NO_METER, imageApiFailed: (reason) => void counted.push(reason) };
    for (const error of [new ImageApiUnavailable('out'), new TypeError('a fault of ours')]) {
      const api = meterImageApi({ ...createMemoryImageApi(), [name]: async () => Promise.reject(error) }, { meter });
      await expect(ask(api)).rejects.toBe(error);
    }
    expect(counted).toEqual(['unavailable']);
  },
);

test('a job that is seen to have failed is counted by its reason; one that runs is not', async () => {
  const counted: string[] = [];
  const memory = createMemoryImageApi();
  const api = meterImageApi(memory, { meter: { ...NO_METER, imageApiFailed: (reason) => void counted.push(reason) } });
  const outcome = await api.submit(SUBMISSION);
  if (outcome.kind !== 'accepted') throw new Error('The job was to be made.');
  await api.look(outcome.remoteId);
  memory.fail(outcome.remoteId, { reason: 'moderated' });
  await api.look(outcome.remoteId);
  expect(counted).toEqual(['moderated']);
});

/** A journal with a picture that is finished and one of which nobody knows, its counts and its warnings. */
async function finished() {
  const store = createMemoryStore();
  await opened(store.journal, { createdAt: NOVEMBER.startsAt }, TO_FINISHED, ['submitting', 'uncertain']);
  const [counted, warnings]: [string[], string[]] = [[], []];
  const meter: Meter = {
    ...NO_METER,
    pictureEnded: (state, count) => void counted.push(`${count} ${state}`),
    delivered: (seconds) => void counted.push(`after ${seconds} s`),
  };
  const note = (_fields: object, message: string): void => void warnings.push(message);
  const clock = createFakeClock(NOVEMBER.startsAt + 2_500);
  const journal = meterJournal(store.journal, {
    meter,
    clock,
    log: { debug: note, info: note, warn: note, error: note },
  });
  return { store, journal, counted, warnings, clock };
}

test('a delivery counts the pictures that it told of, and the time to the first of them alone', async () => {
  const { journal, counted, clock } = await finished();
  for (const part of [1, 2]) {
    arranged(await journal.startDelivery(FIRST.generationId, NOVEMBER.startsAt));
    await journal.endDelivery(
      { generationId: FIRST.generationId, part },
      { status: 'posted', channelId: 'channel-1', messageId: `message-${part}` },
    );
    await clock.settle();
    if (part === 1) arranged(await journal.move(SECOND, 'uncertain', 'finished', NOVEMBER.startsAt));
  }
  expect(counted).toEqual(['1 delivered', 'after 2.5 s', '1 finished', '1 delivered']);
});

test('what could be shown nowhere is counted as kept, and took no time', async () => {
  const { journal, counted, clock } = await finished();
  arranged(await journal.startDelivery(FIRST.generationId, NOVEMBER.startsAt));
  await journal.endDelivery(
    { generationId: FIRST.generationId, part: 1 },
    { status: 'kept', channelId: null, messageId: null },
  );
  await clock.settle();
  expect(counted).toEqual(['1 kept']);
});

test('a move that somebody else made first is not counted', async () => {
  const { journal, counted } = await finished();
  expect(await journal.move(FIRST, 'running', 'finished', NOVEMBER.startsAt)).toBeUndefined();
  expect(counted).toEqual([]);
});

test('a delivery that cannot be counted is delivered all the same, and the operator reads it', async () => {
  const { store, journal, counted, warnings, clock } = await finished();
  arranged(await journal.startDelivery(FIRST.generationId, NOVEMBER.startsAt));
  store.journal.find = async () => Promise.reject(new Error('the disk is gone'));
  await journal.endDelivery(
    { generationId: FIRST.generationId, part: 1 },
    { status: 'kept', channelId: null, messageId: null },
  );
  await clock.settle();
  expect([counted, warnings]).toEqual([[], ['a delivery could not be counted']]);
});

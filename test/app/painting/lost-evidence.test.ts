import { describe, expect, test } from 'vitest';

import { createLostEvidence } from '../../../src/app/painting/lost-evidence.ts';
import type { SubmitReadings } from '../../../src/app/queue/submit-span.ts';
import type { Picture } from '../../../src/core/picture/generation.ts';
import { APPEARANCE_MS, LONGEST_SUBMIT_MS } from '../../../src/core/picture/timing.ts';
import { NOON, uncertainSample } from '../uncertain-sample.ts';

const SECOND = 1_000;
const HOUR = 60 * 60 * SECOND;
const DAY = 24 * HOUR;

/** What is on record; the image API's clock and ours show noon until told otherwise. */
function setEvidence({
  open = [],
  decided = [],
  known = [],
}: { open?: Picture[]; decided?: Picture[]; known?: string[] } = {}) {
  const state = {
    time: { earliest: NOON, latest: NOON } as { earliest: number; latest: number } | undefined,
    lists: [] as number[],
  };
  const asked: string[] = [];
  const readings: SubmitReadings = new Map();
  const lists: PromiseWithResolvers<void>[] = [];
  const evidence = createLostEvidence({
    readings,
    journal: {
      inStates: async (states) => {
        asked.push(`open ${states.join()}`);
        return open;
      },
      knownRemoteIds: async (ids) => {
        asked.push('known');
        return new Set(ids.filter((id) => known.includes(id)));
      },
    },
    decisions: { decidedBlind: async () => decided },
    imageApi: {
      time: () => state.time,
      async jobsSince(since) {
        asked.push('list');
        state.lists.push(since);
        const list = Promise.withResolvers<void>();
        lists.push(list);
        await list.promise;
        return [];
      },
    },
    clock: { now: () => NOON, monotonic: () => 0 },
  });
  const lost = async () => (await evidence.review([])).lost;
  return { evidence, state, asked, lists, lost };
}

const job = (remoteId: string) => ({ remoteId, createdAt: NOON, state: 'open' }) as const;

test('jobs that belong to a picture of ours are no candidates', async () => {
  const { evidence } = setEvidence({ known: ['job-1'] });
  expect((await evidence.review([job('job-1'), job('job-2')])).unknownJobs.map(({ remoteId }) => remoteId)).toEqual([
    'job-2',
  ]);
});

describe('a submit whose job is not known', () => {
  test('counts from its beginning on while it is under way, for ever', async () => {
    const { lost } = setEvidence({
      open: [
        uncertainSample({ state: 'submitting', submitFrom: NOON - 5 }),
        uncertainSample({ index: 2, state: 'submitting' }),
      ],
    });
    expect(await lost()).toEqual([
      { id: '1001.1', from: NOON - 5, to: Infinity },
      { id: '1001.2', from: -Infinity, to: Infinity },
    ]);
  });

  test('counts for its span once it is lost, and for as long as its job may still appear', async () => {
    const { lost } = setEvidence({ open: [uncertainSample({ submitFrom: NOON - 5, submitTo: NOON })] });
    expect(await lost()).toEqual([{ id: '1001.1', from: NOON - 5, to: NOON + APPEARANCE_MS }]);
  });

  test('counts no more once its job is known', async () => {
    const { lost } = setEvidence({
      open: [uncertainSample({ remoteId: 'job-1' })],
      decided: [uncertainSample({ index: 2, state: 'failed', remoteId: 'job-2' })],
    });
    expect(await lost()).toEqual([]);
  });

  test('at an unknown time may have made any job until it was seen lost, and none from then on', async () => {
    const { state, lost } = setEvidence({ open: [uncertainSample({})] });
    state.time = undefined;
    expect(await lost()).toEqual([{ id: '1001.1', from: -Infinity, to: Infinity }]);
    state.time = { earliest: NOON, latest: NOON + 2 };
    const seen = [{ id: '1001.1', from: -Infinity, to: NOON + 2 + APPEARANCE_MS }];
    expect(await lost()).toEqual(seen);
    state.time = { earliest: NOON + HOUR, latest: NOON + HOUR };
    expect(await lost()).toEqual(seen);
  });

  test('that people decided counts for a day around the time at which we think that it was', async () => {
    const { lost } = setEvidence({ decided: [uncertainSample({ state: 'failed', submittingAt: NOON - 5 * DAY })] });
    expect(await lost()).toEqual([{ id: '1001.1', from: NOON - 6 * DAY, to: NOON - 4 * DAY + LONGEST_SUBMIT_MS }]);
  });

  test('that people decided just now makes no job later than it was seen lost', async () => {
    const { lost } = setEvidence({ decided: [uncertainSample({ state: 'failed' })] });
    expect(await lost()).toEqual([{ id: '1001.1', from: NOON - DAY, to: NOON + APPEARANCE_MS }]);
  });
});

describe('the list', () => {
  test('is read before the submits, and these before the known jobs: a submit in between is among one of them', async () => {
    const { evidence, asked, lists } = setEvidence();
    const read = evidence.read(NOON);
    await new Promise(setImmediate);
    lists[0]?.resolve();
    await read;
    expect(asked).toEqual(['list', 'open submitting,uncertain', 'known']);
  });

  test.for([
    ['of the last hour is not held up by one of long ago', [NOON - HOUR + 1, NOON - 2 * HOUR], 2],
    ['is one for all who ask at the same time', [NOON - 5, NOON - 4], 1],
  ] as const)('%s', async ([, instants, count]) => {
    const { evidence, state, lists } = setEvidence();
    const reads = instants.map(async (instant) => evidence.read(instant));
    await new Promise(setImmediate);
    const together = state.lists.length;
    for (let turn = 0; turn < 9; turn += 1) {
      for (const list of lists) list.resolve();
      await new Promise(setImmediate);
    }
    await Promise.all(reads);
    expect(together).toBe(count);
  });
});

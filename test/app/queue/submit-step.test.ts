import { describe, expect, test } from 'vitest';

import type { ReferenceUrls } from '../../../src/app/queue/reference-urls.ts';
import type { SubmitReadings } from '../../../src/app/queue/submit-span.ts';
import { createSubmit } from '../../../src/app/queue/submit.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { Submission, SubmitOutcome } from '../../../src/ports/image-api.ts';
import { arranged } from '../../arranged.ts';
import { FIRST, open, SECOND } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

const DAY = 24 * 60 * 60_000;
const REFERENCES = [{ hash: 'a'.repeat(64), strength: 0.5 }];

/** One step to Krea, everything around it made up; `answer` is what Krea says. */
async function setStep(
  answer: SubmitOutcome | (() => Promise<SubmitOutcome>),
  found: ReferenceUrls = { urls: ['https://krea/asset'] },
) {
  const clock = createFakeClock();
  await clock.pass(DAY);
  const { journal, ledger } = createMemoryStore({ now: clock.now });
  const api = createMemoryImageApi({ now: clock.now });
  await open(journal, {
    seeds: [5, 6],
    createdAt: clock.now(),
    request: { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 5, references: REFERENCES },
  });
  const sent: Submission[] = [];
  const calls = {
    taken: 0,
    refused: 0,
    reached: 0,
    held: [] as string[],
    forgotten: [] as (readonly string[])[],
    noted: [] as string[],
  };
  const state = { isTaken: false, isTokenRefused: false, pausedMs: 0, troubleMs: 0, leadMs: 0 };
  const readings: SubmitReadings = new Map();
  const lines: [level: string, message: string, fields: object][] = [];
  const note = (level: string) => (fields: object, message: string) => void lines.push([level, message, fields]);
  const submit = createSubmit({
    journal: {
      ...journal,
      async move(...given) {
        if (given[2] === 'submitting' && state.leadMs > 0) await clock.sleep(state.leadMs);
        return given[2] === 'submitting' && state.isTaken ? undefined : journal.move(...given);
      },
    },
    clock,
    readings,
    log: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
    imageApi: {
      ...api,
      submit: async (submission) => {
        sent.push(submission);
        return typeof answer === 'function' ? answer() : answer;
      },
      reach: async () => {
        calls.reached += 1;
        return 'ok';
      },
    },
    references: { resolve: async () => found, forget: async (_, urls) => void calls.forgotten.push(urls) },
    token: {
      noteTaken: () => void (calls.taken += 1),
      noteRefused: () => void (calls.refused += 1),
      isRefused: () => state.isTokenRefused,
    },
    throttle: {
      limit: async (work) => work(),
      note: ({ kind }) => void calls.noted.push(kind),
      troubleMs: () => state.troubleMs,
    },
    dispatch: { hold: ({ index }) => void calls.held.push(`held ${index}`), pausedMs: () => state.pausedMs },
    webhookUrl: ({ generationId, index }) => `https://bot/${generationId}/${index}`,
  });
  const pictureOf = async (index: number) =>
    (await journal.find(FIRST.generationId))?.pictures.find((picture) => picture.index === index);
  const money = async (): Promise<string[]> =>
    (await ledger.entries(FIRST.generationId)).map(({ kind }) => kind).toSorted();
  return { clock, journal, api, submit, sent, calls, state, readings, lines, pictureOf, money };
}

const ACCEPTED: SubmitOutcome = { kind: 'accepted', remoteId: 'job-9' };

describe('a picture that is taken to Krea', () => {
  test('is written down first, sent once with its own seed, its references and its address for calls, and then runs', async () => {
    const { submit, sent, calls, readings, pictureOf } = await setStep(ACCEPTED);
    expect(await submit(SECOND)).toMatchObject({ index: 2, state: 'running', remoteId: 'job-9' });
    expect(sent).toMatchObject([
      { request: { seed: 6 }, referenceUrls: ['https://krea/asset'], webhookUrl: 'https://bot/1001/2' },
    ]);
    expect(calls).toMatchObject({ taken: 1, refused: 0, reached: 0, noted: ['accepted'] });
    expect(await pictureOf(1)).toMatchObject({ state: 'queued' });
    expect(readings.size).toBe(0);
  });

  test('that somebody else has, or that is not there, is not sent', async () => {
    const { journal, clock, submit, sent } = await setStep(ACCEPTED);
    arranged(await journal.move(FIRST, 'queued', 'submitting', clock.now()));
    expect(await submit(FIRST)).toMatchObject({ state: 'submitting' });
    expect(await submit({ ...FIRST, index: 9 })).toBeUndefined();
    expect(await submit({ generationId: '9', index: 1 })).toBeUndefined();
    expect(sent).toEqual([]);
  });

  test('that somebody else takes in the same moment is not sent', async () => {
    const { state, submit, sent } = await setStep(ACCEPTED);
    state.isTaken = true;
    expect(await submit(FIRST)).toBeUndefined();
    expect(sent).toEqual([]);
  });

  test('and taken up by somebody who thought that we were gone gets its job all the same', async () => {
    const stage = await setStep(async () => {
      arranged(await stage.journal.move(FIRST, 'submitting', 'uncertain', stage.clock.now()));
      return ACCEPTED;
    });
    expect(await stage.submit(FIRST)).toMatchObject({ state: 'running', remoteId: 'job-9' });
  });

  test('waits without a place for its images, and ends with its money given back when they cannot be had', async () => {
    const waiting = await setStep(ACCEPTED, { pending: Promise.resolve(), isTrouble: () => false });
    expect(await waiting.submit(FIRST)).toBeUndefined();
    expect([waiting.calls.held, waiting.sent]).toEqual([['held 1'], []]);
    const failing = await setStep(ACCEPTED, { failure: { reason: 'reference-missing' } });
    expect(await failing.submit(FIRST)).toMatchObject({ state: 'failed', failure: { reason: 'reference-missing' } });
    expect([await failing.money(), failing.sent]).toEqual([['hold', 'hold', 'release'], []]);
  });

  test('waits on while all pause, and ends without asking while the token is refused for good', async () => {
    const { state, submit, sent, pictureOf, money } = await setStep(ACCEPTED);
    state.pausedMs = 1;
    expect(await submit(FIRST)).toBeUndefined();
    expect(await pictureOf(1)).toMatchObject({ state: 'queued' });
    state.isTokenRefused = true;
    expect(await submit(FIRST)).toMatchObject({ state: 'failed', failure: { reason: 'token-refused' } });
    expect([await money(), sent]).toEqual([['hold', 'hold', 'release'], []]);
  });

  test.for([
    [5_000, 1, 'running'],
    [5_001, 0, 'queued'],
  ] as const)(
    'whose note took %i ms is sent %i times: a later submit would not be where a lost one is looked for',
    async ([leadMs, times, then]) => {
      const { clock, state, submit, sent, pictureOf, money } = await setStep(ACCEPTED);
      state.leadMs = leadMs;
      const done = submit(FIRST);
      await clock.pass(leadMs);
      await done;
      expect(sent).toHaveLength(times);
      expect(await pictureOf(1)).toMatchObject({ state: then });
      expect(await money()).toEqual(['hold', 'hold']);
    },
  );
});

describe('a submit whose answer is lost', () => {
  test.for<[string, SubmitOutcome | (() => Promise<SubmitOutcome>)]>([
    ['by Krea', { kind: 'unclear', detail: 'lost' }],
    ['by an error of ours', async () => Promise.reject(new TypeError('broken'))],
  ])('%s leaves the picture in doubt, with the span in Krea’s time, and its money held', async ([, answer]) => {
    const { clock, submit, readings, money } = await setStep(answer);
    expect(await submit(FIRST)).toMatchObject({ state: 'uncertain', submitFrom: clock.now(), submitTo: clock.now() });
    expect(readings.size).toBe(1);
    expect(await money()).toEqual(['hold', 'hold']);
  });

  test('asks for Krea’s time first when that is not known, and writes down no span when it stays unknown', async () => {
    const { api, submit, calls, readings } = await setStep({ kind: 'unclear', detail: 'lost' });
    api.hideTime(true);
    expect(await submit(FIRST)).toMatchObject({ state: 'uncertain', submitFrom: null, submitTo: null });
    expect([calls.reached, readings.size]).toEqual([1, 0]);
  });
});

describe('a submit that Krea did not take', () => {
  test('for the request’s own sake ends it, and shows that the token is taken', async () => {
    const { submit, calls, readings, money } = await setStep({
      kind: 'rejected',
      failure: { reason: 'moderated' },
      detail: '',
    });
    expect(await submit(FIRST)).toMatchObject({ state: 'failed', failure: { reason: 'moderated' } });
    expect([calls.taken, readings.size, await money()]).toEqual([1, 0, ['hold', 'hold', 'release']]);
  });

  test('for the token’s sake puts it back, and raises the doubt', async () => {
    const { submit, calls, readings, money } = await setStep({
      kind: 'rejected',
      failure: { reason: 'token-refused' },
      detail: '',
    });
    expect(await submit(FIRST)).toMatchObject({ state: 'queued' });
    expect([calls.taken, calls.refused, readings.size, await money()]).toEqual([0, 1, 0, ['hold', 'hold']]);
  });

  test('for a reference that it forgot puts it back once, and ends it when it forgets that again', async () => {
    const { submit, calls, money } = await setStep({ kind: 'stale-reference' });
    expect(await submit(FIRST)).toMatchObject({ state: 'queued' });
    expect(calls.forgotten).toEqual([['https://krea/asset']]);
    expect(await submit(SECOND)).toMatchObject({ state: 'queued' });
    expect(await submit(FIRST)).toMatchObject({ state: 'failed', failure: { reason: 'reference-refused' } });
    expect(await money()).toEqual(['hold', 'hold', 'release']);
  });

  const LENGTHS: [string, number, number, boolean][] = [
    ['all of a day', DAY, DAY, true],
    ['not quite a day', DAY - 1, DAY, false],
    ['a day, for a request of just now', DAY, DAY - 1, false],
  ];
  test.for(LENGTHS)(
    'because it is out puts it back, but for a request that waited all of a day of that: %s',
    async ([, troubleMs, ageMs, isOver]) => {
      for (const [answer, reason] of [
        [{ kind: 'busy', retryAfterMs: null }, 'krea-busy'],
        [{ kind: 'unreachable', detail: 'ECONNREFUSED' }, 'krea-unreachable'],
      ] as const) {
        const { clock, state, submit, money } = await setStep(answer);
        clock.step(ageMs);
        state.troubleMs = troubleMs;
        expect(await submit(FIRST)).toMatchObject(
          isOver ? { state: 'failed', failure: { reason } } : { state: 'queued' },
        );
        expect(await money()).toEqual(isOver ? ['hold', 'hold', 'release'] : ['hold', 'hold']);
      }
    },
  );
});

const refusedFor = (reason: 'balance-empty' | 'moderated'): SubmitOutcome => ({
  kind: 'rejected',
  failure: { reason },
  detail: 'said Krea',
});

describe('what came of a submit stands in the log once, with the picture', () => {
  test.each<[string, SubmitOutcome, [level: string, message: string, fields: object]]>([
    ['accepted', ACCEPTED, ['info', 'picture accepted by the image API', { remoteId: 'job-9' }]],
    [
      'lost',
      { kind: 'unclear', detail: 'no answer' },
      ['error', 'submit sent but its answer is lost: the money stays held', { detail: 'no answer' }],
    ],
    [
      'out of reach',
      { kind: 'unreachable', detail: 'ECONNREFUSED' },
      ['warn', 'picture put off', { reason: 'krea-unreachable', detail: 'ECONNREFUSED' }],
    ],
    [
      'refused for what the operator can mend',
      refusedFor('balance-empty'),
      ['error', 'picture refused by the image API', { reason: 'balance-empty', detail: 'said Krea' }],
    ],
    [
      'refused for its words',
      refusedFor('moderated'),
      ['info', 'picture refused by the image API', { reason: 'moderated', detail: 'said Krea' }],
    ],
    [
      'refused for the token',
      { kind: 'rejected', failure: { reason: 'token-refused' }, detail: '401' },
      ['error', 'Krea refuses the API token', { detail: '401' }],
    ],
    [
      'turned away for a reference',
      { kind: 'stale-reference' },
      ['info', 'the image API has forgotten a style reference: uploading it again', {}],
    ],
  ])('%s', async (_what, outcome, [level, message, fields]) => {
    const { submit, lines } = await setStep(outcome);
    await submit(SECOND);
    expect(lines).toEqual([[level, message, expect.objectContaining({ ...SECOND, ...fields })]]);
  });

  test('a picture that is given up after a day says so', async () => {
    const { submit, lines, state, clock } = await setStep({ kind: 'busy', retryAfterMs: null });
    await clock.pass(DAY);
    state.troubleMs = DAY;
    await submit(SECOND);
    expect(lines).toMatchObject([['warn', 'picture given up: the image API took nothing for a day', SECOND]]);
  });

  test('a reference that is unknown again after a new upload is refused', async () => {
    const { submit, lines } = await setStep({ kind: 'stale-reference' });
    await submit(SECOND);
    await submit(SECOND);
    expect(lines[1]).toMatchObject(['warn', 'picture refused by the image API', { reason: 'reference-refused' }]);
  });
});

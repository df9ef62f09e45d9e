import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Counts the readings of the job list; each takes so long. */
function countLists(stage: AppStage, takesMs = 0): { read(): number } {
  const { jobsSince } = stage.api;
  let read = 0;
  stage.api.jobsSince = async (instant) => {
    read += 1;
    await stage.clock.sleep(takesMs);
    return jobsSince(instant);
  };
  return { read: () => read };
}

/** The bot's machine has a wall clock of its own: so far ahead of the image API's. */
function skew(stage: AppStage, ahead: number): void {
  const now = stage.clock.now.bind(stage.clock);
  stage.clock.now = () => now() + ahead;
}

const SKEWS = [
  -30 * MINUTE,
  -MINUTE,
  -40 * SECOND,
  -4 * SECOND,
  0,
  2 * SECOND,
  4 * SECOND,
  10 * SECOND,
  HOUR,
  400 * DAY,
];

describe('however wrong the wall clock of this machine is', () => {
  test.for(SKEWS)('a lost picture is found, paid and shown: %i ms ahead', async (ahead) => {
    const stage = setAppStage();
    skew(stage, ahead);
    stage.api.plan({ kind: 'lost-answer' });
    const id = await stage.order();
    await stage.clock.pass(2 * SECOND);
    expect((await stage.pictures(id))[0]).toMatchObject({ state: 'running', remoteId: 'job-1' });
    stage.api.complete('job-1');
    await stage.clock.pass(MINUTE);

    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  });

  test.for(SKEWS)('a lost submit without a job is given back after the grace: %i ms ahead', async (ahead) => {
    const stage = setAppStage();
    skew(stage, ahead);
    stage.api.plan({ kind: 'unclear', detail: 'lost' });
    const id = await stage.order();
    await stage.clock.pass(MINUTE);

    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });

  test.for(SKEWS)(
    'a submit that a crash cut off is found after the restart, or at least never given back: the clock moved by %i ms',
    async (moved) => {
      const stage = setAppStage();
      const { submit } = stage.api;
      stage.api.submit = async (submission) => {
        await submit(submission);
        return new Promise<never>(() => undefined);
      };
      const id = await stage.order();
      stage.api.complete('job-1');
      stage.api.submit = submit;
      skew(stage, moved);
      await Promise.race([stage.restart(), stage.clock.pass(10 * SECOND)]);
      await stage.clock.pass(HOUR);

      expect((await stage.pictures(id))[0]?.state).toBe('delivered');
      expect(await stage.money(id)).toEqual(['hold', 'settle']);
    },
  );
});

describe('what proves nothing gives nothing back', () => {
  test('while Krea does not tell what its clock shows', async () => {
    const stage = setAppStage();
    stage.api.hideTime(true);
    stage.api.plan({ kind: 'unclear', detail: 'lost' });
    const id = await stage.order();
    await stage.clock.pass(DAY);

    expect((await stage.pictures(id))[0]?.state).toBe('uncertain');
    expect(await stage.money(id)).toEqual(['hold']);
  });

  test.for([-60 * MINUTE, -60 * SECOND, 30 * SECOND, 90 * SECOND, DAY])(
    'when its clock was set by %i ms while the submit was under way',
    async (step) => {
      const stage = setAppStage();
      const { submit, jobsSince, time } = stage.api;
      let shift = 0;
      stage.api.time = () => {
        const told = time();
        return told && { earliest: told.earliest + shift, latest: told.latest + shift };
      };
      stage.api.jobsSince = async (instant) =>
        (await jobsSince(0))
          .map(({ remoteId, createdAt, state }) => ({ remoteId, state, createdAt: createdAt + shift }))
          .filter(({ createdAt }) => createdAt >= instant);
      stage.api.submit = async (submission) => {
        await submit(submission);
        stage.api.complete('job-1');
        shift = step;
        return { kind: 'unclear', detail: 'lost' };
      };
      const id = await stage.order();
      await stage.clock.pass(HOUR);

      expect(['uncertain', 'delivered']).toContain((await stage.pictures(id))[0]?.state);
      expect(await stage.money(id)).not.toContain('release');
    },
  );

  test('when the list cannot be read for a day, and then the picture is found', async () => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'lost-answer' });
    const id = await stage.order();
    stage.api.outage({ retryAfterMs: null });
    await stage.clock.pass(DAY);
    expect(await stage.money(id)).toEqual(['hold']);
    stage.api.outage(null);
    await stage.clock.pass(2 * MINUTE);

    expect((await stage.pictures(id))[0]?.remoteId).toBe('job-1');
  });
});

test.for([
  [2 * DAY, ['hold', 'release']],
  [4 * DAY, ['hold']],
] as const)(
  'a list that can be read again after %i ms proves what is missing in it only while it is sure to hold such jobs',
  async ([length, money]) => {
    const stage = setAppStage();
    const { jobsSince } = stage.api;
    stage.api.jobsSince = async () => Promise.reject(new ImageApiUnavailable('unreadable'));
    stage.api.plan({ kind: 'unclear', detail: 'lost' });
    const id = await stage.order();
    await stage.clock.pass(length);
    stage.api.jobsSince = jobsSince;
    await stage.clock.pass(2 * HOUR);

    expect(await stage.money(id)).toEqual(money);
  },
);

test('of two whose list could be read after days only, the one whose job is not in it stays held when the other has found its own', async () => {
  const stage = setAppStage();
  const { jobsSince } = stage.api;
  stage.api.jobsSince = async () => Promise.reject(new ImageApiUnavailable('unreadable'));
  stage.api.plan({ kind: 'lost-answer' }, { kind: 'lost-answer' });
  const [mine, yours] = [await stage.order(), await stage.order({ userId: 'user-2' })];
  await stage.clock.pass(4 * DAY);
  // By then the list has lost the older of the two.
  stage.api.jobsSince = async (instant) => (await jobsSince(instant)).filter(({ remoteId }) => remoteId !== 'job-1');
  await stage.clock.pass(2 * HOUR);
  stage.app.engine.hint({ generationId: yours, index: 1 }, 'job-2');
  await stage.clock.pass(2 * HOUR);

  expect((await stage.pictures(yours))[0]?.remoteId).toBe('job-2');
  expect(await stage.money(mine)).toEqual(['hold']);
});

describe('a search costs nobody else anything', () => {
  test('a list that takes minutes holds up no new request', async () => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'lost-answer' });
    await stage.order();
    countLists(stage, 4 * MINUTE);
    await stage.clock.pass(2 * SECOND);
    const id = await stage.order({ userId: 'new', guildId: 'guild-2' });

    expect((await stage.pictures(id))[0]?.state).toBe('running');
  });

  test('many that are lost at once are looked for with one list, and with none once it cannot tell more', async () => {
    const stage = setAppStage({ maxInFlight: 1 });
    await stage.order();
    const ids: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      const id = await stage.order({ userId: `user-${n}` });
      const now = stage.clock.now();
      await stage.api.submit({ request: (await stage.generation(id)).request, referenceUrls: [], webhookUrl: null });
      await stage.store.journal.move({ generationId: id, index: 1 }, 'queued', 'submitting', now, { submitFrom: now });
      await stage.store.journal.move({ generationId: id, index: 1 }, 'submitting', 'uncertain', now, { submitTo: now });
      ids.push(id);
    }
    stage.api.complete('job-1');
    await stage.restart();
    const lists = countLists(stage, 300);
    await stage.clock.pass(10 * MINUTE);
    expect(lists.read()).toBeLessThan(20);
    const inTheEnd = lists.read();
    await stage.clock.pass(4 * HOUR);
    for (const id of ids) expect(await stage.money(id)).toEqual(['hold']);
    expect(lists.read()).toBe(inTheEnd);

    await stage.restart();
    await stage.clock.pass(HOUR);
    const id = await stage.order({ userId: 'new' });
    await stage.clock.pass(MINUTE);
    expect(lists.read()).toBe(inTheEnd);
    expect((await stage.pictures(id))[0]?.state).toBe('running');
  });

  test('of two that cannot be told apart, the one is found as soon as somebody else knows the other', async () => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'lost-answer' }, { kind: 'lost-answer' });
    const [mine, yours] = [await stage.order(), await stage.order({ userId: 'user-2' })];
    await stage.clock.pass(HOUR);
    expect((await stage.pictures(mine))[0]?.state).toBe('uncertain');
    const [first, second] = stage.api.jobs().map(({ remoteId }) => remoteId);
    if (first === undefined || second === undefined) throw new Error('Two jobs were made.');

    stage.app.engine.hint({ generationId: yours, index: 1 }, second);
    await stage.clock.pass(SECOND);

    expect((await stage.pictures(yours))[0]).toMatchObject({ state: 'running', remoteId: second });
    expect((await stage.pictures(mine))[0]).toMatchObject({ state: 'running', remoteId: first });
  });
});

test('of any submits at once, whatever their answers do, no picture ever gets the job of another', async () => {
  const one = fc.record({
    after: fc.integer({ min: 0, max: 20_000 }),
    answerMs: fc.integer({ min: 0, max: 29_000 }),
    madeAt: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('accepted', 'lost', 'none'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 8 }), async (plans) => {
      const stage = setAppStage({ maxInFlight: 8 });
      const { submit } = stage.api;
      const owners = new Map<string, string>();
      stage.api.submit = async (submission) => {
        const { answerMs, madeAt, kind } = plans[Number(submission.request.prompt)] ?? {
          answerMs: 0,
          madeAt: 0,
          kind: 'none',
        };
        await stage.clock.sleep(answerMs * madeAt);
        const outcome = kind === 'none' ? undefined : await submit(submission);
        if (outcome?.kind === 'accepted') owners.set(outcome.remoteId, submission.request.prompt);
        await stage.clock.sleep(answerMs * (1 - madeAt));
        return kind === 'accepted' && outcome !== undefined ? outcome : { kind: 'unclear', detail: 'lost' };
      };
      for (const [n, { after }] of plans.entries()) {
        await stage.clock.pass(after);
        await stage.order({ userId: `user-${n}`, prompt: String(n) });
      }
      await stage.clock.pass(5 * MINUTE);
      for (const [remoteId, owner] of owners) {
        const picture = await stage.store.journal.findByRemoteId(remoteId);
        if (picture === undefined) continue;
        expect((await stage.generation(picture.generationId)).request.prompt).toBe(owner);
      }
    }),
    { numRuns: 60 },
  );
});

test('calls of Krea that name the jobs before the answers of their submits are lost tell them apart, also when Krea cannot be asked just then', async () => {
  const stage = setAppStage();
  const { submit } = stage.api;
  stage.api.submit = async (submission) => {
    await submit(submission);
    await stage.clock.sleep(25 * SECOND);
    return { kind: 'unclear', detail: 'lost' };
  };
  const ids = [await stage.order(), await stage.order({ userId: 'user-2' })];
  await stage.clock.pass(15 * SECOND);
  for (const [place, generationId] of ids.entries())
    stage.app.engine.hint({ generationId, index: 1 }, `job-${place + 1}`);
  await stage.clock.pass(9 * SECOND);
  stage.api.outage({ retryAfterMs: null });
  await stage.clock.pass(5 * MINUTE);
  stage.api.outage(null);
  await stage.clock.pass(2 * MINUTE);

  for (const [place, id] of ids.entries())
    expect((await stage.pictures(id))[0]).toMatchObject({ state: 'running', remoteId: `job-${place + 1}` });
});

import { describe, expect, test } from 'vitest';

import type { SubmitOutcome } from '../../../src/ports/image-api.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const MINUTE = 60_000;

describe('what an answer to a submit means for the picture and its money', () => {
  const ENDS: [SubmitOutcome, string, string[]][] = [
    [{ kind: 'rejected', failure: { reason: 'moderated' }, detail: '' }, 'failed', ['hold', 'release']],
    [{ kind: 'rejected', failure: { reason: 'balance-empty' }, detail: '' }, 'failed', ['hold', 'release']],
    [{ kind: 'unclear', detail: 'lost' }, 'uncertain', ['hold']],
    [{ kind: 'busy', retryAfterMs: 5_000 }, 'queued', ['hold']],
    [{ kind: 'busy', retryAfterMs: null }, 'queued', ['hold']],
    [{ kind: 'unreachable', detail: 'ECONNREFUSED' }, 'queued', ['hold']],
  ];
  test.for(ENDS)('%j', async ([outcome, state, money]) => {
    const stage = setAppStage();
    if (outcome.kind !== 'accepted') stage.api.plan(outcome);
    const id = await stage.order();

    expect((await stage.pictures(id))[0]?.state).toBe(state);
    expect(await stage.money(id)).toEqual(money);
    expect(stage.api.submissions).toHaveLength(1);
  });
});

test('a submit that Krea provably did not take is tried again until it does', async () => {
  const stage = setAppStage();
  stage.api.plan(
    { kind: 'busy', retryAfterMs: null },
    { kind: 'unreachable', detail: 'ECONNREFUSED' },
    { kind: 'busy', retryAfterMs: 1_000 },
  );
  const id = await stage.order();
  await stage.clock.pass(2 * MINUTE);
  stage.api.complete('job-4');
  await stage.clock.pass(2 * MINUTE);

  expect(stage.api.submissions).toHaveLength(4);
  expect(await stage.money(id)).toEqual(['hold', 'settle']);
});

test('a submit whose answer is lost is never sent again, whatever the time', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'unclear', detail: 'lost' });
  await stage.order();
  await stage.clock.pass(60 * MINUTE);

  expect(stage.api.submissions).toHaveLength(1);
});

/** Lets submits wait until they are answered; tells how many are under way. */
function hold(stage: AppStage): { underWay(): number; answer(): Promise<void> } {
  const { submit } = stage.api;
  const { promise, resolve } = Promise.withResolvers<void>();
  let underWay = 0;
  stage.api.submit = async (submission) => {
    underWay += 1;
    await promise;
    return submit(submission);
  };
  return {
    underWay: () => underWay,
    async answer() {
      resolve();
      await stage.clock.settle();
    },
  };
}

describe('while other submits wait for their answers', () => {
  test('several go at once, as many as there are places', async () => {
    const stage = setAppStage({ maxInFlight: 3 });
    const submits = hold(stage);
    for (const userId of ['user-1', 'user-2', 'user-3', 'user-4']) await stage.order({ userId });
    expect(submits.underWay()).toBe(3);

    await submits.answer();
    expect(stage.api.submissions).toHaveLength(3);
  });

  test('no more than eight go at once: if all answers are lost, each is a picture in doubt', async () => {
    const stage = setAppStage({ maxInFlight: 100 });
    const submits = hold(stage);
    for (let n = 0; n < 20; n += 1) await stage.order({ userId: `user-${n}` });
    expect(submits.underWay()).toBe(8);

    await submits.answer();
    expect(stage.api.submissions).toHaveLength(20);
  });

  test('a picture that is cancelled in the line behind them is never sent, and its money comes back', async () => {
    const stage = setAppStage({ maxInFlight: 100 });
    const submits = hold(stage);
    for (let n = 0; n < 8; n += 1) await stage.order({ userId: `user-${n}` });
    const id = await stage.order({ userId: 'user-9' });
    expect(await stage.app.cancel(stage.visitor({ userId: 'user-9' }), id)).toEqual({ cancelled: 1, asked: 0 });
    await submits.answer();

    expect(stage.api.submissions).toHaveLength(8);
    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });

  test('while Krea takes nothing they go one at a time', async () => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'busy', retryAfterMs: null });
    await stage.order();
    const submits = hold(stage);
    for (const userId of ['user-2', 'user-3']) await stage.order({ userId });
    await stage.clock.pass(5_000);
    expect(submits.underWay()).toBe(1);

    await submits.answer();
    expect(stage.api.jobs()).toHaveLength(3);
  });
});

test('a job that Krea names twice belongs to the picture that had it first, and the other one is looked for in the list', async () => {
  const stage = setAppStage();
  const first = await stage.order();
  const { submit } = stage.api;
  stage.api.submit = async () => ({ kind: 'accepted', remoteId: 'job-1' });
  const second = await stage.order({ userId: 'user-2' });
  stage.api.submit = submit;
  await stage.clock.pass(MINUTE);

  expect((await stage.pictures(first))[0]).toMatchObject({ state: 'running', remoteId: 'job-1' });
  expect((await stage.pictures(second))[0]?.remoteId).toBeNull();
  expect((await stage.pictures(second))[0]?.state).not.toBe('submitting');
});

test('whatever goes wrong in a submit, its picture can be decided and its money waits', async () => {
  const stage = setAppStage();
  const { submit } = stage.api;
  stage.api.submit = async (submission) => {
    await submit(submission);
    throw new TypeError('undefined is not an answer');
  };
  const id = await stage.order();
  expect((await stage.pictures(id))[0]?.state).toBe('uncertain');
  await stage.clock.pass(2_000);

  expect((await stage.pictures(id))[0]).toMatchObject({ state: 'running', remoteId: 'job-1' });
  expect(await stage.money(id)).toEqual(['hold']);
});

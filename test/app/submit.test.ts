import { describe, expect, test } from 'vitest';

import type { SubmitOutcome } from '../../src/app/ports/image-api.ts';
import { setAppStage } from './app-stage.ts';
import type { AppStage } from './app-stage.ts';

const MINUTE = 60_000;

describe('what an answer to a submit means for the picture and its money', () => {
  const ENDS: [SubmitOutcome, string, string[]][] = [
    [{ kind: 'rejected', failure: { reason: 'moderated' }, detail: '' }, 'failed', ['hold', 'release']],
    [{ kind: 'rejected', failure: { reason: 'balance-empty' }, detail: '' }, 'failed', ['hold', 'release']],
    [{ kind: 'unclear', detail: 'lost' }, 'uncertain', ['hold']],
    [{ kind: 'busy', retryAfterMs: 5_000 }, 'queued', ['hold']],
    [{ kind: 'busy', retryAfterMs: null }, 'queued', ['hold']],
    [{ kind: 'unreachable' }, 'queued', ['hold']],
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
  stage.api.plan({ kind: 'busy', retryAfterMs: null }, { kind: 'unreachable' }, { kind: 'busy', retryAfterMs: 1_000 });
  const id = await stage.order();
  await stage.clock.pass(2 * MINUTE);
  stage.api.complete('job-4');
  await stage.clock.pass(2 * MINUTE);

  expect(stage.api.submissions).toHaveLength(4);
  expect(await stage.money(id)).toEqual(['hold', 'settle']);
});

test('trying again has an end, with the money given back', async () => {
  const stage = setAppStage();
  stage.api.outage({ retryAfterMs: null });
  const id = await stage.order();
  await stage.clock.pass(30 * MINUTE);

  expect((await stage.pictures(id))[0]).toMatchObject({ state: 'failed', failure: { reason: 'krea-unreachable' } });
  expect(await stage.money(id)).toEqual(['hold', 'release']);
  expect(stage.publisher.standing).toHaveLength(1);
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

describe('while another submit waits for its answer', () => {
  test('no second one is sent: if an answer is lost, the time alone tells whose job it was', async () => {
    const stage = setAppStage();
    const submits = hold(stage);
    await stage.order();
    await stage.order({ userId: 'user-2' });
    expect(submits.underWay()).toBe(1);

    await submits.answer();
    expect(stage.api.submissions).toHaveLength(2);
  });

  test('a picture that is cancelled in the line behind it is never sent, and its money comes back', async () => {
    const stage = setAppStage();
    const submits = hold(stage);
    await stage.order();
    const id = await stage.order({ userId: 'user-2' });
    expect(await stage.app.cancel(stage.visitor({ userId: 'user-2' }), id)).toEqual({ cancelled: 1, asked: 0 });
    await submits.answer();

    expect(stage.api.submissions).toHaveLength(1);
    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });
});

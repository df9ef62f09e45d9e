import { describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { SubmitOutcome } from '../../../src/ports/image-api.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const MINUTE = 60_000;
const REFUSED: Exclude<SubmitOutcome, { kind: 'accepted' }> = {
  kind: 'rejected',
  failure: { reason: 'token-refused' },
  detail: '401',
};
const BELIEVED = 'Krea refuses the API token again and again: no picture can be made until it takes it';

/**
 * Lets the image API refuse the token everywhere, until told otherwise; counts the questions that are about nothing
 * else.
 */
function refuseToken(stage: AppStage): { questions: () => number; accept(): void } {
  const { submit, reach, upload } = stage.api;
  let [isRefusing, questions] = [true, 0];
  stage.api.submit = async (submission) => {
    if (isRefusing) stage.api.plan(REFUSED);
    return submit(submission);
  };
  stage.api.upload = async (...given) =>
    isRefusing ? { rejected: { reason: 'token-refused' }, detail: '401' } : upload(...given);
  stage.api.reach = async () => {
    questions += 1;
    return isRefusing ? 'token-refused' : reach();
  };
  return { questions: () => questions, accept: () => void (isRefusing = false) };
}

/** Asks for a picture with a style reference; returns its id. */
async function orderWithReference(stage: AppStage): Promise<string> {
  const hash = await stage.store.blobs.put(Uint8Array.of(1, 2, 3), 'image/png');
  const request = { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7, references: [{ hash, strength: 0.6 }] };
  const outcome = await stage.app.generate(stage.visitor(), {
    verb: 'create',
    parent: null,
    request,
    count: 1,
    isPrivate: false,
    isSpoiler: false,
  });
  if (outcome === 'duplicate' || 'refused' in outcome) throw new Error('The order was not taken.');
  await stage.clock.settle();
  return outcome.started.id;
}

async function ask(stage: AppStage) {
  const request = { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7 };
  return stage.app.generate(stage.visitor({ userId: 'user-9' }), {
    verb: 'create',
    parent: null,
    request,
    count: 1,
    isPrivate: false,
    isSpoiler: false,
  });
}

async function judge(stage: AppStage) {
  return stage.app.judge(stage.visitor({ userId: 'user-8' }), {
    request: REQUEST_DEFAULTS,
    count: 1,
    isPrivate: false,
  });
}

describe('a token that Krea refuses', () => {
  test('when a reference is uploaded is tried again as well, and ends the picture once it is believed', async () => {
    const stage = setAppStage();
    const token = refuseToken(stage);
    const first = await orderWithReference(stage);
    await stage.clock.pass(30_000);
    token.accept();
    await stage.clock.pass(MINUTE);
    expect((await stage.pictures(first))[0]?.state).toBe('running');

    const late = setAppStage();
    refuseToken(late);
    const second = await orderWithReference(late);
    await late.clock.pass(4 * MINUTE);
    expect((await late.pictures(second))[0]).toMatchObject({ failure: { reason: 'token-refused' } });
    expect(await late.money(second)).toEqual(['hold', 'release']);
  });

  test('once is tried again, and the picture comes and is charged once', async () => {
    const stage = setAppStage();
    stage.api.plan(REFUSED);
    const id = await stage.order();
    expect((await stage.pictures(id))[0]?.state).toBe('queued');
    await stage.clock.pass(5_000);
    stage.api.complete('job-2');
    await stage.clock.pass(MINUTE);

    expect(stage.api.submissions).toHaveLength(2);
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  });

  test('is asked about alone, with ever longer waits: no picture is sent meanwhile, and none ends for half a minute', async () => {
    const stage = setAppStage();
    const { questions } = refuseToken(stage);
    const first = await stage.order();
    const second = await stage.order({ userId: 'user-2' });
    await stage.clock.pass(30_000);

    expect(stage.api.submissions).toHaveLength(1);
    expect(questions()).toBeGreaterThanOrEqual(4);
    expect(questions()).toBeLessThanOrEqual(6);
    for (const id of [first, second]) expect(await stage.money(id)).toEqual(['hold']);
    expect(stage.app.engine.isTokenRefused()).toBe(false);
    expect(stage.publisher.progress.some(({ phase }) => phase.kind === 'token-refused')).toBe(true);
  });

  test('for minutes ends what waits without charging it, and refuses what comes, in the same words', async () => {
    const stage = setAppStage({ maxInFlight: 1 });
    refuseToken(stage);
    const ids = [await stage.order(), await stage.order({ userId: 'user-2' }), await stage.order({ userId: 'user-3' })];
    await stage.clock.pass(3 * MINUTE);

    expect(stage.api.submissions).toHaveLength(1);
    for (const id of ids) {
      expect((await stage.pictures(id))[0]).toMatchObject({ failure: { reason: 'token-refused' } });
      expect(await stage.money(id)).toEqual(['hold', 'release']);
    }
    expect(stage.warnings).toContain(BELIEVED);
    expect(stage.app.engine.isTokenRefused()).toBe(true);
    expect(await ask(stage)).toEqual({ refused: { kind: 'token-refused' } });
    expect(await judge(stage)).toEqual({ refused: { kind: 'token-refused' } });
  });

  test('and taken again is found out by a look, without a restart', async () => {
    const stage = setAppStage();
    const token = refuseToken(stage);
    await stage.order();
    await stage.clock.pass(3 * MINUTE);
    token.accept();
    await stage.clock.pass(MINUTE + 1_000);

    expect(stage.app.engine.isTokenRefused()).toBe(false);
    expect(await judge(stage)).toBeUndefined();
    const id = await stage.order({ userId: 'user-2' });
    expect((await stage.pictures(id))[0]?.state).toBe('running');
  });

  test('while Krea is away is neither believed nor forgotten', async () => {
    const stage = setAppStage();
    stage.api.plan(REFUSED);
    const id = await stage.order();
    stage.api.outage({ retryAfterMs: null });
    await stage.clock.pass(10 * MINUTE);
    expect(stage.app.engine.isTokenRefused()).toBe(false);
    expect(await stage.money(id)).toEqual(['hold']);
    stage.api.outage(null);
    await stage.clock.pass(2 * MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe('running');
  });

  test('by submits alone, while looks are taken, is believed as well, for as long as nothing says otherwise', async () => {
    const stage = setAppStage();
    const { submit } = stage.api;
    stage.api.submit = async (submission) => {
      stage.api.plan(REFUSED);
      return submit(submission);
    };
    const id = await stage.order();
    await stage.clock.pass(5 * MINUTE);

    expect(stage.api.submissions.length).toBeLessThan(12);
    expect((await stage.pictures(id))[0]).toMatchObject({ failure: { reason: 'token-refused' } });
    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });

  test('now and then, with hours between, is never believed', async () => {
    const stage = setAppStage();
    for (let n = 1; n <= 8; n += 1) {
      stage.api.plan(REFUSED);
      const id = await stage.order({ userId: `user-${n}` });
      expect(await stage.app.cancel(stage.visitor({ userId: `user-${n}` }), id)).toEqual({ cancelled: 1, asked: 0 });
      await stage.clock.pass(60 * MINUTE);
    }
    expect(stage.app.engine.isTokenRefused()).toBe(false);
    expect(stage.warnings).not.toContain(BELIEVED);
  });
});

describe('an answer about money or permission', () => {
  test.for([['balance-empty'], ['not-permitted']] as const)(
    '%s ends the picture that got it, and no other: the next is asked for at once',
    async ([reason]) => {
      const stage = setAppStage();
      stage.api.plan({ kind: 'rejected', failure: { reason }, detail: '' });
      const first = await stage.order();
      const second = await stage.order({ userId: 'user-2' });

      expect(await stage.money(first)).toEqual(['hold', 'release']);
      expect((await stage.pictures(second))[0]?.state).toBe('running');
      expect(stage.app.engine.isTokenRefused()).toBe(false);
    },
  );
});

import { describe, expect, test } from 'vitest';

import type { JobView } from '../../../src/ports/image-api.ts';
import { arranged } from '../../arranged.ts';
import { setAppStage } from '../app-stage.ts';

const MINUTE = 60_000;
const JOB_DEADLINE_MS = 10 * MINUTE;

describe('how a job ends', () => {
  const ENDS: [JobView, string, string[]][] = [
    [{ state: 'completed', url: 'https://gen.krea.ai/1.png' }, 'delivered', ['hold', 'settle']],
    [{ state: 'completed', url: null }, 'delivered', ['hold', 'settle']],
    [{ state: 'failed', failure: { reason: 'moderated' }, detail: '' }, 'failed', ['hold', 'release']],
    [{ state: 'cancelled' }, 'cancelled', ['hold', 'release']],
  ];
  test.for(ENDS)('%j', async ([view, state, money]) => {
    const stage = setAppStage();
    const id = await stage.order();
    stage.api.advance('job-1', view);
    await stage.clock.pass(MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe(state);
    expect(await stage.money(id)).toEqual(money);
  });
});

describe('at the deadline', () => {
  test('a job is cancelled, and its money comes back when Krea confirms that', async () => {
    const stage = setAppStage();
    const id = await stage.order();
    await stage.clock.pass(JOB_DEADLINE_MS + MINUTE);

    expect(stage.api.jobs()[0]?.view).toEqual({ state: 'cancelled' });
    expect((await stage.pictures(id))[0]).toMatchObject({ state: 'failed', failure: { reason: 'deadline' } });
    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });

  test('a job that was finished after all is paid and shown', async () => {
    const stage = setAppStage();
    const id = await stage.order();
    stage.api.completeOnCancel('job-1');
    await stage.clock.pass(JOB_DEADLINE_MS + MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  });

  test('a job that nobody can tell about stays held, and is settled by the truth when it comes', async () => {
    const stage = setAppStage();
    const id = await stage.order();
    const { cancel } = stage.api;
    stage.api.cancel = async () => undefined;
    await stage.clock.pass(JOB_DEADLINE_MS + MINUTE);
    expect((await stage.pictures(id))[0]?.state).toBe('uncertain');
    expect(await stage.money(id)).toEqual(['hold']);

    stage.api.cancel = cancel;
    stage.api.complete('job-1');
    await stage.clock.pass(3 * 60 * MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  });
});

test('a job that is missing for a moment is waited for', async () => {
  const stage = setAppStage();
  const id = await stage.order();
  stage.api.advance('job-1', { state: 'missing' });
  await stage.clock.pass(4_000);
  expect(stage.api.looks()).toBe(1);
  expect((await stage.pictures(id))[0]?.state).toBe('running');
  stage.api.advance('job-1', { state: 'completed', url: 'https://gen.krea.ai/1.png' });
  await stage.clock.pass(MINUTE);

  expect(await stage.money(id)).toEqual(['hold', 'settle']);
});

test('a job that vanishes for good leaves the money held: Krea may bill it', async () => {
  const stage = setAppStage();
  const id = await stage.order();
  stage.api.forgetJob('job-1');
  await stage.clock.pass(10 * MINUTE);

  expect((await stage.pictures(id))[0]?.state).toBe('uncertain');
  expect(await stage.money(id)).toEqual(['hold']);
});

describe('a cancel while it is painted', () => {
  test('frees the money when Krea stops in time', async () => {
    const stage = setAppStage();
    const id = await stage.order();
    const outcome = await stage.app.cancel(stage.visitor(), id);
    await stage.clock.pass(5_000);

    expect(outcome).toEqual({ cancelled: 0, asked: 1 });
    expect((await stage.pictures(id))[0]?.state).toBe('cancelled');
    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });

  test('that comes too late pays for the picture and shows it', async () => {
    const stage = setAppStage();
    const id = await stage.order();
    stage.api.completeOnCancel('job-1');
    arranged(await stage.app.cancel(stage.visitor(), id));
    await stage.clock.pass(5_000);

    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  });

  test('that Krea cannot hear is asked again when it can', async () => {
    const stage = setAppStage();
    const id = await stage.order();
    stage.api.outage({ retryAfterMs: null });
    arranged(await stage.app.cancel(stage.visitor(), id));
    await stage.clock.pass(20_000);
    expect((await stage.pictures(id))[0]?.state).toBe('running');

    stage.api.outage(null);
    await stage.clock.pass(MINUTE);

    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });
});

test('while Krea is out it is asked ever more rarely, and the picture is not given up', async () => {
  const stage = setAppStage();
  const id = await stage.order();
  let asked = 0;
  const { look } = stage.api;
  stage.api.look = async (remoteId) => {
    asked += 1;
    return look(remoteId);
  };
  stage.api.outage({ retryAfterMs: null });
  await stage.clock.pass(5 * MINUTE);
  const askedWhileOut = asked;
  stage.api.outage(null);
  stage.api.complete('job-1');
  await stage.clock.pass(MINUTE);

  expect(askedWhileOut).toBeLessThan(20);
  expect(askedWhileOut).toBeGreaterThan(8);
  expect(await stage.money(id)).toEqual(['hold', 'settle']);
});

test('a pause that Krea asks for between looks is kept', async () => {
  const stage = setAppStage();
  await stage.order();
  stage.api.outage({ retryAfterMs: 45_000 });
  await stage.clock.pass(3_500);
  stage.api.outage(null);
  await stage.clock.pass(40_000);
  expect(stage.api.looks()).toBe(0);
  await stage.clock.pass(10_000);

  expect(stage.api.looks()).toBeGreaterThan(0);
});

test('what is told of a job while it is being looked at is not missed: the next look follows at once', async () => {
  const stage = setAppStage();
  const id = await stage.order();
  const { look } = stage.api;
  stage.api.look = async (remoteId) => {
    const view = await look(remoteId);
    stage.api.look = look;
    stage.api.complete('job-1');
    stage.app.engine.hint({ generationId: id, index: 1 }, 'job-1');
    return view;
  };
  while (stage.api.looks() === 0) await stage.clock.pass(1_000);
  await stage.clock.settle();
  expect((await stage.pictures(id))[0]?.state).toBe('delivered');
});

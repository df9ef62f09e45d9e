import { describe, expect, test } from 'vitest';

import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { setAppStage } from '../app-stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('a lost submit whose job is the only unknown one is found and goes on', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'lost-answer' });
  const id = await stage.order();
  await stage.clock.pass(1_500);

  expect((await stage.pictures(id))[0]).toMatchObject({ state: 'running', remoteId: 'job-1' });
});

test('a lost submit without a job is given back after the grace time, and not before', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'unclear', detail: 'lost' });
  const id = await stage.order();
  await stage.clock.pass(44_000);
  expect(await stage.money(id)).toEqual(['hold']);
  await stage.clock.pass(2_000);

  expect((await stage.pictures(id))[0]).toMatchObject({ state: 'failed', failure: { reason: 'never-started' } });
  expect(await stage.money(id)).toEqual(['hold', 'release']);
});

test('a job that appears late in the grace time is still found', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'unclear', detail: 'lost' });
  const id = await stage.order();
  await stage.clock.pass(20_000);
  const { request } = await stage.generation(id);
  await stage.api.submit({ request, referenceUrls: [], webhookUrl: null });
  await stage.clock.pass(MINUTE);

  expect((await stage.pictures(id))[0]?.state).toBe('running');
});

describe('what cannot be told stays held', () => {
  test('when two submits were lost at once', async () => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'lost-answer' }, { kind: 'lost-answer' });
    const ids = [await stage.order(), await stage.order({ userId: 'user-2' })];
    await stage.clock.pass(24 * HOUR);

    for (const id of ids) expect(await stage.money(id)).toEqual(['hold']);
    expect(stage.api.submissions).toHaveLength(2);
  });

  test('when of two lost submits only one made a job', async () => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'lost-answer' }, { kind: 'unclear', detail: 'lost' });
    const ids = [await stage.order(), await stage.order({ userId: 'user-2' })];
    await stage.clock.pass(24 * HOUR);

    for (const id of ids) expect((await stage.pictures(id))[0]?.state).toBe('uncertain');
  });

  test('when a job of somebody else was made meanwhile', async () => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'lost-answer' });
    const id = await stage.order();
    await stage.api.submit({ request: (await stage.generation(id)).request, referenceUrls: [], webhookUrl: null });
    await stage.clock.pass(24 * HOUR);

    expect((await stage.pictures(id))[0]?.state).toBe('uncertain');
    expect(await stage.money(id)).toEqual(['hold']);
  });

  test('while the job list cannot be read', async () => {
    const stage = setAppStage();
    const { jobsSince } = stage.api;
    stage.api.jobsSince = async () => Promise.reject(new ImageApiUnavailable('out'));
    stage.api.plan({ kind: 'lost-answer' });
    const id = await stage.order();
    await stage.clock.pass(10 * MINUTE);
    expect(await stage.money(id)).toEqual(['hold']);

    stage.api.jobsSince = jobsSince;
    await stage.clock.pass(2 * HOUR);

    expect((await stage.pictures(id))[0]?.remoteId).toBe('job-1');
  });
});

test('somebody who has to decide is told once in the log', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'lost-answer' }, { kind: 'lost-answer' });
  await stage.order();
  await stage.order({ userId: 'user-2' });
  await stage.clock.pass(24 * HOUR);

  expect(stage.warnings.filter((line) => line.includes('needs a decision'))).toHaveLength(2);
});

test('whoever looks at a job names its prompt, so that nothing of it is told: also long after its end was lost', async () => {
  const stage = setAppStage();
  const prompts: (string | undefined)[] = [];
  stage.api.look = async (_, prompt) => {
    prompts.push(prompt);
    return { state: 'missing' };
  };
  const id = await stage.order({ prompt: 'a heron' });
  await stage.clock.pass(10 * MINUTE);
  expect((await stage.pictures(id))[0]?.state).toBe('uncertain');
  const looks = prompts.length;
  await stage.clock.pass(HOUR);

  expect(prompts.length).toBeGreaterThan(looks);
  expect(new Set(prompts)).toEqual(new Set(['a heron']));
});

test('jobs of ours that are known are never mistaken for a lost one', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'accepted' }, { kind: 'unclear', detail: 'lost' }, { kind: 'accepted' });
  const ids = [await stage.order(), await stage.order({ userId: 'user-2' }), await stage.order({ userId: 'user-3' })];
  await stage.clock.pass(2 * MINUTE);

  expect(await stage.money(ids[1] ?? '')).toEqual(['hold', 'release']);
});

test('a job whose submit is still waiting for its answer is never mistaken for a lost one', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'unclear', detail: 'lost' });
  const lost = await stage.order();
  const { submit } = stage.api;
  const { promise, resolve } = Promise.withResolvers<void>();
  stage.api.submit = async (submission) => {
    const outcome = await submit(submission);
    await promise;
    return outcome;
  };
  const other = await stage.order({ userId: 'user-2' });
  await stage.clock.pass(2_000);
  resolve();
  await stage.clock.pass(2_000);

  expect((await stage.pictures(other))[0]).toMatchObject({ state: 'running', remoteId: 'job-2' });
  expect((await stage.pictures(lost))[0]).toMatchObject({ state: 'uncertain', remoteId: null });
});

test('a call of Krea that names the job of another picture tells nothing about a lost one', async () => {
  const stage = setAppStage();
  stage.api.plan({ kind: 'accepted' }, { kind: 'unclear', detail: 'lost' });
  await stage.order();
  const lost = await stage.order({ userId: 'user-2' });
  stage.app.engine.hint({ generationId: lost, index: 1 }, 'job-1');
  await stage.clock.settle();

  expect((await stage.pictures(lost))[0]).toMatchObject({ state: 'uncertain', remoteId: null });
  expect(stage.warnings).not.toContain('background work failed');
});

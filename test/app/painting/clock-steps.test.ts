import { describe, expect, test } from 'vitest';

import { setAppStage } from '../app-stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEPS = [-400 * 24 * HOUR, -HOUR, -30 * MINUTE, HOUR, 400 * 24 * HOUR];

describe('when the wall clock of this machine is set', () => {
  test.for(STEPS)('a pause that Krea asked for lasts as long as it did: %i ms', async (step) => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'busy', retryAfterMs: 5_000 });
    const first = await stage.order();
    stage.clock.step(step);
    await stage.clock.pass(4_000);
    expect(stage.api.submissions).toHaveLength(1);
    const second = await stage.order({ userId: 'user-2' });
    await stage.clock.pass(2_000);

    for (const id of [first, second]) expect((await stage.pictures(id))[0]?.state).toBe('running');
    const told = stage.publisher.progress.flatMap(({ phase }) => (phase.kind === 'busy' ? [phase.seconds] : []));
    expect(Math.max(...told)).toBeLessThanOrEqual(5);
  });

  test.for(STEPS)('a job under way is neither cancelled nor looked at late: %i ms', async (step) => {
    const stage = setAppStage();
    const id = await stage.order();
    await stage.clock.pass(5_000);
    stage.clock.step(step);
    await stage.clock.pass(MINUTE);
    expect((await stage.pictures(id))[0]?.state).toBe('running');
    stage.api.complete('job-1');
    await stage.clock.pass(15_000);

    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  });

  test.for(STEPS)('a job under way that never ends is cancelled at its deadline: %i ms', async (step) => {
    const stage = setAppStage();
    const id = await stage.order();
    stage.clock.step(step);
    await stage.clock.pass(9 * MINUTE);
    expect((await stage.pictures(id))[0]?.state).toBe('running');
    await stage.clock.pass(2 * MINUTE);

    expect((await stage.pictures(id))[0]).toMatchObject({ state: 'failed', failure: { reason: 'deadline' } });
  });

  test.for(STEPS)('a job that was finished meanwhile is seen at once after a restart: %i ms', async (step) => {
    const stage = setAppStage();
    const id = await stage.order();
    stage.api.complete('job-1');
    stage.clock.step(step);
    await stage.restart();
    await stage.clock.pass(0);

    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  });

  test.for(STEPS)('a job that is still painted after a restart is given its time: %i ms', async (step) => {
    const stage = setAppStage();
    const id = await stage.order();
    stage.clock.step(step);
    await stage.restart();
    await stage.clock.pass(5 * MINUTE);
    expect((await stage.pictures(id))[0]?.state).toBe('running');
    stage.api.complete('job-1');
    await stage.clock.pass(15_000);

    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  });

  test.for(STEPS)('an outage of Krea ends no request that has not waited for it: %i ms', async (step) => {
    const stage = setAppStage();
    stage.api.outage({ retryAfterMs: null });
    const id = await stage.order();
    await stage.clock.pass(MINUTE);
    stage.clock.step(step);
    await stage.clock.pass(30 * MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe('queued');
  });

  test('nothing that is told of a job counts backwards', async () => {
    const stage = setAppStage();
    await stage.order();
    await stage.clock.pass(10_000);
    stage.clock.step(-HOUR);
    await stage.clock.pass(20_000);

    const seconds = stage.publisher.progress.flatMap(({ phase }) => (phase.kind === 'painting' ? [phase.seconds] : []));
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(0);
  });
});

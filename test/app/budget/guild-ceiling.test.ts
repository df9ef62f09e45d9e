import { expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';
const ceilings = {
  defaultGuild: 5_000_000,
  maxGuild: 100_000_000,
  perGuild: new Map([[GUILD, 50_000]]),
  total: 250_000_000,
  direct: 0,
};

test('a ceiling of its own holds in every way in which a server gets money', async () => {
  const { app, moderator, member, order, clock } = setMoneyStage({ ceilings });
  const aboveCeiling = { refused: { kind: 'above-ceiling', ceiling: 50_000 } };
  expect(await app.budget.set(moderator(), { cap: 50_001 }, null)).toEqual(aboveCeiling);
  expect(await app.budget.grant(moderator(), 1, clock.now() + 1000, null)).toEqual(aboveCeiling);
  expect(await app.budget.show(moderator())).toMatchObject({ state: { cap: 50_000 } });
  await order();
  await expect(order(member({ userId: '100000000000000002' }))).rejects.toThrow('not taken');
});

test('another server spends as if there were no such ceiling', async () => {
  const { app, moderator } = setMoneyStage({ ceilings });
  const elsewhere = moderator({ wallet: { scope: 'guild', id: '300000000000000002' } });
  expect(await app.budget.set(elsewhere, { cap: 100_000_000 }, null)).toMatchObject({ state: { cap: 100_000_000 } });
});

test.each(['day', 'week', 'none'] as const)(
  'moderators whose budget starts again each %s, or who switch to and fro, never get more than the ceiling in a month',
  async (kind) => {
    const { app, api, moderator, order, clock, member } = setMoneyStage({
      ceilings: { ...ceilings, perGuild: new Map([[GUILD, 90_000]]) },
    });
    arranged(await app.budget.set(moderator(), { cap: 60_000 }, null));
    let made = 0;
    for (let day = 0; day < 20; day += 1) {
      arranged(await app.budget.set(moderator(), { period: { kind: day % 2 === 0 ? kind : 'day' } }, null));
      const outcomes = await Promise.allSettled([order(), order()]);
      made += outcomes.filter(({ status }) => status === 'fulfilled').length;
      for (const job of api.jobs()) if (job.view.state === 'waiting') api.complete(job.remoteId);
      await clock.pass(24 * 3_600_000);
    }
    expect(made).toBe(3);

    const request = { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7 };
    const refused = await app.generate(member(), {
      verb: 'create',
      parent: null,
      request,
      count: 1,
      isPrivate: false,
      isSpoiler: false,
    });
    expect(refused).toMatchObject({
      refused: { kind: 'budget-exceeded', scope: 'ceiling', left: 0, endsAt: Date.UTC(2026, 11, 1) },
    });
    expect(await app.budget.show(moderator())).toMatchObject({
      ceiling: { cap: 90_000, left: 0, period: { endsAt: Date.UTC(2026, 11, 1) } },
    });
    expect(await app.memberWallet(member())).toMatchObject({ binding: { whose: { kind: 'ceiling' }, left: 0 } });
    await clock.pass(10 * 24 * 3_600_000);
    await order();
  },
);

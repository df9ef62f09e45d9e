import { expect, test } from 'vitest';

import { setMoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';
const ceilings = { defaultGuild: 5_000_000, maxGuild: 100_000_000, perGuild: new Map([[GUILD, 50_000]]), total: 250_000_000, direct: 0 };

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

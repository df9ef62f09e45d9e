import { expect, test } from 'vitest';

import { setMoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';

test('another name of the same zone moves no money, and says no period anew', async () => {
  const stage = setMoneyStage();
  await stage.app.budget.set(stage.moderator(), { period: { zone: 'Asia/Calcutta' } }, null);
  await stage.order();
  const before = await stage.app.budget.show(stage.moderator());
  const after = await stage.app.budget.set(stage.moderator(), { period: { zone: 'Asia/Kolkata' } }, null);
  if ('refused' in before || 'refused' in after) throw new Error('A moderator was refused.');
  expect(before.state.balance).toEqual({ spent: 0, held: 30_000, carried: 0 });
  expect(after.state).toEqual(before.state);
  expect((await stage.store.rulebook.read(GUILD)).rules.period.zone).toBe('Asia/Kolkata');
});

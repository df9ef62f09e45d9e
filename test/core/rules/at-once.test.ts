import { expect, test } from 'vitest';

import { admit } from '../../../src/core/rules/admission.ts';
import type { Asked } from '../../../src/core/rules/admission.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Limits } from '../../../src/core/rules/rules.ts';

const ceilings = { defaultGuild: 1e9, maxGuild: 1e9, perGuild: new Map<string, number>(), total: 1e9, direct: 1e9 };
const asked: Asked = {
  wallet: { scope: 'guild', id: '300000000000000001' },
  access: 'open',
  userId: '100000000000000001',
  roleIds: [],
  channelIds: [],
  request: { variant: 'medium' },
  count: 1,
  price: { version: '2026-11', tier: 'text', each: 30_000 },
};

function atOnceFor(limits: Limits, changes: Partial<Asked> = {}): number | null | undefined {
  const admission = admit({ ...asked, ...changes }, { ...NO_RULES, everyone: limits }, ceilings, 0);
  return 'refused' in admission ? undefined : admission.atOnce;
}

test.each<[string, Limits, number]>([
  ['without a rule', {}, 100],
  ['by a rule', { atOnce: 3 }, 3],
  ['by the widest rule', { atOnce: 100 }, 100],
  ['of those who are exempt', { isExempt: true, atOnce: 3 }, 100],
])('pictures under way %s', (_, limits, most) => {
  expect(atOnceFor(limits)).toBe(most);
});

test('a wallet of one’s own queues no more than a member of a server', () => {
  expect(atOnceFor({}, { wallet: { scope: 'direct', id: '100000000000000001' } })).toBe(100);
});

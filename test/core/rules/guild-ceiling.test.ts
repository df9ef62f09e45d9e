import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Ceilings } from '../../../src/core/money/budget.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { admit } from '../../../src/core/rules/admission.ts';
import { guildCapAt } from '../../../src/core/rules/caps.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';

const NOW = Date.UTC(2026, 10, 22);
const OTHERS = '300000000000000001';
const OWN = '300000000000000002';
const ceilings = (own: number): Ceilings => ({
  defaultGuild: 5,
  maxGuild: 100,
  perGuild: new Map([[OWN, own]]),
  total: 1000,
  direct: 0,
});

test.for([
  [undefined, 50, 5],
  [undefined, 3, 3],
  [undefined, 0, 0],
  [80, 50, 50],
  [80, 200, 80],
  [150, 200, 150],
] as const)(
  'a server whose moderators set %s, under a ceiling of its own of %i, has a cap of %i',
  ([cap, own, expected]) => {
    expect(guildCapAt(OWN, { ...NO_RULES, ...(cap !== undefined && { cap }) }, ceilings(own), NOW)).toBe(expected);
  },
);

test('the ceiling of one server changes nothing for the others', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), (cap, own) => {
      expect(guildCapAt(OTHERS, { ...NO_RULES, cap }, ceilings(own), NOW)).toBe(Math.min(cap, 100));
    }),
  );
});

test('grants do not lift a server above the ceiling of its own', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), (granted, own) => {
      const rules = { ...NO_RULES, cap: 10, grants: [{ id: OWN, amount: granted, until: NOW + 1 }] };
      const price = { version: '1', tier: 'text', each: 1 } as const;
      const asked = {
        wallet: { scope: 'guild', id: OWN },
        access: 'open',
        userId: '1',
        roleIds: [],
        channelIds: [],
        request: REQUEST_DEFAULTS,
        count: 1,
        price,
      } as const;
      const admission = admit(asked, rules, ceilings(own), NOW);
      const account = 'refused' in admission ? undefined : admission.accounts.find(({ scope }) => scope === 'guild');
      expect(account?.cap).toBe(Math.min(10 + granted, own));
    }),
  );
});

import { expect, test } from 'vitest';

import { capFaultOf, measureOf, MEASURES } from '../../../src/core/money/measured-hold.ts';
import type { CapFault, MeasuredHold } from '../../../src/core/money/measured-hold.ts';

/** A hold that fills a server's cap to the last micro-dollar, by its rules. */
const RIGHT: MeasuredHold = {
  scope: 'guild',
  cap: 500,
  used: 500,
  measured: 'cap',
  isApproved: false,
  capByRules: 500,
};

test.for([
  [{ cap: 0 }, 'cap'],
  [{ cap: 500 }, 'cap'],
  [{ cap: 500, isLifted: true }, 'lifted'],
  [{ cap: null }, 'no-cap'],
] as const)('a hold in an account with %j is measured by: %s', ([account, measure]) => {
  expect(measureOf(account)).toBe(measure);
  expect(MEASURES).toContain(measure);
});

test('every way in which holds were ever measured can still be read', () => {
  expect(MEASURES).toEqual(['cap', 'no-cap', 'lifted', 'unknown']);
});

test.for<[string, Partial<MeasuredHold>, CapFault | undefined]>([
  ['that fills the cap', {}, undefined],
  ['that goes above the cap by the least amount', { used: 501 }, 'over-cap'],
  ['whose cap is not known', { cap: null }, 'over-cap'],
  ['whose cap is not known, though nothing is used', { cap: null, used: 0 }, 'over-cap'],
  ['that was not measured', { measured: null }, 'not-measured'],
  ['of which nobody noted what was used', { used: null }, 'not-measured'],
  ['from before that was noted', { measured: 'unknown', cap: null, used: null }, undefined],
  ['under a cap that is higher than the rules allowed', { capByRules: 499 }, 'cap-not-by-rules'],
  ['under a cap that is lower than the rules allowed, by the operator’s ceiling', { capByRules: 501 }, undefined],
  ['under a cap that no rule on record set', { capByRules: undefined }, undefined],
  ['above a cap that is higher than the rules allowed', { used: 501, capByRules: 499 }, 'over-cap'],
  ['of a server without a cap', { measured: 'no-cap', cap: null }, 'without-cap'],
  ['of a member without a cap', { scope: 'member', measured: 'no-cap', cap: null, capByRules: undefined }, undefined],
  [
    'of a member, whose limit was lifted by an approval on record',
    { scope: 'member', measured: 'lifted', used: 900, isApproved: true, capByRules: undefined },
    undefined,
  ],
  [
    'of a member, whose limit was lifted without an approval',
    { scope: 'member', measured: 'lifted', used: 900, capByRules: undefined },
    'no-approval',
  ],
  [
    'of a server whose cap was lifted, which no approval can do',
    { measured: 'lifted', used: 900, isApproved: true },
    'no-approval',
  ],
])('a hold %s: %j is %s', ([, changes, fault]) => {
  expect(capFaultOf({ ...RIGHT, ...changes })).toBe(fault);
});

import { expect, test } from 'vitest';

import { AUDIT_ACTIONS, recordedActionSchema } from '../../../src/core/rules/audit-action.ts';

test('actions are stored by name and keep their names', () => {
  expect(AUDIT_ACTIONS.toSorted()).toEqual([
    'alerts',
    'allow channel',
    'allow everywhere',
    'allow server',
    'approve',
    'deny',
    'disallow server',
    'everyone',
    'forget deleted',
    'grant',
    'member',
    'moderators',
    'pause',
    'raise',
    'raise for request',
    'remove channel',
    'resolve',
    'resume',
    'role',
    'set',
    'take back approval',
  ]);
});

test('an action that this version does not know is read as another one', () => {
  expect(AUDIT_ACTIONS.map((action) => recordedActionSchema.parse(action))).toEqual(AUDIT_ACTIONS);
  expect(['', 'Set', 'teleport'].map((action) => recordedActionSchema.parse(action))).toEqual([
    'other',
    'other',
    'other',
  ]);
});

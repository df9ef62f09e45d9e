import { describe, expect, test } from 'vitest';

import { FAILURE_REASONS, failureSchema } from '../../../src/core/picture/failure.ts';

/** As they stand in the databases of those who run the bot. */
const STORED = [
  'token-refused',
  'not-permitted',
  'balance-empty',
  'not-found',
  'model-retired',
  'krea-busy',
  'krea-unreachable',
  'moderated',
  'job-failed',
  'deadline',
  'never-started',
  'reference-refused',
  'reference-missing',
  'written-off',
  'no-picture',
  'file-removed',
  'internal',
] as const;

describe('why a picture did not come', () => {
  test.for(STORED.map((reason) => [reason]))('can be read back for ever: %s', ([reason]) => {
    expect(failureSchema.parse({ reason })).toEqual({ reason });
  });

  test.for([null, 'seed', 'x'.repeat(100)])(
    'of a setting that was refused, its name is kept where it is known: %s',
    (field) => {
      expect(failureSchema.parse({ reason: 'invalid-request', field })).toEqual({ reason: 'invalid-request', field });
    },
  );

  test.for([
    {},
    { reason: 'bad-luck' },
    { reason: 'moderated', field: 'prompt' },
    { reason: 'invalid-request' },
    { reason: 'invalid-request', field: 7 },
    { reason: 'invalid-request', field: 'x'.repeat(101) },
  ])('is not %j', (stored) => {
    expect(failureSchema.safeParse(stored).success).toBe(false);
  });

  test('is one of these reasons and no other', () => {
    expect([...FAILURE_REASONS].toSorted()).toEqual([...STORED, 'invalid-request'].toSorted());
  });
});

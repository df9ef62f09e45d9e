import { describe, expect, test } from 'vitest';

import { failureSchema } from '../../../../src/core/picture/failure.ts';
import { describeFailure, failureWords } from '../../../../src/wording/en/result/failure.ts';
import { FAILURES } from '../../../discord/samples.ts';

describe('a failure in words', () => {
  test('is tried here for every reason there is', () => {
    const reasons = failureSchema.options.map((option) => option.shape.reason.value);
    expect(new Set(FAILURES.map(({ reason }) => reason))).toStrictEqual(new Set(reasons));
  });

  test.each(FAILURES)('says what happened, what it cost and what to do: %j', (failure) => {
    const { what, next } = failureWords(failure);
    expect(what).toMatch(/^[A-Z].*\.$/u);
    expect(next).toMatch(/^[A-Z].*\.$/u);
    expect(describeFailure(failure)).toBe(`${what} Not charged. ${next}`);
    expect(describeFailure(failure, 'Charged $0.03.')).toBe(`${what} Charged $0.03. ${next}`);
    expect(`${what}${next}`).not.toMatch(/undefined|null|\{|\d{3}/u);
    expect(`${what} ${next}`).not.toMatch(/\b(?:token|job|API|error|invalid|ledger|interaction)\b/iu);
  });

  test('is different for every reason', () => {
    expect(new Set(FAILURES.map((failure) => failureWords(failure).what)).size).toBe(FAILURES.length);
  });

  test('shows a field’s name from Krea as it is', () => {
    expect(failureWords({ reason: 'invalid-request', field: '**@here**' }).what).toContain(
      String.raw`“\*\*\@here\*\*”`,
    );
  });
});

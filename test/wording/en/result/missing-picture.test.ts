import { describe, expect, test } from 'vitest';

import { isPaid, isPending, PICTURE_STATES } from '../../../../src/core/picture/generation.ts';
import { describeMissing } from '../../../../src/wording/en/result/missing-picture.ts';
import { batchSample, FAILURES, generationSample, pictureSample } from '../../../discord/samples.ts';

const NONE = new Set<number>();
const only = (changes: Parameters<typeof pictureSample>[1]) =>
  generationSample({ pictures: [pictureSample(1, changes)] });

describe('a picture that is not shown', () => {
  test.each(PICTURE_STATES.flatMap((state) => [null, ...FAILURES].map((failure) => ({ state, failure }))))(
    'tells the truth about its money: $state, $failure',
    ({ state, failure }) => {
      const [words = ''] = describeMissing(only({ state, failure }), NONE);
      const isOpen = isPending(state) || state === 'uncertain';
      expect(/charged \$0\.03/iu.test(words)).toBe(isPaid(state));
      expect(words.includes('$0.03 stays reserved')).toBe(isOpen);
      expect(words.includes('Not charged.')).toBe(!isPaid(state) && !isOpen);
    },
  );

  test('is explained by its failure when it has one', () => {
    const [words] = describeMissing(only({ state: 'finished', failure: { reason: 'no-picture' } }), NONE);
    expect(words).toContain('didn’t deliver a picture. Charged $0.03.');
  });

  test('is not promised again when Krea handed nothing over', () => {
    const [words] = describeMissing(only({ state: 'finished', url: null }), NONE);
    expect(words).toContain('didn’t deliver a picture');
    expect(words).not.toContain('/krea-show');
  });

  test('can be asked for again when its file is only out of reach', () => {
    const [words] = describeMissing(only({ state: 'finished' }), NONE);
    expect(words).toContain('`/krea-show id:1300000000000000001`');
  });

  test('says what is the matter with its file, in words of its own for each cause', () => {
    const causes = ['missing', 'not-a-picture', 'too-large', 'untrusted', 'unreachable'] as const;
    const words = causes.map(
      (cause) => describeMissing(only({ state: 'delivered' }), NONE, { unread: new Map([[1, cause]]) })[0] ?? '',
    );
    expect(new Set(words).size).toBe(causes.length);
    for (const text of words) expect(text).toMatch(/Charged \$0\.03\. .*krea-show/u);
  });

  test('says nothing of its price when the next message will, and that it was said when it was', () => {
    expect(describeMissing(only({ state: 'finished', deliveryPart: null }), NONE)).toEqual([
      'Just finished: it’s coming in a separate message that says what it cost.',
    ]);
    const [words] = describeMissing(only({ state: 'kept' }), NONE, {
      unread: new Map([[1, 'unreachable']]),
      isChargeTold: true,
    });
    expect(words).toContain('Charged $0.03 already. I’ll keep trying');
  });

  test('carries its number in a batch, and shares a line with others of the same fate', () => {
    const failed = { state: 'failed', failure: { reason: 'moderated' } } as const;
    const generation = batchSample(failed, {}, failed, { state: 'uncertain' });
    const lines = describeMissing(generation, new Set([2]));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^\*\*Pictures 1 and 3:\*\* Krea’s content filter/u);
    expect(lines[1]).toMatch(/^\*\*Picture 4:\*\* Krea’s answer got lost/u);
  });

  test('says what each cost where several were paid', () => {
    const paid = { state: 'finished', failure: { reason: 'no-picture' } } as const;
    expect(describeMissing(batchSample(paid, paid), new Set([3, 4]))[0]).toContain('Charged $0.03 each.');
  });

  test('is not mentioned when it is shown', () => {
    expect(describeMissing(batchSample(), new Set([1, 2, 3, 4]))).toStrictEqual([]);
  });
});

import { describe, expect, test } from 'vitest';

import { listed, ordinal } from '../../src/wording/en/names.ts';
import { describeCharges, describeLeft } from '../../src/wording/en/result/charges.ts';
import { describeLineage } from '../../src/wording/en/result/lineage.ts';
import { describeLateKept, describePointer } from '../../src/wording/en/result/pointer.ts';
import { describeProgress } from '../../src/wording/en/result/progress.ts';
import { describeSettings } from '../../src/wording/en/result/settings.ts';
import { batchSample, generationSample, ID, pictureSample, requestSample } from '../discord/samples.ts';

const wallet = (spent: number, held = 0) => ({ balance: { spent, held, carried: 0 }, cap: 5_000_000 });

describe('the settings', () => {
  test('name model and seed only, when all else is as usual', () => {
    expect(describeSettings(requestSample(), [42])).toBe('Krea 2 Medium · seed 42');
  });

  test('name everything that differs, sliders with their sign', () => {
    const request = requestSample({
      variant: 'large',
      aspectRatio: '16:9',
      creativity: 'high',
      intensity: 40,
      movement: -80,
      references: [
        { hash: 'a'.repeat(64), strength: 0.6 },
        { hash: 'b'.repeat(64), strength: 0.6 },
      ],
      moodboard: { id: '00000000-0000-4000-8000-000000000000', strength: 0.35 },
      style: { id: 's1', title: 'Oil *wet*', strength: 1 },
    });
    expect(describeSettings(request, [1, 2])).toBe(
      String.raw`Krea 2 Large · seeds 1, 2 · 16:9 · creativity high · intensity +40 · movement -80 · 2 style references · moodboard at 0.35 · style “Oil \*wet\*” at 1`,
    );
  });
});

describe('the lineage', () => {
  const parent = { generationId: ID, index: 2 };

  test('is not told of a picture that stands for itself', () => {
    expect(describeLineage(generationSample())).toBeUndefined();
  });

  test('names what a reroll changed', () => {
    const child = generationSample({ verb: 'reroll-with', parent, request: requestSample({ creativity: 'high' }) });
    expect(describeLineage(child, requestSample())).toBe(`Reroll of picture 2 of \`${ID}\`: creativity high`);
    expect(describeLineage(child)).toBe(`Reroll of picture 2 of \`${ID}\`: one thing changed`);
  });

  test('names what a remix changed, and the new seed of a variation', () => {
    const remixed = generationSample({
      verb: 'remix',
      parent,
      request: requestSample({ prompt: 'two herons', variant: 'large' }),
    });
    expect(describeLineage(remixed, requestSample())).toBe(`Remix of picture 2 of \`${ID}\`: new prompt, Large`);
    expect(describeLineage(generationSample({ verb: 'vary', parent }))).toBe(
      `Variation of picture 2 of \`${ID}\`: new seed`,
    );
    expect(describeLineage(generationSample({ verb: 'reroll', parent }), requestSample())).toBe(
      `Reroll of picture 2 of \`${ID}\``,
    );
  });

  test('names the whole batch where all of it was made again', () => {
    const whole = { parent: { generationId: ID, index: 1 }, pictures: batchSample().pictures };
    expect(describeLineage(generationSample({ verb: 'vary', ...whole }))).toBe(
      `Variation of all 4 pictures of \`${ID}\`: new seeds`,
    );
    expect(describeLineage(generationSample({ verb: 'reroll', ...whole }), requestSample())).toBe(
      `Reroll of all 4 pictures of \`${ID}\``,
    );
  });
});

describe('the money line', () => {
  test('says what was charged and what the server has left', () => {
    expect(describeCharges(generationSample(), wallet(30_000))).toBe('charged $0.03 · server has $4.97 left');
  });

  test('tells apart what is still reserved, of this request and of others', () => {
    const generation = batchSample({}, { state: 'uncertain' }, { state: 'failed' }, { state: 'cancelled' });
    expect(describeCharges(generation, wallet(30_000, 60_000))).toBe(
      'charged $0.03, $0.03 stays reserved · server has $4.91 left ($0.06 more is reserved)',
    );
  });

  test('says so when nothing was charged', () => {
    const generation = generationSample({ pictures: [pictureSample(1, { state: 'failed' })] });
    expect(describeCharges(generation, wallet(0))).toBe('not charged · server has $5.00 left');
  });

  test('says so when an earlier message said the price', () => {
    expect(describeCharges(generationSample(), wallet(30_000), true)).toBe(
      'charged $0.03 already · server has $4.97 left',
    );
    const failed = generationSample({ pictures: [pictureSample(1, { state: 'failed' })] });
    expect(describeCharges(failed, wallet(0), true)).toBe('not charged · server has $5.00 left');
  });

  test('never tells of less than nothing, and speaks of one’s own wallet as one’s own', () => {
    expect(describeLeft('direct', { spent: 6_000_000, held: 0, carried: 0 }, 5_000_000)).toBe('you have $0.00 left');
  });
});

describe('progress', () => {
  const generation = generationSample({ pictures: [pictureSample(1, { state: 'queued' })] });

  test.each([
    [{ kind: 'queued', position: 3, of: 7 }, 'Waiting: 3rd of 7 in line.'],
    [{ kind: 'queued', position: 1, of: 7 }, 'Waiting: next in line.'],
    [{ kind: 'submitting' }, 'Sending it to Krea…'],
    [{ kind: 'painting', seconds: 12, finished: 0 }, 'Painting… 12 s'],
    [{ kind: 'busy', seconds: 20 }, 'Krea is busy. I’ll try again in 20 s.'],
    [
      { kind: 'token-refused', seconds: 20 },
      'Krea didn’t accept this bot’s access key just now. I’ll ask again in 20 s. Nothing has been charged, and you can cancel.',
    ],
    [
      { kind: 'unreachable', seconds: 20 },
      'Krea isn’t answering right now. I’ll try again in 20 s. Nothing has been charged, and you can cancel.',
    ],
    [
      { kind: 'reference-trouble' },
      'Krea isn’t taking the style reference right now. I’ll keep trying. Nothing has been charged, and you can cancel.',
    ],
  ] as const)('%j is "%s"', (phase, words) => {
    expect(describeProgress({ generation, phase })).toBe(words);
  });

  test('counts what is done of a batch', () => {
    expect(describeProgress({ generation: batchSample(), phase: { kind: 'painting', seconds: 5, finished: 2 } })).toBe(
      'Painting… 5 s · 2 of 4 done',
    );
  });

  test('is honest when nobody knows', () => {
    const lost = generationSample({ pictures: [pictureSample(1, { state: 'uncertain' })] });
    const words = describeProgress({ generation: lost, phase: { kind: 'uncertain' } });
    expect(words).toContain('won’t request it twice');
    expect(words).toContain('$0.03 stays reserved');
  });
});

describe('the pointer to where a result went', () => {
  test.each([
    [
      { rung: 'channel', channelId: '4', messageId: '9' },
      'Posted below: https://discord.com/channels/1300000000000000003/4/9',
    ],
    [
      { rung: 'direct', channelId: '5', messageId: '9' },
      'Sent to you as a direct message: https://discord.com/channels/@me/5/9',
    ],
  ] as const)('of %j is "%s"', (target, words) => {
    expect(describePointer(generationSample(), target)).toBe(words);
  });

  test('of a kept picture says what it cost and how to see it', () => {
    expect(describePointer(generationSample(), 'kept')).toBe(
      `Your picture is safe, but Discord wouldn’t let me show it. Charged $0.03. Use \`/krea-show id:${ID}\` to see it any time.`,
    );
  });

  test('does not speak of pictures that there are not', () => {
    const failed = generationSample({
      pictures: [pictureSample(1, { state: 'failed', failure: { reason: 'moderated' } })],
    });
    expect(describePointer(failed, 'kept')).toBe(
      'This request ended without a picture. Not charged. You can request it again.',
    );
    expect(describeLateKept(failed)).toBe(
      'The rest of this request ended without a picture. Not charged. You can request it again.',
    );
  });

  test('of pictures that came late names them', () => {
    const late = generationSample({ pictures: [2, 4].map((index) => pictureSample(index, { state: 'finished' })) });
    expect(describeLateKept(late)).toBe(
      `Pictures 2 and 4 came late, and Discord wouldn’t let me show them. Charged $0.06. Use \`/krea-show id:${ID}\` to see them any time.`,
    );
  });
});

describe('small words', () => {
  test.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [112, '112th'],
    [1001, '1,001st'],
  ])('%i is %s', (value, words) => {
    expect(ordinal(value)).toBe(words);
  });

  test('list things as people do', () => {
    expect([listed([]), listed([1]), listed([1, 2]), listed([1, 2, 3])]).toStrictEqual([
      '',
      '1',
      '1 and 2',
      '1, 2 and 3',
    ]);
  });
});

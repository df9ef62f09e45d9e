import { describe, expect, test } from 'vitest';

import type { Wish } from '../../../src/app/creation/again.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { PictureRequest } from '../../../src/core/picture/request.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';

const OTHER = '100000000000000002';
/** What the stage draws for a new seed; the pictures of the sample have 40 and 41. */
const DRAWN = 7;
const MADE: PictureRequest = { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 40 };

/** A result of two pictures. */
async function made(): Promise<MoneyStage & { id: string }> {
  const stage = setMoneyStage();
  const outcome = arranged(
    await stage.app.generate(stage.member(), {
      verb: 'create',
      parent: null,
      request: MADE,
      count: 2,
      isPrivate: false,
      isSpoiler: true,
    }),
  );
  if (outcome === 'duplicate') throw new Error('The order is a new one.');
  await stage.clock.settle();
  return { ...stage, id: outcome.started.id };
}

const press = async (
  { app, member, id }: MoneyStage & { id: string },
  wish: Wish,
  { index = 2, shown = 30_000 }: { index?: number | null; shown?: number | null } = {},
) => app.again.again(member({ userId: OTHER }), { generationId: id, index }, { wish, isPrivate: true, shown });

describe('a press makes the picture that its button belongs to', () => {
  test.each<[string, Wish, Partial<PictureRequest>]>([
    ['as it was, seed included', { verb: 'reroll' }, { seed: 41 }],
    [
      'with one thing changed, the seed kept',
      { verb: 'reroll-with', change: { setting: 'intensity', value: 40 } },
      { seed: 41, intensity: 40 },
    ],
    ['with a new seed', { verb: 'vary' }, { seed: DRAWN }],
    [
      'with what the form says, and its seed',
      {
        verb: 'remix',
        edits: { prompt: 'a barn', variant: 'medium', aspectRatio: '1:1', creativity: 'raw', seed: 99 },
      },
      { prompt: 'a barn', aspectRatio: '1:1', creativity: 'raw', seed: 99 },
    ],
    [
      'with a new seed, when the form’s is emptied',
      {
        verb: 'remix',
        edits: { prompt: 'a barn', variant: 'medium', aspectRatio: '1:1', creativity: 'raw', seed: null },
      },
      { prompt: 'a barn', aspectRatio: '1:1', creativity: 'raw', seed: DRAWN },
    ],
  ])('%s', async (_, wish, change) => {
    const stage = await made();
    expect(await press(stage, wish)).toMatchObject({
      started: {
        verb: wish.verb,
        userId: OTHER,
        parent: { generationId: stage.id, index: 2 },
        request: { ...MADE, ...change },
        isPrivate: true,
        isSpoiler: true,
        pictures: { length: 1 },
      },
    });
  });

  test('and all of them, from the first seed on, when it belongs to the whole result', async () => {
    const stage = await made();
    expect(await press(stage, { verb: 'reroll' }, { index: null, shown: 60_000 })).toMatchObject({
      started: { parent: { generationId: stage.id, index: 1 }, pictures: [{ seed: 40 }, { seed: 41 }] },
    });
  });
});

describe('a press charges what was shown, or nothing', () => {
  test.each([
    ['one picture', 2, 30_001, 30_000],
    ['the whole result', null, 30_000, 60_000],
    ['a price that is not known any more', 2, null, 30_000],
  ])('%s', async (_, index, shown, price) => {
    const stage = await made();
    expect(await press(stage, { verb: 'reroll' }, { index, shown })).toEqual({
      refused: { kind: 'price-changed', shown, price },
    });
    expect(stage.api.submissions).toHaveLength(2);
  });

  test('when the form chooses a dearer model than the button showed', async () => {
    const stage = await made();
    const edits = { prompt: 'a barn', variant: 'large', aspectRatio: '1:1', creativity: 'raw', seed: null } as const;
    expect(await press(stage, { verb: 'remix', edits })).toEqual({
      refused: { kind: 'price-changed', shown: 30_000, price: 60_000 },
    });
    expect(await press(stage, { verb: 'remix', edits }, { shown: 60_000 })).toMatchObject({
      started: { price: { each: 60_000 } },
    });
  });
});

test.each([
  ['of a result that is none', { generationId: 'none', index: 1 }, {}, 'unknown-generation'],
  ['of a picture that the result does not have', { index: 3 }, {}, 'unknown-control'],
  [
    'in another server',
    { index: 1 },
    { place: { guildId: '300000000000000002', channelId: '400000000000000001' } },
    'foreign-generation',
  ],
])('a press %s makes nothing, and its form is not shown', async (_, target, changes, kind) => {
  const stage = await made();
  const visitor = stage.member({ userId: OTHER, ...changes });
  const aimed = { generationId: stage.id, ...target };
  expect(await stage.app.again.peek(visitor, aimed)).toEqual({ refused: { kind } });
  expect(
    await stage.app.again.again(visitor, aimed, { wish: { verb: 'reroll' }, isPrivate: false, shown: 30_000 }),
  ).toEqual({ refused: { kind } });
  expect(stage.api.submissions).toHaveLength(2);
});

test('the form shows the request of its own picture, or of the first one', async () => {
  const stage = await made();
  for (const [index, seed] of [
    [2, 41],
    [null, 40],
  ] as const) {
    expect(
      await stage.app.again.peek(stage.member({ userId: OTHER }), { generationId: stage.id, index }),
    ).toMatchObject({ generation: { id: stage.id }, request: { seed } });
  }
});

test('a picture whose style references are not there any more is not made without them', async () => {
  const stage = setMoneyStage();
  const [kept, gone] = [await stage.store.blobs.put(Uint8Array.of(1), 'image/png'), 'f'.repeat(64)];
  const order = { verb: 'create', parent: null, count: 1, isPrivate: false, isSpoiler: false } as const;
  for (const [hashes, expected] of [
    [[kept], { started: {} }],
    [[kept, gone], { refused: { kind: 'references-gone' } }],
  ] as const) {
    const request = { ...MADE, references: hashes.map((hash) => ({ hash, strength: 0.6 })) };
    const outcome = arranged(await stage.app.generate(stage.member(), { ...order, request }));
    if (outcome === 'duplicate') throw new Error('Every order here is a new one.');
    expect(
      await stage.app.again.again(
        stage.member(),
        { generationId: outcome.started.id, index: 1 },
        { wish: { verb: 'reroll' }, isPrivate: false, shown: 35_000 },
      ),
    ).toMatchObject(expected);
  }
});

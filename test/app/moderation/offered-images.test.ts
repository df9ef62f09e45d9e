import { expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { APPROVAL_LIFE_MS, MOST_OFFERS_WITH_IMAGES, OFFERED_IMAGES_LIFE_MS } from '../../../src/core/rules/approval.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import type { NamedImage } from '../../../src/ports/store/storage.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { stageWith } from './approval-stage.ts';

function image({ store }: MoneyStage, byte: number): NamedImage {
  const bytes = Uint8Array.of(byte);
  return { hash: store.blobs.hashOf(bytes), bytes, mediaType: 'image/png' };
}

/**
 * Asks for a picture in the style of an image; what it was answered: the id by which moderators can be asked, if any.
 */
async function order(
  stage: MoneyStage,
  byte: number,
  visitor: Partial<Visitor> = {},
): Promise<{ askId?: string; isRefused: boolean }> {
  const brought = image(stage, byte);
  const references = [{ hash: brought.hash, strength: 0.6 }];
  const request = { ...REQUEST_DEFAULTS, prompt: 'in that style', seed: 7, references };
  const outcome = await stage.app.generate(stage.member({ appPermissions: 2n ** 50n - 1n, ...visitor }), {
    verb: 'create',
    parent: null,
    request,
    images: [brought],
    count: 1,
    isPrivate: false,
    isSpoiler: false,
  });
  if (outcome === 'duplicate') throw new Error('Every order here is a new one.');
  return 'refused' in outcome
    ? { isRefused: true, ...(outcome.askId === undefined ? {} : { askId: outcome.askId }) }
    : { isRefused: false };
}

const isKept = async (stage: MoneyStage, byte: number): Promise<boolean> =>
  (await stage.store.blobs.get(image(stage, byte).hash)) !== undefined;

test('a request that is refused without an offer leaves no image behind; one that is taken has its image', async () => {
  const stage = setMoneyStage();
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 20_000 }, null));
  expect(await order(stage, 1)).toEqual({ isRefused: true });
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 40_000 }, null));
  expect(await order(stage, 2)).toEqual({ isRefused: false });
  expect([await isKept(stage, 1), await isKept(stage, 2)]).toEqual([false, true]);
});

test('an offer keeps its images, also when it is asked for and approved at the last moment, and for ever from then on', async () => {
  const stage = await stageWith(20_000);
  await stage.app.recover();
  const { askId = '' } = await order(stage, 1);
  await stage.clock.pass(APPROVAL_LIFE_MS - 1);
  expect(await stage.app.approvals.ask(stage.member(), askId)).toEqual({ asked: true });
  await stage.clock.pass(APPROVAL_LIFE_MS - 1);
  expect(await stage.app.approvals.approve(stage.moderator(), askId, false)).toHaveProperty(
    'approval.state',
    'approved',
  );
  await stage.clock.settle();
  expect(stage.api.submissions).toMatchObject([{ referenceUrls: [expect.any(String)] }]);
  stage.api.complete(stage.api.jobs()[0]?.remoteId ?? '');
  await stage.clock.pass(OFFERED_IMAGES_LIFE_MS);
  expect(await isKept(stage, 1)).toBe(true);
});

test.each([
  ['nobody asked for', false],
  ['nobody approved', true],
])('the images of an offer that %s are removed by themselves', async (_, isAsked) => {
  const stage = await stageWith(20_000);
  await stage.app.recover();
  const { askId = '' } = await order(stage, 1);
  if (isAsked) await stage.app.approvals.ask(stage.member(), askId);
  await stage.clock.pass(OFFERED_IMAGES_LIFE_MS - 1);
  expect(await isKept(stage, 1)).toBe(true);
  await stage.clock.pass(60 * 60_000 + 1);
  expect(await isKept(stage, 1)).toBe(false);
});

test('a member gets only so many offers with images a day in a server, also all at once; the others are refused without one, and keep nothing', async () => {
  const stage = await stageWith(20_000);
  const bytes = Array.from({ length: MOST_OFFERS_WITH_IMAGES + 3 }, (_, byte) => byte);
  const answers = await Promise.all(bytes.map(async (byte) => order(stage, byte)));
  expect(answers.map(({ isRefused }) => isRefused)).toEqual(bytes.map(() => true));
  const offered = answers.map(({ askId }) => askId !== undefined);
  expect(offered.filter(Boolean)).toHaveLength(MOST_OFFERS_WITH_IMAGES);
  expect(await Promise.all(bytes.map(async (byte) => isKept(stage, byte)))).toEqual(offered);

  expect(await order(stage, 100, { userId: '100000000000000002' })).toHaveProperty('askId');
  await stage.clock.pass(APPROVAL_LIFE_MS - 1);
  expect(await order(stage, 101)).toEqual({ isRefused: true });
  await stage.clock.pass(1);
  expect(await order(stage, 102)).toHaveProperty('askId');
});

test('offers from the future, made before the clock was set back, count against nobody', async () => {
  const stage = await stageWith(20_000);
  const bytes = Array.from({ length: MOST_OFFERS_WITH_IMAGES }, (_, byte) => byte);
  for (const byte of bytes) expect(await order(stage, byte)).toHaveProperty('askId');
  stage.clock.step(-APPROVAL_LIFE_MS);
  expect(await order(stage, 100)).toHaveProperty('askId');
});

test('requests without images of their own are offered without end', async () => {
  const stage = await stageWith(20_000);
  const request = { ...REQUEST_DEFAULTS, prompt: 'in words alone', seed: 7 };
  for (let times = 0; times <= MOST_OFFERS_WITH_IMAGES; times += 1) {
    const member = stage.member({ appPermissions: 2n ** 50n - 1n });
    expect(
      await stage.app.generate(member, {
        verb: 'create',
        parent: null,
        request,
        count: 1,
        isPrivate: false,
        isSpoiler: false,
      }),
    ).toHaveProperty('askId', member.interactionId);
  }
});

import { describe, expect, test } from 'vitest';

import { OPERATOR } from '../../../src/core/picture/decision.ts';
import type { Picture, PictureKey } from '../../../src/core/picture/generation.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Two submits are lost at the same moment, and of their jobs as many exist: nobody can tell whose is whose. */
async function loseTwo(stage: MoneyStage, jobs: 1 | 2 = 2): Promise<[PictureKey, PictureKey]> {
  stage.api.plan({ kind: 'lost-answer' }, jobs === 2 ? { kind: 'lost-answer' } : { kind: 'unclear', detail: 'lost' });
  const mine = await stage.order();
  const yours = await stage.order(stage.member({ userId: '100000000000000002' }));
  await stage.clock.pass(3 * MINUTE);
  return [
    { generationId: mine, index: 1 },
    { generationId: yours, index: 1 },
  ];
}

async function pictureOf({ store }: MoneyStage, { generationId, index }: PictureKey): Promise<Picture | undefined> {
  return (await store.journal.find(generationId))?.pictures.find((picture) => picture.index === index);
}

async function moneyOf({ store }: MoneyStage, { generationId }: PictureKey): Promise<string[]> {
  return (await store.ledger.entries(generationId)).map(({ kind }) => kind);
}

describe('a picture whose end nobody can tell', () => {
  test('is listed for moderators of its server, with the time from which it can be decided', async () => {
    const stage = setMoneyStage();
    const [mine, yours] = await loseTwo(stage);
    const outcome = await stage.app.resolve.list(stage.moderator());
    expect(outcome).toMatchObject({ cases: [{ picture: mine }, { picture: yours }] });
    const elsewhere = stage.moderator({ wallet: { scope: 'guild', id: '300000000000000002' } });
    expect(await stage.app.resolve.list(elsewhere)).toEqual({ cases: [] });
  });

  test('is nobody’s to decide but moderators’', async () => {
    const stage = setMoneyStage();
    const [mine] = await loseTwo(stage);
    expect(await stage.app.resolve.list(stage.member())).toEqual({ refused: { kind: 'not-a-moderator' } });
    expect(await stage.app.resolve.decide(stage.member(), mine, 'charged', null)).toEqual({
      refused: { kind: 'not-a-moderator' },
    });
    const elsewhere = stage.moderator({ wallet: { scope: 'guild', id: '300000000000000002' } });
    expect(await stage.app.resolve.decide(elsewhere, mine, 'charged', null)).toEqual({
      refused: { kind: 'unknown-generation' },
    });
    expect(await moneyOf(stage, mine)).toEqual(['hold']);
  });

  test('cannot be decided while its job is still looked for', async () => {
    const stage = setMoneyStage();
    stage.api.plan({ kind: 'unclear', detail: 'lost' });
    const key = { generationId: await stage.order(), index: 1 };
    const asked = stage.clock.now();
    expect(await stage.app.resolve.decide(stage.moderator(), key, 'charged', null)).toEqual({
      refused: { kind: 'too-early-to-decide', at: asked + 2 * MINUTE },
    });
    expect(await moneyOf(stage, key)).toEqual(['hold']);
  });

  test.for([
    ['charged', ['hold', 'settle'], 'no-picture'],
    ['not-charged', ['hold', 'release'], 'written-off'],
  ] as const)('decided as %s has its money booked so, and its requester is told', async ([verdict, money, reason]) => {
    const stage = setMoneyStage();
    const [mine] = await loseTwo(stage);
    expect(await stage.app.resolve.decide(stage.moderator(), mine, verdict, 'why not')).toMatchObject({
      by: 'decision',
    });
    await stage.clock.settle();
    expect(await moneyOf(stage, mine)).toEqual(money);
    expect(stage.told.map(({ generation }) => [generation.id, generation.pictures[0]?.failure])).toEqual([
      [mine.generationId, { reason }],
    ]);
  });

  test.for(['charged', 'not-charged'] as const)(
    'decided as %s by the operator’s own process is noticed within an hour, and its requester is told',
    async (verdict) => {
      const stage = setMoneyStage();
      const [mine] = await loseTwo(stage);
      const decision = { ...mine, verdict, actor: { userId: OPERATOR, interactionId: 'operator:1' }, reason: null };
      await stage.store.decisions.decide(decision, stage.clock.now());
      await stage.clock.pass(HOUR);
      expect(await moneyOf(stage, mine)).toHaveLength(2);
      expect(stage.told.map(({ generation }) => generation.id)).toEqual([mine.generationId]);
    },
  );

  test('is decided once: the second decision is refused and books nothing', async () => {
    const stage = setMoneyStage();
    const [mine] = await loseTwo(stage);
    const outcomes = await Promise.all([
      stage.app.resolve.decide(stage.moderator(), mine, 'charged', null),
      stage.app.resolve.decide(stage.moderator(), mine, 'not-charged', null),
    ]);
    await stage.clock.settle();
    expect(outcomes.filter((outcome) => 'refused' in outcome)).toEqual([{ refused: { kind: 'already-decided' } }]);
    expect(await moneyOf(stage, mine)).toHaveLength(2);
    expect(stage.told).toHaveLength(1);
  });

  test('whose job is known is looked at once more, and what Krea says counts more than the decision', async () => {
    const stage = setMoneyStage();
    const key = { generationId: await stage.order(), index: 1 };
    const remoteId = (await pictureOf(stage, key))?.remoteId ?? '';
    stage.api.advance(remoteId, { state: 'missing' });
    await stage.clock.pass(10 * MINUTE);
    expect(await pictureOf(stage, key)).toMatchObject({ state: 'uncertain', remoteId });
    stage.api.advance(remoteId, { state: 'completed', url: 'https://gen.krea.ai/images/1.png' });
    expect(await stage.app.resolve.decide(stage.moderator(), key, 'not-charged', null)).toMatchObject({
      by: 'krea',
      picture: { state: 'finished' },
    });
    expect(await moneyOf(stage, key)).toEqual(['hold', 'settle']);
    expect(await stage.store.rulebook.audit('300000000000000001', 9)).toEqual([]);
  });
});

describe('when the truth comes after the decision', () => {
  test('a webhook that names the job books nothing and shows nothing', async () => {
    const stage = setMoneyStage();
    const [mine] = await loseTwo(stage);
    arranged(await stage.app.resolve.decide(stage.moderator(), mine, 'not-charged', null));
    stage.app.engine.hint(mine, 'job-1');
    await stage.clock.pass(24 * HOUR);
    expect(await moneyOf(stage, mine)).toEqual(['hold', 'release']);
    expect(await pictureOf(stage, mine)).toMatchObject({ state: 'failed', remoteId: null });
    expect(stage.told).toHaveLength(1);
  });

  test('nobody looks for its job any more', async () => {
    const stage = setMoneyStage();
    const [mine, yours] = await loseTwo(stage);
    arranged(await stage.app.resolve.decide(stage.moderator(), mine, 'charged', null));
    arranged(await stage.app.resolve.decide(stage.moderator(), yours, 'not-charged', null));
    await stage.clock.settle();
    // Whoever still looked would find nobody there, and say so.
    stage.api.outage({ retryAfterMs: null });
    stage.warnings.length = 0;
    await stage.clock.pass(24 * HOUR);
    expect(stage.warnings).toEqual([]);
  });

  test('a job that may be of the decided one is not taken for that of another member', async () => {
    const stage = setMoneyStage();
    const [mine, yours] = await loseTwo(stage, 1);
    arranged(await stage.app.resolve.decide(stage.moderator(), mine, 'not-charged', null));
    await stage.clock.pass(24 * HOUR);
    expect(await pictureOf(stage, yours)).toMatchObject({ state: 'uncertain', remoteId: null });
  });
});

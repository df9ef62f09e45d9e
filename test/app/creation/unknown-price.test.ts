import { afterEach, expect, test } from 'vitest';

import { PRICE_TABLE } from '../../../src/core/picture/price.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { askOn, stageWith } from '../moderation/approval-stage.ts';

const REFUSED = { refused: { kind: 'unknown-price' } };
const LARGE = { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7, variant: 'large' } as const;
const ORDER = { verb: 'create', parent: null, request: LARGE, count: 1, isPrivate: false, isSpoiler: false } as const;

/** Lets a model of which the table knew the price lose it, as when one is new and nobody has written its price down. */
const forgetPrice = (): void => void delete PRICE_TABLE.prices.large;

const { large } = PRICE_TABLE.prices;
const restorePrice = (): void => void (PRICE_TABLE.prices = { ...PRICE_TABLE.prices, ...(large && { large }) });
afterEach(restorePrice);

const heldIn = async ({ store }: MoneyStage): Promise<number> =>
  (await store.ledger.balances()).reduce((sum, { held }) => sum + held, 0);

test('a picture without a price is refused before anything is held, and before anything is fetched for it', async () => {
  const stage = setMoneyStage();
  forgetPrice();
  expect(await stage.app.judge(stage.member(), ORDER)).toEqual(REFUSED);
  expect(await stage.app.generate(stage.member(), ORDER)).toEqual(REFUSED);
  expect([await heldIn(stage), stage.api.submissions]).toEqual([0, []]);
});

test('its button refuses, whatever price it shows', async () => {
  const stage = setMoneyStage();
  const outcome = arranged(await stage.app.generate(stage.member(), ORDER));
  if (outcome === 'duplicate') throw new Error('The order is a new one.');
  forgetPrice();
  for (const shown of [60_000, 0, null]) {
    expect(
      await stage.app.again.again(
        stage.member(),
        { generationId: outcome.started.id, index: 1 },
        { wish: { verb: 'vary' }, isPrivate: false, shown },
      ),
    ).toEqual(REFUSED);
  }
});

test('nobody can approve it: it waits on, and its card names no limit to be lifted', async () => {
  const stage = await stageWith(20_000);
  const id = await askOn(stage, { request: LARGE });
  forgetPrice();
  for (const isRaise of [false, true])
    expect(await stage.app.approvals.approve(stage.moderator(), id, isRaise)).toEqual(REFUSED);
  await stage.clock.settle();
  expect(stage.cards.edited.at(-1)).toMatchObject({ approval: { state: 'asked' }, limits: [], endsAt: null });
  expect([await heldIn(stage), (await stage.store.rulebook.read('300000000000000001')).rules.grants]).toEqual([0, []]);
});

test('/krea-wallet offers it to nobody, and /krea-setup names it', async () => {
  const stage = setMoneyStage();
  forgetPrice();
  expect(await stage.app.memberWallet(stage.member())).toMatchObject({
    prices: [{ variant: 'medium' }, { variant: 'medium-turbo' }],
  });
  expect(await stage.app.setup.check(stage.moderator())).toMatchObject({ unpriced: ['large'] });
});

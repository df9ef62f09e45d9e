import { describe, expect, test } from 'vitest';

import { MOST_LOST_RACES } from '../../../src/app/budget/edit-rules.ts';
import type { Generate } from '../../../src/app/creation/generate.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { arranged } from '../../arranged.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';

const GUILD = '300000000000000001';
const REQUEST = { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7 };

const ask = async ({ app, member }: MoneyStage, count = 1, who: Partial<Visitor> = {}): ReturnType<Generate> =>
  app.generate(member(who), {
    verb: 'create',
    parent: null,
    request: REQUEST,
    count,
    isPrivate: false,
    isSpoiler: false,
  });

describe('what is opened', () => {
  test('is the request as it was made, with what it costs and where its answer belongs, begun when it was asked', async () => {
    const stage = setMoneyStage();
    const reply = { applicationId: 'app-2', token: 'token-2', messageId: null };
    const outcome = await ask(stage, 2, {
      reply,
      attachmentLimit: 600_000,
      arrivedAt: stage.clock.now() - 700,
      isAgeRestricted: true,
    });
    const { member } = stage;
    expect(outcome).toMatchObject({
      started: {
        place: member().place,
        wallet: { scope: 'guild', id: GUILD },
        userId: member().userId,
        verb: 'create',
        parent: null,
        request: REQUEST,
        price: { tier: 'text', each: 30_000 },
        isPrivate: false,
        isSpoiler: false,
        isAgeRestricted: true,
        reply,
        attachmentLimit: 600_000,
        createdAt: stage.clock.now() - 700,
        pictures: [
          { index: 1, seed: 7, state: 'queued' },
          { index: 2, state: 'queued' },
        ],
      },
    });
    await stage.clock.settle();
    expect(stage.api.submissions).toHaveLength(2);
    expect((await stage.store.budgets.balance('guild', GUILD, 'month:2026-11-01@UTC')).held).toBe(60_000);
  });

  test('does not say whether age-restricted content may be seen there when Discord did not', async () => {
    expect(await ask(setMoneyStage(), 1, { isAgeRestricted: undefined })).toMatchObject({
      started: { isAgeRestricted: null },
    });
  });

  test('is nothing that the rules refuse, or that was opened before', async () => {
    const stage = setMoneyStage();
    const visitor = stage.member();
    const order = {
      verb: 'create',
      parent: null,
      request: REQUEST,
      count: 1,
      isPrivate: false,
      isSpoiler: false,
    } as const;
    expect(await stage.app.generate(visitor, order)).toHaveProperty('started');
    expect(await stage.app.generate(visitor, order)).toBe('duplicate');
    arranged(await stage.app.budget.pause(stage.moderator(), true, null));
    expect(await ask(stage)).toEqual({ refused: { kind: 'paused' } });
    await stage.clock.settle();
    expect(stage.api.submissions).toHaveLength(1);
  });

  test('tells moderators at once what its hold has reached, where they want to hear of it', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.set(stage.moderator(), { cap: 60_000 }, null));
    arranged(
      await stage.app.budget.alerts(stage.moderator(), { channelId: '400000000000000002', forecast: false }, null),
    );
    expect(await ask(stage)).toHaveProperty('started');
    await stage.clock.settle();
    expect(stage.cards.posted).toMatchObject([{ card: { alert: { triggers: [50] } } }]);
  });

  test('is paid by the wallet for direct messages outside of servers', async () => {
    const ceilings = {
      defaultGuild: 0,
      maxGuild: 0,
      perGuild: new Map<string, number>(),
      total: 250_000_000,
      direct: 30_000,
    };
    const stage = setMoneyStage({ ceilings });
    const outside = {
      place: { guildId: null, channelId: '400000000000000009' },
      wallet: { scope: 'direct', id: '100000000000000001' },
    } as const;
    expect(await ask(stage, 1, outside)).toMatchObject({ started: { wallet: outside.wallet, place: outside.place } });
    expect(await ask(stage, 1, outside)).toMatchObject({
      refused: { kind: 'budget-exceeded', scope: 'direct', left: 0 },
    });
    expect(await stage.store.budgets.balance('direct', outside.wallet.id, 'month:2026-11-01@UTC')).toMatchObject({
      held: 30_000,
    });
  });

  test('is nothing where it could not be delivered', async () => {
    const stage = setMoneyStage();
    expect(await ask(stage, 1, { appPermissions: 0n })).toMatchObject({ refused: { kind: 'missing-permissions' } });
    expect(await stage.store.ledger.balances()).toEqual([]);
  });
});

describe('what the records refuse is told with its figures', () => {
  test('when as many are under way as may be', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { atOnce: 3 }, null));
    expect(await ask(stage, 2)).toHaveProperty('started');
    expect(await ask(stage, 2)).toEqual({ refused: { kind: 'too-many-at-once', underWay: 2, most: 3 } });
    expect(await ask(stage, 1)).toHaveProperty('started');
  });

  test('when the last one is too short a time ago', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { coolDown: 60 }, null));
    expect(await ask(stage)).toHaveProperty('started');
    const until = stage.clock.now() + 60_000;
    await stage.clock.pass(59_999);
    expect(await ask(stage)).toEqual({ refused: { kind: 'cooling-down', until } });
    await stage.clock.pass(1);
    expect(await ask(stage)).toHaveProperty('started');
  });

  test.each([
    ['guild', { cap: 70_000 }, {}],
    ['member', {}, { cap: 70_000 }],
  ] as const)('when the cap of the %s does not leave its price', async (scope, terms, limits) => {
    const stage = setMoneyStage();
    if ('cap' in terms) arranged(await stage.app.budget.set(stage.moderator(), terms, null));
    if ('cap' in limits) arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, limits, null));
    expect(await ask(stage, 1)).toHaveProperty('started');
    expect(await ask(stage, 2)).toEqual({
      refused: { kind: 'budget-exceeded', scope, price: 60_000, left: 40_000, endsAt: Date.UTC(2026, 11, 1) },
    });
    expect(await ask(stage, 1)).toHaveProperty('started');
  });
});

/** Records in which somebody else is faster so many times. */
function losing(times: number) {
  const store = createMemoryStore();
  const lost = { opens: 0, changes: 0 };
  return {
    lost,
    store,
    deps: {
      ...store,
      journal: {
        ...store.journal,
        open: (async (...given) =>
          (lost.opens += 1) <= times
            ? { kind: 'stale-rules' }
            : store.journal.open(...given)) satisfies typeof store.journal.open,
      },
      rulebook: {
        ...store.rulebook,
        change: (async (...given) =>
          (lost.changes += 1) <= times
            ? false
            : store.rulebook.change(...given)) satisfies typeof store.rulebook.change,
      },
    },
  };
}

describe('whoever loses against a change of the rules', () => {
  test('is judged again by the new ones, in a crowd as well, and gets what was asked for once', async () => {
    const { deps, lost, store } = losing(MOST_LOST_RACES - 1);
    const stage = setMoneyStage(deps);
    expect(await ask(stage)).toHaveProperty('started');
    expect(await stage.app.budget.pause(stage.moderator(), true, null)).toMatchObject({ isChanged: true });
    expect(lost).toEqual({ opens: MOST_LOST_RACES, changes: MOST_LOST_RACES });
    expect(await store.rulebook.auditSize(GUILD)).toBe(1);
    await stage.clock.settle();
    expect(stage.api.submissions).toHaveLength(1);
  });

  test('reads so when it never ends, and nothing is held or changed', async () => {
    const { deps, lost, store } = losing(Infinity);
    const stage = setMoneyStage(deps);
    const refused = { refused: { kind: 'rules-changed-meanwhile' } };
    expect(await ask(stage)).toEqual(refused);
    expect(await stage.app.budget.pause(stage.moderator(), true, null)).toEqual(refused);
    expect(lost).toEqual({ opens: MOST_LOST_RACES, changes: MOST_LOST_RACES });
    expect([await store.ledger.balances(), await store.rulebook.auditSize(GUILD)]).toEqual([[], 0]);
  });
});

test('a change of the rules is on record with the caps before and after, under the operator’s ceiling', async () => {
  const store = createMemoryStore();
  const written: unknown[] = [];
  const change: typeof store.rulebook.change = async (...given) => {
    written.push(given[3].caps);
    return store.rulebook.change(...given);
  };
  const stage = setMoneyStage({ ...store, rulebook: { ...store.rulebook, change } });
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 99_000_000 }, null));
  arranged(await stage.app.budget.grant(stage.moderator(), 1_000_000, stage.clock.now() + 1_000, null));
  await stage.clock.pass(1_000);
  arranged(await stage.app.budget.set(stage.moderator(), { cap: 1_000_000 }, null));
  expect(written).toEqual([
    { before: 5_000_000, after: 99_000_000 },
    { before: 99_000_000, after: 100_000_000 },
    { before: 99_000_000, after: 1_000_000 },
  ]);
});

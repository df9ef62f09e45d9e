import { describe, expect, test } from 'vitest';

import type { Card } from '../../../src/ports/store/cards.ts';
import { arranged } from '../../arranged.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { ALERTS_CHANNEL, askOn, stageWith } from './approval-stage.ts';

const GUILD = '300000000000000001';
const ROLE = '500000000000000001';
const [MODERATOR, SECOND] = ['100000000000000009', '100000000000000008'];

const posted = ({ cards }: MoneyStage): Card | undefined => cards.posted.at(-1)?.card;
const edited = ({ cards }: MoneyStage): Card | undefined => cards.edited.at(-1);

/** Has moderators mentioned by their role from now on. */
async function mention(stage: MoneyStage): Promise<void> {
  arranged(await stage.app.budget.alerts(stage.moderator(), { channelId: ALERTS_CHANNEL, roleId: ROLE }, null));
}

describe('the card of a request', () => {
  test('names whom to mention, the limits that stand in its way, and when the amounts start again', async () => {
    const stage = await stageWith(20_000);
    await mention(stage);
    const id = await askOn(stage);
    expect(posted(stage)).toMatchObject({
      kind: 'approval',
      approval: { id, state: 'asked', price: 30_000 },
      roleId: ROLE,
      limits: [{ lift: 'server-cap', amount: { cap: 20_000, left: 20_000, missing: 10_000 } }],
      endsAt: Date.UTC(2026, 11, 1),
      result: null,
    });
  });

  test('counts what the server and its requester have used by then', async () => {
    const stage = await stageWith(100_000);
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { cap: 50_000 }, null));
    await stage.order(stage.member({ userId: '100000000000000002' }));
    await stage.order();
    await askOn(stage, { count: 2 });
    expect(posted(stage)).toMatchObject({
      limits: [
        { lift: 'server-cap', amount: { cap: 100_000, left: 40_000, missing: 20_000 } },
        { lift: 'member-cap', amount: { cap: 50_000, left: 20_000, missing: 40_000 } },
      ],
    });
  });

  test('mentions nobody where nobody is to be, and names no limits once it is over', async () => {
    const stage = await stageWith(20_000);
    const id = await askOn(stage);
    expect(posted(stage)).toMatchObject({ roleId: null });
    arranged(await stage.app.approvals.deny(stage.moderator(), id, null));
    await stage.clock.settle();
    expect(edited(stage)).toMatchObject({ approval: { state: 'denied' }, limits: [], endsAt: null, result: null });
  });
});

describe('the card of an alert', () => {
  test('shows the figures of the hold that reached it, until somebody acts upon it', async () => {
    const stage = await stageWith(60_000);
    await mention(stage);
    const id = await stage.order();
    expect(posted(stage)).toMatchObject({
      kind: 'alert',
      alert: { id, guildId: GUILD, cap: 60_000, balance: { held: 30_000 } },
      roleId: ROLE,
      now: null,
      isPaused: false,
      memberCap: undefined,
      done: [],
    });

    await stage.order();
    await stage.clock.settle();
    arranged(await stage.app.alerts(stage.moderator(), id, 'lower'));
    await stage.clock.settle();
    expect(edited(stage)).toMatchObject({
      alert: { id, balance: { held: 30_000 } },
      now: { balance: { held: 60_000 }, cap: 60_000, endsAt: Date.UTC(2026, 11, 1) },
      memberCap: 6_000,
    });
  });

  test('tells everything that was done from it, in the order in which it was done, and by whom', async () => {
    const stage = await stageWith(60_000);
    const id = await stage.order();
    await stage.clock.settle();
    for (const [action, userId] of [
      ['lower', MODERATOR],
      ['raise', SECOND],
      ['pause', MODERATOR],
    ] as const) {
      arranged(await stage.app.alerts(stage.moderator({ userId }), id, action));
      await stage.clock.pass(1_000);
    }
    const first = stage.clock.now() - 3_000;
    expect(edited(stage)).toMatchObject({
      isPaused: true,
      memberCap: 6_000,
      done: [
        { by: MODERATOR, at: first, what: { kind: 'lowered', cap: 6_000 } },
        { by: SECOND, at: first + 1_000, what: { kind: 'raised', from: 60_000, to: 1_060_000 } },
        { by: MODERATOR, at: first + 2_000, what: { kind: 'paused' } },
      ],
    });
  });

  test('tells nothing of what was done otherwise, or from another alert', async () => {
    const stage = await stageWith(60_000);
    const first = await stage.order();
    await stage.clock.settle();
    const second = await stage.order();
    await stage.clock.settle();
    arranged(await stage.app.budget.pause(stage.moderator(), true, null));
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { cap: 1_000 }, null));
    arranged(await stage.app.alerts(stage.moderator(), first, 'raise'));
    arranged(await stage.app.alerts(stage.moderator(), second, 'lower'));
    await stage.clock.settle();
    expect(edited(stage)).toMatchObject({
      alert: { id: second },
      isPaused: true,
      done: [{ what: { kind: 'lowered', cap: 500 } }],
    });
  });

  test('tells of a raise from the operator’s default without an amount before it, for there was none', async () => {
    const ceilings = {
      defaultGuild: 60_000,
      maxGuild: 100_000_000,
      perGuild: new Map<string, number>(),
      total: 250_000_000,
      direct: 0,
    };
    const stage = await stageWith(60_000, { ceilings });
    const { rules, version } = await stage.store.rulebook.read(GUILD);
    const { cap: _, ...withoutCap } = rules;
    const actor = { userId: MODERATOR, interactionId: '900000000000000001' };
    arranged(
      await stage.store.rulebook.change(
        GUILD,
        version,
        withoutCap,
        { actor, action: 'set', targetId: null, reason: null },
        stage.clock.now(),
      ),
    );
    const id = await stage.order();
    await stage.clock.settle();
    arranged(await stage.app.alerts(stage.moderator(), id, 'raise'));
    await stage.clock.settle();
    expect(edited(stage)).toMatchObject({ done: [{ what: { kind: 'raised', from: null, to: 1_060_000 } }] });
  });
});

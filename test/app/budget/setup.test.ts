import { describe, expect, test } from 'vitest';

import type { SetupView } from '../../../src/app/budget/setup.ts';
import type { Refused } from '../../../src/core/picture/refusal.ts';
import { PERMISSION } from '../../../src/core/rules/permissions.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { arranged } from '../../arranged.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { setMoneyStage } from './money-stage.ts';
import type { MoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';
const HERE = '400000000000000001';
const THERE = '400000000000000002';
const ALL = PERMISSION.viewChannel | PERMISSION.sendMessages | PERMISSION.attachFiles;

function seen(outcome: SetupView | Refused): SetupView {
  if ('refused' in outcome) throw new Error(`Refused: ${outcome.refused.kind}`);
  return outcome;
}

async function check(stage: MoneyStage, changes: Partial<Visitor> = {}, other?: string): Promise<SetupView> {
  return seen(await stage.app.setup.check(stage.moderator(changes), other));
}

describe('what is looked at', () => {
  test('a fresh server has no budget of its own, nobody to tell, and no other trouble', async () => {
    expect(await check(setMoneyStage())).toMatchObject({
      guildId: GUILD,
      channels: [{ channelId: HERE, missing: [] }],
      alertChannel: null,
      rules: { isPaused: false },
      defaultCap: 5_000_000,
      suggestedZone: null,
      krea: 'ok',
      trouble: null,
      unpriced: [],
      hasRoomForFiles: true,
    });
  });

  test.for([
    [0, 0, null],
    [900, 0, null],
    [1_400, 500, null],
    [4_000, 100, 4_000],
    [-60_000, 500, -60_000],
    [1_000, 0, null],
    [1_001, 0, 1_001],
    [-1_000, 0, null],
    [-1_001, 0, -1_001],
  ] as const)('whether the clock of this machine is off: %i ms ahead, known to %i ms', async ([ahead, width, off]) => {
    const clock = createFakeClock();
    const at = clock.now() - ahead;
    const imageApi = {
      ...createMemoryImageApi({ now: clock.now }),
      time: () => ({ earliest: at - width, latest: at + width }),
    };
    expect((await check(setMoneyStage({ clock, imageApi }))).clockOffMs).toBe(off);
  });

  test('nothing about the clock of this machine while Krea does not tell what its own shows', async () => {
    const imageApi = { ...createMemoryImageApi(), time: () => undefined };
    expect((await check(setMoneyStage({ imageApi }))).clockOffMs).toBeNull();
  });

  test('the channel it is asked in by what Discord told, another one by asking as the bot itself', async () => {
    const asked: unknown[] = [];
    const stage = setMoneyStage({
      ownMember: async (guildId) => ({ id: 'bot', roleIds: [`role of ${guildId}`] }),
      permissionsIn: async (...question) => {
        asked.push(question);
        return ALL & ~PERMISSION.attachFiles;
      },
    });
    const { channels } = await check(stage, { appPermissions: ALL & ~PERMISSION.sendMessages }, THERE);
    expect(channels).toEqual([
      { channelId: HERE, missing: ['Send Messages'] },
      { channelId: THERE, missing: ['Attach Files'] },
    ]);
    expect(asked).toEqual([[GUILD, THERE, { id: 'bot', roleIds: [`role of ${GUILD}`] }]]);
  });

  test('the channel of the alerts as well, and each channel once', async () => {
    const stage = setMoneyStage({
      permissionsIn: async (_guildId, channelId) => (channelId === THERE ? ALL & ~PERMISSION.sendMessages : ALL),
    });
    arranged(await stage.app.budget.alerts(stage.moderator(), { channelId: THERE }, null));
    expect(await check(stage, {}, HERE)).toMatchObject({
      channels: [{ channelId: HERE, missing: [] }],
      alertChannel: { channelId: THERE, missing: ['Send Messages'] },
    });
    // Nothing is told of threads from elsewhere: the channel is judged as one.
    expect(await check(stage, { isThread: true }, THERE)).toMatchObject({
      channels: [{}, { channelId: THERE, missing: ['Send Messages'] }],
    });
  });

  test('what it is for lies under the operator’s ceiling for this server', async () => {
    const ceilings = {
      defaultGuild: 5_000_000,
      maxGuild: 100_000_000,
      perGuild: new Map([[GUILD, 2_000_000]]),
      total: 250_000_000,
      direct: 0,
    };
    const stage = setMoneyStage({ ceilings });
    expect((await check(stage)).defaultCap).toBe(2_000_000);
    expect(seen(await stage.app.setup.fix(stage.moderator(), GUILD, 'budget')).rules.cap).toBe(2_000_000);
  });

  test('a channel that the bot does not see is hidden', async () => {
    expect((await check(setMoneyStage(), {}, THERE)).channels[1]).toEqual({ channelId: THERE, missing: 'hidden' });
  });

  test('Krea is asked once a minute, however many look', async () => {
    const stage = setMoneyStage();
    await check(stage);
    stage.api.outage({ retryAfterMs: null });
    await stage.clock.pass(59_999);
    expect((await check(stage)).krea).toBe('ok');
    await stage.clock.pass(1);
    expect((await check(stage)).krea).toBe('unreachable');
  });

  test('an empty balance that a picture met is told', async () => {
    const stage = setMoneyStage();
    stage.api.plan({ kind: 'rejected', failure: { reason: 'balance-empty' }, detail: '' });
    await stage.order();
    expect((await check(stage)).trouble).toEqual({ reason: 'balance-empty', at: stage.clock.now() });
  });

  test('too little room for files is told', async () => {
    expect((await check(setMoneyStage(), { attachmentLimit: 1000 })).hasRoomForFiles).toBe(false);
  });

  test('only moderators look, and only in servers', async () => {
    const { app, member, moderator } = setMoneyStage();
    expect(await app.setup.check(member())).toEqual({ refused: { kind: 'not-a-moderator' } });
    expect(await app.setup.check(moderator({ wallet: { scope: 'direct', id: '1' } }))).toEqual({
      refused: { kind: 'server-only' },
    });
  });
});

describe('what is put right by a button', () => {
  test('the default becomes the budget, so that the operator cannot change it any more', async () => {
    const stage = setMoneyStage();
    expect(seen(await stage.app.setup.fix(stage.moderator(), GUILD, 'budget')).rules.cap).toBe(5_000_000);
    expect(await stage.store.rulebook.audit(GUILD, 9)).toMatchObject([{ action: 'set', reason: 'by /krea-setup' }]);
  });

  test('a pause ends', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.pause(stage.moderator(), true, null));
    expect(seen(await stage.app.setup.fix(stage.moderator(), GUILD, 'resume')).rules.isPaused).toBe(false);
  });

  test('the zone becomes that of the server’s language', async () => {
    const stage = setMoneyStage();
    expect((await check(stage, { guildLocale: 'de' })).suggestedZone).toBe('Europe/Berlin');
    const view = seen(await stage.app.setup.fix(stage.moderator({ guildLocale: 'de' }), GUILD, 'zone'));
    expect([view.rules.period.zone, view.suggestedZone]).toEqual(['Europe/Berlin', null]);
  });

  test('each is in the audit by the name that the command has for it', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.pause(stage.moderator(), true, null));
    for (const fix of ['resume', 'zone', 'budget'] as const)
      arranged(await stage.app.setup.fix(stage.moderator({ guildLocale: 'de' }), GUILD, fix));
    expect(await stage.store.rulebook.audit(GUILD, 3)).toMatchObject([
      { action: 'set', after: { cap: 5_000_000 }, targetId: null, reason: 'by /krea-setup' },
      { action: 'set', after: { period: { zone: 'Europe/Berlin' } }, targetId: null, reason: 'by /krea-setup' },
      { action: 'resume', targetId: null, reason: 'by /krea-setup' },
    ]);
  });

  test('no zone is offered where the server’s language has none of its own, or another one is set', async () => {
    const stage = setMoneyStage();
    expect((await check(stage, { guildLocale: 'en-US' })).suggestedZone).toBeNull();
    arranged(await stage.app.budget.set(stage.moderator(), { period: { zone: 'Etc/UTC' } }, null));
    expect((await check(stage, { guildLocale: 'de' })).suggestedZone).toBe('Europe/Berlin');
    arranged(await stage.app.budget.set(stage.moderator(), { period: { zone: 'Asia/Tokyo' } }, null));
    expect((await check(stage, { guildLocale: 'de' })).suggestedZone).toBeNull();
  });

  test('nothing outside of servers, whoever runs the bot', async () => {
    const stage = setMoneyStage();
    for (const fix of ['budget', 'allow'] as const) {
      expect(
        await stage.app.setup.fix(stage.moderator({ wallet: { scope: 'direct', id: GUILD } }), GUILD, fix),
      ).toEqual({ refused: { kind: 'unknown-control' } });
    }
  });

  test('an old button changes nothing that is right already', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.set(stage.moderator(), { cap: 50_000_000, period: { zone: 'Asia/Tokyo' } }, null));
    for (const fix of ['budget', 'resume', 'zone'] as const) {
      const { rules } = seen(await stage.app.setup.fix(stage.moderator({ guildLocale: 'de' }), GUILD, fix));
      expect([rules.cap, rules.period.zone]).toEqual([50_000_000, 'Asia/Tokyo']);
    }
    expect(await stage.store.rulebook.audit(GUILD, 9)).toHaveLength(1);
  });

  test('members, and moderators of other servers, put nothing right', async () => {
    const stage = setMoneyStage();
    expect(await stage.app.setup.fix(stage.member(), GUILD, 'budget')).toEqual({
      refused: { kind: 'not-a-moderator' },
    });
    const elsewhere = stage.moderator({ wallet: { scope: 'guild', id: '300000000000000002' } });
    expect(await stage.app.setup.fix(elsewhere, GUILD, 'budget')).toEqual({ refused: { kind: 'unknown-control' } });
    expect(await stage.store.rulebook.audit(GUILD, 9)).toEqual([]);
  });
});

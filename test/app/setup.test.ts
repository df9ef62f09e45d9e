import { describe, expect, test } from 'vitest';

import type { SetupView } from '../../src/app/setup.ts';
import type { Visitor } from '../../src/app/visitor.ts';
import { PERMISSION } from '../../src/core/permissions.ts';
import type { Refused } from '../../src/core/refusal.ts';
import { arranged } from '../arranged.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../fakes/memory-image-api.ts';
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
  ] as const)('whether the clock of this machine is off: %i ms ahead, known to %i ms', async ([ahead, width, off]) => {
    const clock = createFakeClock();
    const at = clock.now() - ahead;
    const imageApi = { ...createMemoryImageApi({ now: clock.now }), time: () => ({ earliest: at - width, latest: at + width }) };
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
    expect(await app.setup.check(moderator({ wallet: { scope: 'direct', id: '1' } }))).toEqual({ refused: { kind: 'server-only' } });
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
    expect(await stage.app.setup.fix(stage.member(), GUILD, 'budget')).toEqual({ refused: { kind: 'not-a-moderator' } });
    const elsewhere = stage.moderator({ wallet: { scope: 'guild', id: '300000000000000002' } });
    expect(await stage.app.setup.fix(elsewhere, GUILD, 'budget')).toEqual({ refused: { kind: 'unknown-control' } });
    expect(await stage.store.rulebook.audit(GUILD, 9)).toEqual([]);
  });
});

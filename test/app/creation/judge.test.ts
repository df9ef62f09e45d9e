import { describe, expect, test } from 'vitest';

import type { Judged } from '../../../src/app/creation/judge.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { MOST_OFFERS_WITH_IMAGES } from '../../../src/core/rules/approval.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { arranged } from '../../arranged.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';
import { stageWith } from '../moderation/approval-stage.ts';

const DIRECT = {
  wallet: { scope: 'direct' as const, id: '100000000000000001' },
  place: { guildId: null, channelId: '400000000000000009' },
};
const ORDER = { request: REQUEST_DEFAULTS, count: 1, isPrivate: false };

const judge = async (
  { app, member }: MoneyStage,
  order: Partial<Judged> = {},
  who: Partial<Visitor> = {},
): Promise<unknown> => app.judge(member(who), { ...ORDER, ...order });

describe('before anything is fetched for it, a request', () => {
  test('is let through when it could be made', async () => {
    expect(await judge(setMoneyStage())).toBeUndefined();
  });

  test('is refused where its result could not be delivered', async () => {
    expect(await judge(setMoneyStage(), {}, { appPermissions: 0n })).toMatchObject({
      refused: { kind: 'missing-permissions' },
    });
    expect(await judge(setMoneyStage(), { isPrivate: true }, { appPermissions: 2n ** 15n })).toBeUndefined();
  });

  test('is refused by the server’s rules', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.pause(stage.moderator(), true, null));
    expect(await judge(stage)).toEqual({ refused: { kind: 'paused' } });
  });

  test('is refused by the balance, for all of its pictures together', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.set(stage.moderator(), { cap: 60_000 }, null));
    expect(await judge(stage, { count: 2 })).toBeUndefined();
    expect(await judge(stage, { count: 3 })).toMatchObject({
      refused: { kind: 'budget-exceeded', scope: 'guild', price: 90_000, left: 60_000 },
    });
  });

  test('is refused by what its own member has under way in this server, and by nobody else’s', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'everyone' }, { atOnce: 1 }, null));
    await stage.order();
    expect(await judge(stage)).toEqual({ refused: { kind: 'too-many-at-once', underWay: 1, most: 1 } });
    expect(await judge(stage, {}, { userId: '100000000000000002' })).toBeUndefined();
  });

  test('is judged by the wallet for direct messages outside of servers', async () => {
    const ceilings = {
      defaultGuild: 0,
      maxGuild: 0,
      perGuild: new Map<string, number>(),
      total: 250_000_000,
      direct: 30_000,
    };
    expect(await judge(setMoneyStage({ ceilings }), {}, DIRECT)).toBeUndefined();
    expect(await judge(setMoneyStage({ ceilings }), { count: 2 }, DIRECT)).toMatchObject({
      refused: { kind: 'budget-exceeded', scope: 'direct' },
    });
    expect(await judge(setMoneyStage(), {}, DIRECT)).toEqual({ refused: { kind: 'direct-wallet-closed' } });
  });

  test('is refused when its member’s images of the day fill the disk, but not when it brings none', async () => {
    const store = createMemoryStore();
    const stage = setMoneyStage({
      ...store,
      journal: {
        ...store.journal,
        foresee: async (_requester, _admission, { hasFiles }) =>
          hasFiles === true ? { kind: 'too-many-images' } : undefined,
      },
    });
    expect(await judge(stage)).toBeUndefined();
    expect(
      await judge(stage, { request: { ...REQUEST_DEFAULTS, references: [{ hash: 'a'.repeat(64), strength: 0.5 }] } }),
    ).toEqual({ refused: { kind: 'too-many-images' } });
  });

  test('is refused once the process stops, whatever else stands against it', async () => {
    const stage = setMoneyStage();
    await stage.app.engine.stop();
    expect(await judge(stage, {}, { appPermissions: 0n })).toEqual({ refused: { kind: 'shutting-down' } });
    expect(
      await stage.app.generate(stage.member(), {
        verb: 'create',
        parent: null,
        ...ORDER,
        request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 1 },
        isSpoiler: false,
      }),
    ).toEqual({ refused: { kind: 'shutting-down' } });
  });
});

describe('a refused request for which moderators could be asked', () => {
  test('is let through, for all of it is needed to ask', async () => {
    expect(await judge(await stageWith(20_000))).toBeUndefined();
  });

  test('is refused when no moderator could allow it', async () => {
    const stage = await stageWith(20_000);
    arranged(await stage.app.budget.pause(stage.moderator(), true, null));
    expect(await judge(stage)).toEqual({ refused: { kind: 'paused' } });
  });

  test('is refused where nobody is there to be asked', async () => {
    const stage = setMoneyStage();
    arranged(await stage.app.budget.set(stage.moderator(), { cap: 20_000 }, null));
    expect(await judge(stage)).toMatchObject({ refused: { kind: 'budget-exceeded' } });
    expect(await judge(stage, {}, DIRECT)).toEqual({ refused: { kind: 'direct-wallet-closed' } });
  });

  test('is refused when as many images of its member are kept as may be', async () => {
    const stage = await stageWith(20_000);
    for (let byte = 0; byte < MOST_OFFERS_WITH_IMAGES; byte += 1) {
      expect(await judge(stage)).toBeUndefined();
      const bytes = Uint8Array.of(byte);
      const image = { hash: stage.store.blobs.hashOf(bytes), bytes, mediaType: 'image/png' };
      const request = {
        ...REQUEST_DEFAULTS,
        prompt: 'in that style',
        seed: 7,
        references: [{ hash: image.hash, strength: 0.6 }],
      };
      expect(
        await stage.app.generate(stage.member({ appPermissions: 2n ** 50n - 1n }), {
          verb: 'create',
          parent: null,
          ...ORDER,
          request,
          images: [image],
          isSpoiler: false,
        }),
      ).toHaveProperty('askId');
    }
    expect(await judge(stage)).toMatchObject({ refused: { kind: 'budget-exceeded' } });
    expect(await judge(stage, {}, { userId: '100000000000000002' })).toBeUndefined();
  });
});

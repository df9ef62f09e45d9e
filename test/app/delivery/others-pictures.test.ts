import { describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { PERMISSION } from '../../../src/core/rules/permissions.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';

const MINUTE = 60_000;
const [REQUESTER, OTHER, GUILD, CHANNEL] = [
  '100000000000000001',
  '100000000000000002',
  '300000000000000001',
  '400000000000000001',
];
const HERE = { guildId: GUILD, channelId: CHANNEL };
const NEXT_DOOR = { guildId: GUILD, channelId: '400000000000000002' };
const ELSEWHERE = { guildId: '300000000000000002', channelId: '400000000000000003' };
const DIRECT = { guildId: null, channelId: '400000000000000004' };
const MODERATOR = { userId: OTHER, memberPermissions: PERMISSION.manageMessages };

/** Asks for pictures in the server, or in private. */
async function order(
  stage: MoneyStage,
  { isPrivate = false, count = 1, who = {} }: { isPrivate?: boolean; count?: number; who?: Partial<Visitor> } = {},
): Promise<string> {
  const request = { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7 };
  const outcome = arranged(
    await stage.app.generate(stage.member(who), {
      verb: 'create',
      parent: null,
      request,
      count,
      isPrivate,
      isSpoiler: false,
    }),
  );
  if (outcome === 'duplicate') throw new Error('The order was not taken.');
  await stage.clock.settle();
  return outcome.started.id;
}

async function paint(stage: MoneyStage, options: Parameters<typeof order>[1] = {}): Promise<string> {
  const id = await order(stage, options);
  for (const { remoteId } of stage.api.jobs()) stage.api.complete(remoteId);
  await stage.clock.pass(MINUTE);
  return id;
}

async function statesOf({ store }: MoneyStage, id: string): Promise<string[] | undefined> {
  return (await store.journal.find(id))?.pictures.map(({ state }) => state);
}

async function moneyOf({ store }: MoneyStage, id: string): Promise<string[]> {
  return (await store.ledger.entries(id)).map(({ kind }) => kind);
}

/** Who presses a button, whether the picture is private, and why they may not; null for those who may. */
const PRESSERS: [string, Partial<Visitor>, boolean, string | null][] = [
  ['its requester', {}, false, null],
  ['its requester, of a private one', {}, true, null],
  ['its requester from another server', { place: ELSEWHERE }, false, null],
  ['another member', { userId: OTHER }, false, 'not-yours'],
  [
    'another member who manages the server, and no messages',
    { userId: OTHER, memberPermissions: PERMISSION.manageGuild },
    false,
    'not-yours',
  ],
  ['whoever manages messages there', MODERATOR, false, null],
  ['whoever manages messages in another channel of the server', { ...MODERATOR, place: NEXT_DOOR }, false, null],
  ['whoever manages messages there, of a private one', MODERATOR, true, 'private-generation'],
  ['whoever manages messages in another server', { ...MODERATOR, place: ELSEWHERE }, false, 'foreign-generation'],
  ['another person in direct messages', { ...MODERATOR, place: DIRECT }, false, 'foreign-generation'],
];

function refusedAs(kind: string, action: string): object {
  return { refused: { kind, ...(kind === 'not-yours' && { action }) } };
}

describe('Cancel', () => {
  test.for(PRESSERS)('by %s', async ([, who, isPrivate, refusal]) => {
    const stage = setMoneyStage();
    stage.api.plan({ kind: 'busy', retryAfterMs: 60_000 });
    const id = await order(stage, { isPrivate });
    const outcome = await stage.app.cancel(stage.member(who), id);
    await stage.clock.settle();

    expect(outcome).toEqual(refusal === null ? { cancelled: 1, asked: 0 } : refusedAs(refusal, 'cancel'));
    expect(await moneyOf(stage, id)).toEqual(refusal === null ? ['hold', 'release'] : ['hold']);
  });

  test('by a stranger stops nothing that is being painted either', async () => {
    const stage = setMoneyStage();
    const id = await order(stage);
    expect(await stage.app.cancel(stage.member({ userId: OTHER }), id)).toMatchObject({
      refused: { kind: 'not-yours' },
    });
    await stage.clock.pass(MINUTE);

    expect(stage.api.jobs().map(({ view }) => view.state)).toEqual(['waiting']);
  });

  test('of several ends what waits and asks Krea to stop the others, each counted once', async () => {
    const stage = setMoneyStage({ maxInFlight: 1 });
    const id = await order(stage, { count: 2 });
    expect(await stage.app.cancel(stage.member(), id)).toEqual({ cancelled: 1, asked: 1 });
    await stage.clock.pass(MINUTE);

    expect(await statesOf(stage, id)).toEqual(['cancelled', 'cancelled']);
    expect((await moneyOf(stage, id)).toSorted()).toEqual(['hold', 'hold', 'release', 'release']);
    expect(stage.told.map(({ generation }) => generation.id)).toEqual([id]);
  });

  test('of what is finished or cancelled says that there is nothing to cancel, and changes nothing', async () => {
    const stage = setMoneyStage();
    const id = await paint(stage);
    expect(await stage.app.cancel(stage.member(), id)).toEqual({ refused: { kind: 'nothing-to-cancel' } });
    expect(await statesOf(stage, id)).toEqual(['delivered']);
    expect(await stage.app.cancel(stage.member(), 'nothing')).toEqual({ refused: { kind: 'unknown-generation' } });
  });
});

describe('Delete', () => {
  test.for(PRESSERS)('by %s', async ([, who, isPrivate, refusal]) => {
    const stage = setMoneyStage();
    const id = await paint(stage, { isPrivate });
    const outcome = await stage.app.remove.check(stage.member(who), id, null);

    const allowed = { allowed: true, isOwn: who.userId !== OTHER, userId: REQUESTER, isCopy: false };
    expect(outcome).toEqual(refusal === null ? allowed : refusedAs(refusal, 'delete'));
  });

  test.for([
    ['message-1', false],
    ['reply-1', false],
    [null, false],
    ['another-message', true],
  ] as const)('on the message %s: a copy is %s', async ([messageId, isCopy]) => {
    const stage = setMoneyStage();
    const id = await paint(stage, { who: { reply: { applicationId: 'app-1', token: 'token', messageId: 'reply-1' } } });
    expect(stage.told).toHaveLength(1);
    expect(await stage.app.remove.check(stage.member(), id, messageId)).toMatchObject({ allowed: true, isCopy });
    expect(await stage.app.remove.check(stage.member(), 'nothing', messageId)).toEqual({
      refused: { kind: 'unknown-generation' },
    });
  });
});

/** Who asks to see a picture again, what became of it, and why they may not. */
const VIEWERS: [string, Partial<Visitor>, { isPrivate?: boolean; removedBy?: string }, string | null][] = [
  ['its requester', {}, { isPrivate: true }, null],
  ['its requester elsewhere', { place: ELSEWHERE }, {}, null],
  ['its requester, who deleted it', {}, { removedBy: REQUESTER }, null],
  ['its requester, when somebody else deleted it', {}, { removedBy: OTHER }, 'removed-generation'],
  [
    'its requester, who manages messages, when somebody else deleted it',
    { memberPermissions: PERMISSION.manageMessages },
    { removedBy: OTHER },
    null,
  ],
  ['another member in its channel', { userId: OTHER }, {}, null],
  ['another member, when it is private', { userId: OTHER }, { isPrivate: true }, 'private-generation'],
  ['whoever manages messages, when it is private', MODERATOR, { isPrivate: true }, 'private-generation'],
  ['another member, when its requester deleted it', { userId: OTHER }, { removedBy: REQUESTER }, 'removed-generation'],
  ['whoever manages messages, when it was deleted', MODERATOR, { removedBy: REQUESTER }, null],
  ['another member in another server', { userId: OTHER, place: ELSEWHERE }, {}, 'foreign-generation'],
  ['another person in direct messages', { userId: OTHER, place: DIRECT }, {}, 'foreign-generation'],
  [
    'another member who may see its channel from another one',
    { userId: OTHER, place: NEXT_DOOR, roleIds: ['sees'] },
    {},
    null,
  ],
  [
    'another member who may not see its channel',
    { userId: OTHER, place: NEXT_DOOR, roleIds: ['blind'] },
    {},
    'hidden-channel',
  ],
  ['another member, when its channel is gone', { userId: OTHER, place: NEXT_DOOR }, {}, 'hidden-channel'],
];

describe('`/krea-show`', () => {
  test.for(VIEWERS)('for %s', async ([, who, { isPrivate = false, removedBy }, refusal]) => {
    const stage = setMoneyStage({
      permissionsIn: async (_, channelId, { id, roleIds }) => {
        expect([channelId, id]).toEqual([CHANNEL, OTHER]);
        const [role] = roleIds;
        return role === undefined ? undefined : role === 'sees' ? PERMISSION.viewChannel : PERMISSION.sendMessages;
      },
    });
    const id = await paint(stage, { isPrivate });
    if (removedBy !== undefined) await stage.app.remove.note(stage.member({ userId: removedBy }), id);
    const before = stage.told.length;
    const outcome = await stage.app.show.show(stage.member({ place: HERE, ...who }), id);

    expect(outcome).toEqual(refusal === null ? { shown: true } : { refused: { kind: refusal } });
    expect(stage.told.slice(before).flatMap(({ pictures }) => pictures.map(({ index }) => index))).toEqual(
      refusal === null ? [1] : [],
    );
  });

  test('of what somebody has made in direct messages shows nothing to others, wherever they are', async () => {
    const direct = { place: DIRECT, wallet: { scope: 'direct', id: REQUESTER } } as const;
    const stage = setMoneyStage({
      ceilings: {
        defaultGuild: 1_000_000,
        maxGuild: 1_000_000,
        total: 1_000_000,
        direct: 1_000_000,
        perGuild: new Map(),
      },
    });
    const id = await paint(stage, { who: direct });
    expect(await stage.app.show.show(stage.member({ ...direct, userId: OTHER }), id)).toEqual({
      refused: { kind: 'foreign-generation' },
    });
    expect(await stage.app.show.show(stage.member({ userId: OTHER }), id)).toEqual({
      refused: { kind: 'foreign-generation' },
    });
    expect(await stage.app.show.show(stage.member(direct), id)).toEqual({ shown: true });
  });

  test('suggests what its member made here, newest first, and nothing of others', async () => {
    const stage = setMoneyStage();
    const mine = [await order(stage), await order(stage)];
    await order(stage, { who: { userId: OTHER } });
    await order(stage, { who: { place: ELSEWHERE, wallet: { scope: 'guild', id: ELSEWHERE.guildId } } });
    const recent = await stage.app.show.recent({ userId: REQUESTER, place: HERE });
    expect(recent.map(({ id }) => id)).toEqual(mine.toReversed());
  });

  test('of what is not there, or was not paid, shows nothing', async () => {
    const stage = setMoneyStage();
    const id = await order(stage);
    expect(await stage.app.show.show(stage.member(), 'nothing')).toEqual({ refused: { kind: 'unknown-generation' } });
    expect(await stage.app.show.show(stage.member(), id)).toEqual({ refused: { kind: 'nothing-to-show' } });
  });
});

import { describe, expect, test } from 'vitest';

import type { Generation } from '../../../src/core/picture/generation.ts';
import { PERMISSION } from '../../../src/core/rules/permissions.ts';
import { deliveryObstacle, isModerator, mayManageBudget, pressObstacle } from '../../../src/core/rules/visitor.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { visitorSample } from '../../app/visitor-sample.ts';
import { sample } from '../../contract/samples.ts';

const { viewChannel, sendMessages, sendMessagesInThreads, attachFiles, manageGuild, manageMessages, administrator } =
  PERMISSION;
const ROLE = '500000000000000001';
const DIRECT = { place: { guildId: null, channelId: 'direct-1' }, wallet: { scope: 'direct' as const, id: 'user-1' } };

function visitor(changes: Partial<Visitor> = {}): Visitor {
  return visitorSample(1, {
    userId: 'user-1',
    place: { guildId: 'guild-1', channelId: 'channel-1' },
    wallet: { scope: 'guild', id: 'guild-1' },
    arrivedAt: 0,
    ...changes,
  });
}

const generation = (changes: Partial<Generation>): Generation => ({
  ...sample(),
  removedBy: null,
  pictures: [],
  userId: 'user-2',
  ...changes,
});

describe('what stands against a delivery before any money is held', () => {
  test.each([
    ['nothing, where the bot may see, write and attach', viewChannel | sendMessages | attachFiles, false, false, null],
    [
      'nothing in a thread, where it may write in threads alone',
      viewChannel | sendMessagesInThreads | attachFiles,
      true,
      false,
      null,
    ],
    [
      'that it may not write in threads',
      viewChannel | sendMessages | attachFiles,
      true,
      false,
      ['Send Messages in Threads'],
    ],
    ['each permission that it lacks', 0n, false, false, ['View Channel', 'Send Messages', 'Attach Files']],
    ['nothing for a private reply, which is no message in the channel', attachFiles, false, true, null],
    [
      'that a private reply can carry no file, named with all that is missing',
      sendMessages,
      false,
      true,
      ['View Channel', 'Attach Files'],
    ],
    ['nothing, where the bot is an administrator', administrator, false, false, null],
  ] as const)('is %s', (_, appPermissions, isThread, isPrivate, permissions) => {
    const expected = permissions === null ? undefined : { kind: 'missing-permissions', permissions };
    expect(deliveryObstacle(visitor({ appPermissions, isThread }), isPrivate)).toEqual(expected);
  });

  test('is no permission outside of servers, where there are none to be had', () => {
    expect(deliveryObstacle(visitor({ ...DIRECT, appPermissions: 0n }), false)).toBeUndefined();
  });

  test.each([
    [524_287, 'attachment-limit-too-small'],
    [524_288, undefined],
  ])('is files of %i bytes at most: %s', (attachmentLimit, kind) => {
    for (const where of [{}, DIRECT])
      expect(deliveryObstacle(visitor({ ...where, attachmentLimit }), false)?.kind).toBe(kind);
  });
});

describe('about the server’s money decides', () => {
  test.each([
    ['whoever may manage the server', { memberPermissions: manageGuild }, null, true],
    ['an administrator', { memberPermissions: administrator }, null, true],
    ['whoever has the named role', { roleIds: ['other', ROLE] }, ROLE, true],
    ['nobody with another role', { roleIds: ['other'] }, ROLE, false],
    ['nobody by a role while none is named', { roleIds: [ROLE] }, null, false],
    ['nobody by what is needed for messages', { memberPermissions: manageMessages }, ROLE, false],
    [
      'nobody outside of servers, whatever they may',
      { ...DIRECT, memberPermissions: administrator, roleIds: [ROLE] },
      ROLE,
      false,
    ],
  ])('%s', (_, changes, moderatorRole, may) => {
    expect(mayManageBudget(visitor(changes), { moderatorRole })).toBe(may);
  });
});

test.each([
  ['whoever may manage messages', { memberPermissions: manageMessages }, true],
  ['nobody else', { memberPermissions: manageGuild }, false],
  ['nobody outside of servers', { ...DIRECT, memberPermissions: manageMessages }, false],
])('what others asked for may be cancelled and deleted by %s', (_, changes, may) => {
  expect(isModerator(visitor(changes))).toBe(may);
});

describe('the buttons of a result', () => {
  const inDirect = { guildId: null, channelId: 'direct-1' };

  test.each([
    [
      'its requester’s everywhere',
      { userId: 'user-1', place: { guildId: 'guild-9', channelId: 'channel-9' }, isPrivate: true },
      {},
      undefined,
    ],
    ['everybody’s in its server', {}, { place: { guildId: 'guild-1', channelId: 'channel-2' } }, undefined],
    ['nobody’s in another server', {}, { place: { guildId: 'guild-2', channelId: 'channel-1' } }, 'foreign-generation'],
    ['nobody’s outside of servers', {}, DIRECT, 'foreign-generation'],
    ['those of its direct channel', { place: inDirect }, DIRECT, undefined],
    [
      'nobody’s in another direct channel',
      { place: inDirect },
      { ...DIRECT, place: { guildId: null, channelId: 'direct-2' } },
      'foreign-generation',
    ],
    [
      'nobody’s in a server, when it was made in a direct channel',
      { place: inDirect },
      { place: { guildId: 'guild-1', channelId: 'direct-1' } },
      'foreign-generation',
    ],
    ['its requester’s alone while it is private', { isPrivate: true }, {}, 'private-generation'],
    [
      'nobody’s in another server, and nothing is said there of its being private',
      { isPrivate: true },
      { place: { guildId: 'guild-2', channelId: 'channel-1' } },
      'foreign-generation',
    ],
  ])('are %s', (_, made, where, kind) => {
    expect(pressObstacle(visitor(where), generation(made))?.kind).toBe(kind);
  });
});

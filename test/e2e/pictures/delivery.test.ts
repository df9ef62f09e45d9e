import { describe, expect, test } from 'vitest';

import type { InteractionHandle } from '../../sandbox/discord/index.ts';
import { bookErrors, recorded } from '../ledger-check.ts';
import { showingsOf, showsPictureOf } from '../showings.ts';
import { addServer, hasPictures, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

// Long enough to change the world between the acceptance and the delivery.
const studio = shareStudio({ krea: { durationMs: 800 }, settings: { KREA_MAX_IN_FLIGHT: '10' } });

type Happening = (order: InteractionHandle, here: Server) => void;

const tokenEnds: Happening = ({ id }) => studio().discord.expireToken(id);
const replyIsUnknown: Happening = ({ id }) => studio().discord.unknownInteraction(id);
const mayNot =
  (...permissions: ('ViewChannel' | 'SendMessages' | 'AttachFiles')[]): Happening =>
  (_order, { channelId }) =>
    studio().discord.world.denyBot(channelId, ...permissions);
const channelGoes: Happening = (_order, { channelId }) => studio().discord.world.deleteChannel(channelId);
const replyGoes: Happening = (_order, { channelId }) => {
  const [reply] = studio().discord.messages(channelId);
  if (reply !== undefined) studio().discord.deleteMessage(reply.id);
};
const autoModWakes: Happening = (_order, { channelId }) =>
  void studio().discord.world.changeChannel(channelId, { autoModWords: ['duck'] });
const closesMessages: Happening = (_order, { member }) => studio().discord.world.setDmsClosed(member.userId, true);

/** Orders a picture, lets things happen while it is painted, and waits until its delivery has come to an end. */
async function orderWhile(
  happenings: readonly Happening[],
  options: { isPrivate?: boolean } = {},
): Promise<{ order: InteractionHandle; here: Server }> {
  const here = addServer(studio(), 'ladder');
  const order = here.member.command('krea', { prompt: 'a duck', ...(options.isPrivate === true && { private: true }) });
  await order.acknowledged();
  await studio().bot().logged('picture accepted by the image API', order.id);
  for (const happening of happenings) happening(order, here);
  await Promise.race([
    studio().bot().logged('"delivered"', order.id),
    studio().bot().logged('undeliverable', order.id),
  ]);
  return { order, here };
}

describe.concurrent('a picture whose reply is closed', () => {
  const inTheChannel: [string, readonly Happening[]][] = [
    ['the reply token has ended', [tokenEnds]],
    ['Discord has lost the reply', [replyIsUnknown]],
    ['a moderator has deleted the reply', [replyGoes]],
  ];
  test.for(inTheChannel)('is posted once in the channel, for its requester alone, when %s', async ([, happenings]) => {
    const { order, here } = await orderWhile(happenings);

    const shown = showingsOf(studio(), order.id, { ...here, userId: here.member.userId });
    expect(shown.map(({ channelId }) => channelId)).toEqual([here.channelId]);
    expect(shown[0]?.pings).toEqual({ everyone: false, users: [here.member.userId], roles: [] });
    expect((await recorded(studio(), order.id)).pictures[0]?.state).toBe('delivered');
  });

  const asDirectMessage: [string, readonly Happening[], { isPrivate?: boolean }?][] = [
    ['Attach Files was taken away', [mayNot('AttachFiles')]],
    ['the token has ended and Send Messages was taken away', [tokenEnds, mayNot('SendMessages')]],
    ['the token has ended and View Channel was taken away', [tokenEnds, mayNot('ViewChannel')]],
    ['the channel was deleted', [channelGoes]],
    ['AutoMod refuses its prompt in the edit and in the post', [autoModWakes]],
    ['it is private and its token has ended', [tokenEnds], { isPrivate: true }],
  ];
  test.for(asDirectMessage)('is sent once as a direct message when %s', async ([, happenings, options]) => {
    const { order, here } = await orderWhile(happenings, options);

    const { userId } = here.member;
    const shown = showingsOf(studio(), order.id, { ...here, userId });
    expect(shown.map(({ id }) => id)).toEqual(
      studio()
        .discord.directMessages(userId)
        .map(({ id }) => id),
    );
    expect(shown).toHaveLength(1);
    expect((await recorded(studio(), order.id)).pictures[0]?.state).toBe('delivered');
  });

  const kept: [string, readonly Happening[], { isPrivate?: boolean }?][] = [
    ['the channel takes no files and the requester no direct messages', [mayNot('AttachFiles'), closesMessages]],
    [
      'it is private, its token has ended and the requester takes no direct messages',
      [tokenEnds, closesMessages],
      { isPrivate: true },
    ],
  ];
  test.for(kept)('is kept and shown on demand when %s', async ([, happenings, options]) => {
    const { order, here } = await orderWhile(happenings, options);
    expect(showingsOf(studio(), order.id, { ...here, userId: here.member.userId })).toEqual([]);
    expect((await recorded(studio(), order.id)).pictures[0]?.state).toBe('kept');

    studio().discord.world.denyBot(here.channelId);
    const shown = await here.member.command('krea-show', { id: order.id }).message(hasPictures(1));

    expect(shown.ephemeral).toBe(true);
    expect(showsPictureOf(shown, order.id)).toBe(true);
    await studio().discord.waitFor(here.channelId, ({ id }) => id === shown.id);
  });
});

describe('an old reply', () => {
  test('points to where its picture went', async () => {
    const { order, here } = await orderWhile([mayNot('AttachFiles')]);

    const reply = await order.message((message) => message.text.includes('direct message'));

    expect(reply.channelId).toBe(here.channelId);
    expect(reply.buttons).toEqual([]);
  });

  test('points to where its picture went although its token has ended early', async () => {
    const { here } = await orderWhile([tokenEnds]);

    const reply = await studio().discord.waitFor(here.channelId, (message) => message.text.includes('Posted below'));

    expect(reply.loading).toBe(false);
  });
});

test('after all of that the books are right', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createFindMessage } from '../../../src/discord/publishing/find-result.ts';
import { messageSample, pictureSample } from '../samples.ts';
import { createStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

const TOKEN_ENDS_MS = 15 * 60_000;
/** An id that is so much higher is about a minute younger. */
const MINUTE_SHIFT = 38n;
const POST = { method: 'POST', route: /\/messages$/ } as const;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(async () => stage.discord.stop());

describe('looking for a result in its reply', () => {
  test('does not take thinking or progress for it', async () => {
    const generation = await stage.ask({ pictures: [pictureSample(1, { state: 'queued' })] });
    expect(await stage.publisher.landedInReply(generation)).toStrictEqual({ kind: 'no' });
    await stage.publisher.showProgress(generation.reply, { generation, phase: { kind: 'queued', position: 1, of: 1 } });
    expect(stage.reply(generation).buttons).toHaveLength(1);
    expect(await stage.publisher.landedInReply(generation)).toStrictEqual({ kind: 'no' });
  });

  test('finds it, also when it holds no picture', async () => {
    const generation = await stage.ask({
      pictures: [pictureSample(1, { state: 'failed', failure: { reason: 'moderated' } })],
    });
    await stage.publisher.editReply(generation.reply, messageSample(generation, []));
    expect(await stage.publisher.landedInReply(generation)).toMatchObject({
      kind: 'yes',
      messageId: stage.reply(generation).id,
    });
  });

  test('tells which pictures a message holds, in the reply and elsewhere', async () => {
    const [words, some, handedOver] = [await stage.ask(), await stage.ask(), await stage.ask()];
    const file = { index: 1, bytes: Uint8Array.of(1, 2, 3), extension: 'bin', isFile: true as const };
    const messages = [
      messageSample(words, []),
      messageSample(some, [2, 4]),
      messageSample(handedOver, [1], { pictures: [file] }),
    ];
    for (const message of messages) {
      await stage.publisher.editReply(message.generation.reply, message);
      await stage.publisher.postToChannel(message, message.generation.id);
    }
    for (const [generation, shown] of [
      [words, []],
      [some, [2, 4]],
      [handedOver, [1]],
    ] as const) {
      const landed = [
        await stage.publisher.landedInReply(generation),
        await stage.publisher.landedIn('channel', generation, generation.id),
      ];
      for (const one of landed) expect(one).toMatchObject({ kind: 'yes', shown });
    }
  });

  test('finds it by the bot’s own means once the token has ended', async () => {
    const generation = await stage.ask();
    await stage.publisher.editReply(generation.reply, messageSample(generation));
    stage.discord.expireToken(generation.id);
    expect(await stage.publisher.landedInReply(generation)).toMatchObject({ kind: 'yes' });
    stage.passTime(TOKEN_ENDS_MS);
    expect(await stage.publisher.landedInReply(generation)).toMatchObject({ kind: 'yes' });
  });

  test('says no when the reply was deleted', async () => {
    const generation = await stage.ask();
    stage.discord.deleteMessage(stage.reply(generation).id);
    expect(await stage.publisher.landedInReply(generation)).toStrictEqual({ kind: 'no' });
  });

  test('does not know what it cannot look at', async () => {
    const [nameless, hidden] = [await stage.ask(), await stage.ask({ isPrivate: true })];
    await stage.publisher.editReply(hidden.reply, messageSample(hidden));
    stage.passTime(TOKEN_ENDS_MS);
    expect(
      await stage.publisher.landedInReply({ ...nameless, reply: { ...nameless.reply, messageId: null } }),
    ).toStrictEqual({ kind: 'hidden' });
    expect(await stage.publisher.landedInReply(hidden)).toStrictEqual({ kind: 'hidden' });
    stage.discord.world.denyBot(stage.channel.id, 'ViewChannel');
    expect(await stage.publisher.landedInReply(nameless)).toStrictEqual({ kind: 'hidden' });
  });

  test('does not know while Discord is out', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ method: 'GET', status: 500, times: 2 });
    expect(await stage.publisher.landedInReply(generation)).toStrictEqual({ kind: 'unknown' });
  });
});

describe('looking for a result in the channel', () => {
  test('finds a post whose answer was lost, and no other generation’s', async () => {
    const [mine, other] = [await stage.ask(), await stage.ask()];
    stage.discord.faults.add({ ...POST, status: 500, afterEffect: true });
    await stage.publisher.postToChannel(messageSample(mine), 'mine');
    expect(await stage.publisher.landedIn('channel', mine, mine.id)).toMatchObject({
      kind: 'yes',
      messageId: stage.posts()[0]?.id,
    });
    expect(await stage.publisher.landedIn('channel', other, other.id)).toStrictEqual({ kind: 'no' });
  });

  test('finds it among hundreds of other messages', async () => {
    const generation = await stage.ask();
    const ann = stage.discord.as(stage.ann.id, { channelId: stage.channel.id });
    for (let count = 0; count < 230; count += 1) ann.say('hello');
    await stage.publisher.postToChannel(messageSample(generation), 'n');
    expect(await stage.publisher.landedIn('channel', generation, generation.id)).toMatchObject({ kind: 'yes' });
  });

  test('goes on where it left off when there were too many messages for one search', async () => {
    const generation = await stage.ask();
    const pages: string[] = [];
    const mine = await stage.publisher.postToChannel(messageSample(generation), 'n');
    const [post] = stage.posts();
    const rest = {
      // Ten full pages of strangers, each a minute after the one before, and then our message.
      async get(_route: string, { query }: { query: URLSearchParams }) {
        const after = query.get('after') ?? '';
        pages.push(after);
        const next = Number((BigInt(after) - BigInt(generation.id)) >> MINUTE_SHIFT) + 1;
        const id = String(BigInt(generation.id) + (BigInt(next) << MINUTE_SHIFT));
        return next >= 12
          ? [post?.raw()]
          : Array.from({ length: 100 }, () => ({ id, channel_id: stage.channel.id, author: { id: stage.ann.id } }));
      },
    };
    const find = createFindMessage(rest, new Set([stage.discord.applicationId]));
    const search = {
      channelId: stage.channel.id,
      after: generation.id,
      name: 'mine',
      isWanted: ({ id }: { id: string }) => id === post?.id,
    };
    expect(mine.kind).toBe('published');
    expect(await find(search, { isHistoryKnown: false })).toStrictEqual({ kind: 'unknown' });
    expect(await find(search, { isHistoryKnown: false })).toMatchObject({ kind: 'yes', messageId: post?.id });
    expect(pages.length).toBeLessThan(20);
  });

  test('does not find what was there before', async () => {
    const generation = await stage.ask();
    await stage.publisher.postToChannel(messageSample(generation), 'n');
    expect(await stage.publisher.landedIn('channel', generation, stage.posts()[0]?.id ?? '')).toStrictEqual({
      kind: 'no',
    });
  });

  test('is not fooled by another bot that copies our controls', async () => {
    const generation = await stage.ask();
    await stage.publisher.postToChannel(messageSample(generation), 'n');
    const [post] = stage.posts();
    // The same message, only from another author.
    const forged = { ...post?.raw(), author: { id: stage.ann.id }, application_id: stage.ann.id };
    const rest = { get: async () => [forged] };
    const find = createFindMessage(rest, new Set([stage.discord.applicationId]));
    const search = { channelId: stage.channel.id, after: generation.id, name: 'forged', isWanted: () => true };
    expect(await find(search, { isHistoryKnown: true })).toStrictEqual({ kind: 'no' });
  });

  test('does not know without the permission to read, which Discord answers with nothing', async () => {
    const generation = await stage.ask();
    await stage.publisher.postToChannel(messageSample(generation), 'n');
    stage.discord.world.denyBot(stage.channel.id, 'ReadMessageHistory');
    expect(await stage.publisher.landedIn('channel', generation, generation.id)).toStrictEqual({ kind: 'hidden' });
    stage.discord.world.denyBot(stage.channel.id, 'ViewChannel');
    expect(await stage.publisher.landedIn('channel', generation, generation.id)).toStrictEqual({ kind: 'hidden' });
  });

  test('says no when the channel is gone', async () => {
    const generation = await stage.ask();
    stage.discord.world.deleteChannel(stage.channel.id);
    expect(await stage.publisher.landedIn('channel', generation, generation.id)).toStrictEqual({ kind: 'no' });
  });
});

describe('looking for a result in the direct messages', () => {
  test('finds it there, and nothing where nothing was sent', async () => {
    const [sent, other] = [await stage.ask(), await stage.ask()];
    expect(await stage.publisher.landedIn('direct', sent, sent.id)).toStrictEqual({ kind: 'no' });
    await stage.publisher.sendDirect(messageSample(sent), 'n');
    const [message] = stage.discord.directMessages(stage.ann.id);
    expect(await stage.publisher.landedIn('direct', sent, sent.id)).toMatchObject({
      kind: 'yes',
      messageId: message?.id,
    });
    expect(await stage.publisher.landedIn('direct', other, other.id)).toStrictEqual({ kind: 'no' });
  });

  test('does not know when they cannot be opened', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ route: /users\/@me\/channels$/, status: 500 });
    expect(await stage.publisher.landedIn('direct', generation, generation.id)).toStrictEqual({ kind: 'unknown' });
  });
});

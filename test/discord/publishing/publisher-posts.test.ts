import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { messageSample, PIXEL, requestSample } from '../samples.ts';
import { createStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

const POST = { method: 'POST', route: /\/messages$/ } as const;

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(async () => stage.discord.stop());

describe('posting in the channel', () => {
  test('shows the result and pings its requester and nobody else', async () => {
    const generation = await stage.ask({ request: requestSample({ prompt: '@everyone <@1300000000000000008>' }) });
    const outcome = await stage.publisher.postToChannel(messageSample(generation), `${generation.id}.1c`);
    const [post] = stage.posts();
    expect(outcome).toStrictEqual({ kind: 'published', channelId: stage.channel.id, messageId: post?.id });
    expect(post?.pings).toStrictEqual({ everyone: false, users: [stage.ann.id], roles: [] });
    expect(post?.pictures).toMatchObject([{ bytes: PIXEL }]);
  });

  test('is not doubled by a repetition with the same nonce', async () => {
    const generation = await stage.ask();
    const first = await stage.publisher.postToChannel(messageSample(generation), 'same');
    expect(await stage.publisher.postToChannel(messageSample(generation), 'same')).toStrictEqual(first);
    expect(stage.posts()).toHaveLength(1);
  });

  test('is not doubled by a repetition after a lost answer', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ ...POST, status: 502, afterEffect: true });
    expect(await stage.publisher.postToChannel(messageSample(generation), 'same')).toStrictEqual({ kind: 'unclear' });
    expect(await stage.publisher.postToChannel(messageSample(generation), 'same')).toMatchObject({ kind: 'published' });
    expect(stage.posts()).toHaveLength(1);
  });

  test('falls back to a classic message, with the same ping', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ ...POST, status: 400, code: 50035 });
    expect(await stage.publisher.postToChannel(messageSample(generation), 'n')).toMatchObject({ kind: 'published' });
    expect(stage.posts()).toMatchObject([
      { componentsV2: false, pings: { users: [stage.ann.id] }, pictures: [{ bytes: PIXEL }] },
    ]);
  });

  test('never shows what is private', async () => {
    const generation = await stage.ask({ isPrivate: true });
    stage.discord.clearRequests();
    expect(await stage.publisher.postToChannel(messageSample(generation), 'n')).toMatchObject({ kind: 'closed' });
    expect(stage.discord.requests).toHaveLength(0);
  });

  test.each([
    ['may not see the channel', (it: Stage) => it.discord.world.denyBot(it.channel.id, 'ViewChannel')],
    ['may not write there', (it: Stage) => it.discord.world.denyBot(it.channel.id, 'SendMessages')],
    ['may not attach files', (it: Stage) => it.discord.world.denyBot(it.channel.id, 'AttachFiles')],
    ['was thrown out of the server', (it: Stage) => it.discord.world.removeBot(it.guild.id)],
    ['finds the channel deleted', (it: Stage) => it.discord.world.deleteChannel(it.channel.id)],
  ])('is closed when the bot %s', async (_, change) => {
    const generation = await stage.ask();
    change(stage);
    expect(await stage.publisher.postToChannel(messageSample(generation), 'n')).toMatchObject({ kind: 'closed' });
  });

  test.each([
    [{ status: 400, code: 200000 }, { kind: 'blocked' }],
    [{ status: 413, code: 40005 }, { kind: 'too-large' }],
    [
      { status: 400, code: 20016 },
      { kind: 'delayed', retryAfterMs: 5_000 },
    ],
    [{ status: 503 }, { kind: 'unclear' }],
    [{ dropSocket: true }, { kind: 'unclear' }],
  ])('answers %j with %j', async (fault, outcome) => {
    const generation = await stage.ask();
    stage.discord.faults.add({ ...POST, ...fault });
    expect(await stage.publisher.postToChannel(messageSample(generation), 'n')).toStrictEqual(outcome);
  });

  test('is delayed when nothing can have been sent', async () => {
    const generation = await stage.ask();
    await stage.discord.stop();
    expect(await stage.publisher.postToChannel(messageSample(generation), 'n')).toMatchObject({ kind: 'delayed' });
  });
});

describe('a direct message', () => {
  test('reaches the requester once, however often it is sent', async () => {
    const generation = await stage.ask();
    const first = await stage.publisher.sendDirect(messageSample(generation), 'same');
    expect(first).toMatchObject({ kind: 'published' });
    expect(await stage.publisher.sendDirect(messageSample(generation), 'same')).toStrictEqual(first);
    expect(stage.discord.directMessages(stage.ann.id)).toMatchObject([{ pictures: [{ bytes: PIXEL }] }]);
  });

  test('is closed when the requester takes none', async () => {
    stage.discord.world.setDmsClosed(stage.ann.id, true);
    const generation = await stage.ask();
    expect(await stage.publisher.sendDirect(messageSample(generation), 'n')).toStrictEqual({
      kind: 'closed',
      detail: 'direct messages refused',
    });
  });

  test('is only delayed when the conversation could not be opened, because nothing was posted', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ route: /users\/@me\/channels$/, status: 500, afterEffect: true });
    expect(await stage.publisher.sendDirect(messageSample(generation), 'n')).toMatchObject({ kind: 'delayed' });
    expect(stage.discord.directMessages(stage.ann.id)).toHaveLength(0);
  });
});

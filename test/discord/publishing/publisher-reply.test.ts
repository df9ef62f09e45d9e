import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { batchSample, messageSample, PIXEL, requestSample } from '../samples.ts';
import { createStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

const EDIT = { method: 'PATCH', route: /original$/ } as const;

describe('editing the reply', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage();
  });
  afterEach(async () => stage.discord.stop());

  test('shows the picture with its words and controls, and says where it stands', async () => {
    const generation = await stage.ask();
    const outcome = await stage.publisher.editReply(generation.reply, messageSample(generation));
    const seen = stage.reply(generation);
    expect(outcome).toStrictEqual({ kind: 'published', channelId: stage.channel.id, messageId: seen.id });
    expect(seen.componentsV2).toBe(true);
    expect(seen.pictures).toMatchObject([{ bytes: PIXEL, alt: 'a heron at dawn', contentType: 'image/png' }]);
    expect(seen.text).toContain('> a heron at dawn');
    expect(seen.buttons.map(({ label }) => label)).toStrictEqual([
      'Reroll · $0.03',
      'Vary · $0.03',
      'Remix · $0.03',
      'Delete',
    ]);
  });

  test('leaves nothing of the progress that stood there', async () => {
    const generation = await stage.ask();
    await stage.publisher.showProgress(generation.reply, { generation, phase: { kind: 'queued', position: 2, of: 9 } });
    expect(stage.reply(generation).text).toContain('2nd of 9');
    await stage.publisher.editReply(generation.reply, messageSample(generation));
    expect(stage.reply(generation).content).toBe('');
    expect(stage.reply(generation).text).not.toContain('2nd of 9');
  });

  test('shows every picture once when it is repeated', async () => {
    const generation = await stage.ask({ pictures: batchSample().pictures });
    const message = messageSample(generation);
    await stage.publisher.editReply(generation.reply, message);
    await stage.publisher.editReply(generation.reply, message);
    expect(stage.reply(generation).pictures).toHaveLength(4);
    expect(stage.posts()).toHaveLength(0);
  });

  test('pings nobody, whoever the prompt names', async () => {
    const generation = await stage.ask({
      request: requestSample({ prompt: `@everyone @here <@${stage.ann.id}> <@&${stage.guild.id}>` }),
    });
    await stage.publisher.editReply(generation.reply, messageSample(generation));
    expect(stage.reply(generation).pings).toStrictEqual({ everyone: false, users: [], roles: [] });
  });

  test('falls back to a classic message when Discord refuses the layout', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ ...EDIT, status: 400, code: 50035 });
    expect(await stage.publisher.editReply(generation.reply, messageSample(generation))).toMatchObject({
      kind: 'published',
    });
    const seen = stage.reply(generation);
    expect(seen.componentsV2).toBe(false);
    expect(seen.content).toContain('> a heron at dawn');
    expect(seen.pictures).toMatchObject([{ bytes: PIXEL, alt: 'a heron at dawn' }]);
    expect(seen.pings.users).toStrictEqual([]);
  });

  test('is closed when Discord refuses the classic message too', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ ...EDIT, status: 400, code: 50035, times: 2 });
    expect(await stage.publisher.editReply(generation.reply, messageSample(generation))).toStrictEqual({
      kind: 'closed',
      detail: 'invalid form',
    });
  });

  test('is closed by an ended token, which does not cost the bot its own', async () => {
    const generation = await stage.ask();
    stage.discord.expireToken(generation.id);
    const message = messageSample(generation);
    expect(await stage.publisher.editReply(generation.reply, message)).toStrictEqual({
      kind: 'closed',
      detail: 'reply token ended',
    });
    expect(await stage.publisher.postToChannel(message, 'n1')).toMatchObject({ kind: 'published' });
  });

  test('is closed when Discord has lost the interaction', async () => {
    const generation = await stage.ask();
    stage.discord.unknownInteraction(generation.id);
    expect(await stage.publisher.editReply(generation.reply, messageSample(generation))).toMatchObject({
      kind: 'closed',
    });
  });

  test('is closed when the message was deleted', async () => {
    const generation = await stage.ask();
    stage.discord.deleteMessage(stage.reply(generation).id);
    expect(await stage.publisher.editReply(generation.reply, messageSample(generation))).toStrictEqual({
      kind: 'closed',
      detail: 'unknown message',
    });
  });

  test('tells of files that are too large', async () => {
    const generation = await stage.ask();
    const large = { index: 1, bytes: Buffer.concat([PIXEL, Buffer.alloc(11 * 1024 * 1024)]), extension: 'png' };
    expect(
      await stage.publisher.editReply(generation.reply, { ...messageSample(generation), pictures: [large] }),
    ).toStrictEqual({ kind: 'too-large' });
  });

  test('tells of a text that AutoMod refuses', async () => {
    stage.discord.world.changeChannel(stage.channel.id, { autoModWords: ['heron'] });
    const generation = await stage.ask();
    expect(await stage.publisher.editReply(generation.reply, messageSample(generation))).toStrictEqual({
      kind: 'blocked',
    });
  });

  test.each([
    ['an outage', { status: 500 }],
    ['a broken connection', { dropSocket: true }],
  ])('is unclear after %s, and the look at the reply tells', async (_, fault) => {
    const [lost, landed] = [await stage.ask(), await stage.ask()];
    stage.discord.faults.add({ ...EDIT, ...fault });
    expect(await stage.publisher.editReply(lost.reply, messageSample(lost))).toStrictEqual({ kind: 'unclear' });
    expect(await stage.publisher.landedInReply(lost)).toStrictEqual({ kind: 'no' });

    stage.discord.faults.add({ ...EDIT, ...fault, afterEffect: true });
    expect(await stage.publisher.editReply(landed.reply, messageSample(landed))).toStrictEqual({ kind: 'unclear' });
    expect(await stage.publisher.landedInReply(landed)).toMatchObject({
      kind: 'yes',
      messageId: stage.reply(landed).id,
    });
  });

  test('logs nothing that is secret when it fails', async () => {
    const generation = await stage.ask();
    stage.discord.expireToken(generation.id);
    await stage.publisher.editReply(generation.reply, messageSample(generation));
    await stage.publisher.showProgress(generation.reply, { generation, phase: { kind: 'submitting' } });
    const text = JSON.stringify(stage.logged);
    expect(stage.logged).toHaveLength(2);
    expect(text).toContain('/webhooks/:id/:token/messages/@original');
    expect(text).not.toContain(generation.reply.token);
    expect(text).not.toContain('heron');
  });
});

describe('progress and the pointer', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage();
  });
  afterEach(async () => stage.discord.stop());

  const TARGET = { rung: 'channel', channelId: '1300000000000000004', messageId: '1300000000000000009' } as const;

  test('progress fails silently, because nothing depends on it', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ ...EDIT, status: 500 });
    await expect(
      stage.publisher.showProgress(generation.reply, { generation, phase: { kind: 'submitting' } }),
    ).resolves.toBeUndefined();
  });

  test('the pointer says whether it could be set, and whether it may be later', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ method: 'PATCH', status: 500, times: 2 });
    expect(await stage.publisher.pointTo(generation, TARGET)).toBe('later');
    expect(await stage.publisher.pointTo(generation, TARGET)).toBe('told');
    stage.discord.deleteMessage(stage.reply(generation).id);
    expect(await stage.publisher.pointTo(generation, TARGET)).toBe('gone');
  });

  test('a lost answer to words about late pictures is not said twice', async () => {
    const generation = await stage.ask();
    stage.discord.faults.add({ method: 'POST', route: /\/webhooks\//, status: 500 });
    expect(await stage.publisher.tellKept(generation)).toBe('gone');
    stage.passTime(15 * 60_000);
    expect(await stage.publisher.tellKept(generation)).toBe('gone');
  });

  test('progress never destroys a result that stands already', async () => {
    const generation = await stage.ask();
    await stage.publisher.editReply(generation.reply, messageSample(generation));
    await stage.publisher.showProgress(generation.reply, { generation, phase: { kind: 'submitting' } });
    expect(stage.reply(generation).pictures).toHaveLength(1);
  });

  test('the pointer replaces the waiting, and is not taken for the result', async () => {
    const generation = await stage.ask();
    await stage.publisher.pointTo(generation, TARGET);
    expect(stage.reply(generation).content).toContain(`/${TARGET.channelId}/${TARGET.messageId}`);
    expect(await stage.publisher.landedInReply(generation)).toStrictEqual({ kind: 'no' });
  });

  test('the pointer is set by the bot itself once the token has ended', async () => {
    const generation = await stage.ask();
    stage.passTime(15 * 60_000);
    stage.discord.expireToken(generation.id);
    await stage.publisher.pointTo(generation, 'kept');
    expect(stage.reply(generation).content).toContain(`/krea-show id:${generation.id}`);
  });

  test('late pictures that are kept are told beside the reply, to their requester alone, while the token lives', async () => {
    const generation = await stage.ask();
    await stage.publisher.editReply(generation.reply, messageSample(generation));
    await stage.publisher.tellKept(generation);
    const told = stage.discord
      .visibleTo(stage.ann.id, stage.channel.id)
      .filter(({ text }) => text.includes('came late'));
    expect(told.map(({ ephemeral }) => ephemeral)).toEqual([true]);
    expect(stage.reply(generation).pictures).toHaveLength(1);

    stage.passTime(15 * 60_000);
    stage.discord.clearRequests();
    await stage.publisher.tellKept(generation);
    expect(stage.discord.requests).toHaveLength(0);
  });

  test('nothing is tried for a private reply whose token has ended', async () => {
    const generation = await stage.ask({ isPrivate: true });
    stage.passTime(15 * 60_000);
    stage.discord.clearRequests();
    await stage.publisher.pointTo(generation, 'kept');
    expect(stage.discord.requests).toHaveLength(0);
  });
});

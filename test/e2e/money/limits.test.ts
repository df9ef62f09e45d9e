import { expect, test } from 'vitest';

import { decide } from '../decide.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';
import { zoneAt } from '../zone-at.ts';

const studio = shareStudio({ krea: { durationMs: 40 } });

async function moderate(
  { owner }: Pick<Server, 'owner'>,
  command: string,
  options: Parameters<Server['owner']['command']>[1] = {},
): Promise<string> {
  return (await privateAnswer(owner.command(`krea-budget ${command}`, options))).text;
}

test('a member’s own cap binds, equality allowed, and explain says whose rule it is', async () => {
  const server = addServer(studio(), 'caps');
  const who = server.member.userId;
  expect(await moderate(server, 'member', { who, cap: '0.03' })).toContain('$0.03 per period');

  await server.member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));
  const refused = await privateAnswer(server.member.command('krea', { prompt: 'another heron' }));

  expect(refused.text).toContain('you have $0.00 left here');
  expect(await moderate(server, 'explain', { who })).toContain('$0.03 per period (their own limit)');
  await server.owner.command('krea', { prompt: 'the owner is not bound by it' }).message(hasPictures(1));
});

test('pause stops everybody at once and resume lets them go on', async () => {
  const server = addServer(studio(), 'pauses');

  expect(await moderate(server, 'pause', { reason: 'too much fun' })).toContain('Paused');
  expect((await privateAnswer(server.member.command('krea', { prompt: 'a heron' }))).text).toContain(
    'paused pictures in this server',
  );
  await decide(server.owner, 'resume');
  await server.member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));

  const log = await moderate(server, 'log');
  expect(log).toContain('**pause**');
  expect(log).toContain('too much fun');
});

test('a grant raises the budget for a while, up to the operator’s ceiling', async () => {
  const server = addServer(studio(), 'grants');

  expect(await moderate(server, 'grant', { amount: '2.50', lasts: '3d' })).toContain('Budget: **$7.50**');
  expect(await moderate(server, 'grant', { amount: '99', lasts: '1w' })).toContain('caps this server at $100.00');
});

test('a change of the period keeps what was spent', async () => {
  const server = addServer(studio(), 'periods');
  await server.member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));

  for (const options of [
    { period: 'day', zone: zoneAt(18) },
    { period: 'week', zone: zoneAt(6), reset_day: 3 },
    { period: 'month', zone: 'UTC' },
  ]) {
    expect(await moderate(server, 'set', options)).toContain('Left: **$4.97**');
  }
});

test('pictures can be asked for in chosen channels only', async () => {
  const server = addServer(studio(), 'places');
  const elsewhere = studio().discord.world.addChannel(server.guildId, { name: 'elsewhere' });

  await decide(server.owner, 'channels', { channel: elsewhere.id, allow: true });

  expect((await privateAnswer(server.member.command('krea', { prompt: 'a heron' }))).text).toContain(
    `only in <#${elsewhere.id}>`,
  );
});

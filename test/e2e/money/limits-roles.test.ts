import { expect, test } from 'vitest';

import type { Actor } from '../../sandbox/discord/index.ts';
import { decide } from '../decide.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 } });

type Options = Record<string, string | number | boolean>;

const addRole = ({ guildId }: Server, name: string): string => studio().discord.world.addRole(guildId, { name }).id;

function memberWith({ guildId, channelId }: Server, ...roles: string[]): Actor {
  const { world, as } = studio().discord;
  const user = world.addUser({ name: 'somebody' });
  world.addMember(guildId, user.id, roles);
  return as(user.id, { channelId });
}

async function moderate(who: Actor, command: string, options: Options = {}): Promise<string> {
  return (await privateAnswer(who.command(`krea-budget ${command}`, options, { forged: true }))).text;
}

const draw = async (who: Actor, options: Options = {}, count = 1) =>
  who.command('krea', { prompt: 'a heron', ...options }).message(hasPictures(count));
const refusal = async (who: Actor, options: Options = {}) =>
  (await privateAnswer(who.command('krea', { prompt: 'a heron', ...options }))).text;

test('the moderators’ role manages the budget without Manage Server, for as long as it is named and held', async () => {
  const server = addServer(studio(), 'delegates');
  const roleId = addRole(server, 'treasurers');
  const [treasurer, stranger] = [memberWith(server, roleId), memberWith(server)];
  expect(await moderate(treasurer, 'show')).toContain('Manage Server');

  expect(await moderate(server.owner, 'moderators', { role: roleId })).toContain(`<@&${roleId}> can manage the budget`);
  expect(await moderate(treasurer, 'set', { amount: '7' })).toContain('Budget: $5.00 → $7.00');
  expect(await moderate(treasurer, 'explain', { who: stranger.userId })).toContain('No limits set');
  expect(await moderate(treasurer, 'log')).toContain(`<@${treasurer.userId}> **set**: cap $5.00 (the default) → $7.00`);
  expect(await moderate(treasurer, 'moderators', { role: addRole(server, 'friends') })).toContain('Manage Server');
  expect(await moderate(treasurer, 'moderators')).toContain('decide who moderates');
  for (const [command, options] of [
    ['show', {}],
    ['set', { amount: '50' }],
    ['log', {}],
    ['resolve', {}],
    ['pause', {}],
    ['member', { who: stranger.userId, cap: '9' }],
  ] as const) {
    expect(await moderate(stranger, command, options)).toContain('Manage Server');
  }

  studio().discord.world.member(server.guildId, treasurer.userId).roles = [];
  expect(await moderate(treasurer, 'show')).toContain('Manage Server');
  const other = memberWith(server, roleId);
  expect(await moderate(server.owner, 'moderators')).toContain('Only people with **Manage Server**');
  expect(await moderate(other, 'show')).toContain('Manage Server');
  expect(await moderate(server.owner, 'moderators', { role: server.guildId })).toContain('Choose a role other than');
  expect(await moderate(server.owner, 'show')).toContain('**$7.00**');
});

test('a role’s cap, models, count and price bind those who have it and nobody else, at commands and buttons, equality allowed', async () => {
  const server = addServer(studio(), 'role-rules');
  const roleId = addRole(server, 'guests');
  const [guest, other] = [memberWith(server, roleId), memberWith(server)];
  const rule = async (options: Options) => moderate(server.owner, 'role', { who: roleId, ...options });

  expect(await rule({ models: 'medium-turbo' })).toContain('Models: Medium Turbo');
  expect(await refusal(guest)).toContain('You can use Medium Turbo here. Not charged.');
  const others = await draw(other);
  const reroll = others.buttons.find(({ label }) => label.startsWith('Reroll'))?.customId ?? '';
  expect((await privateAnswer(guest.press(others, reroll))).text).toContain('You can use Medium Turbo here.');
  await draw(guest, { variant: 'medium-turbo' });

  expect(await rule({ models: 'all', most_pictures: 2 })).toContain('At most 2 pictures per request');
  expect(await refusal(guest, { count: 3 })).toContain('at most 2 pictures at once');
  await draw(guest, { count: 2 }, 2);

  expect(await rule({ most_pictures: 4, most_per_request: '0.06' })).toContain('At most $0.06 per request');
  expect(await refusal(guest, { count: 3 })).toContain(
    'This would cost $0.09, and your limit is $0.06 per request here.',
  );
  await draw(guest, { variant: 'large' });

  expect(await rule({ most_per_request: '1', cap: '0.165' })).toContain('$0.165 per period');
  await draw(guest);
  const over = await refusal(guest, { variant: 'medium-turbo' });
  expect(over).toContain('you have $0.00 left here');
  expect(over).toMatch(/<t:\d+:R>/);
  await draw(other, { count: 4 }, 4);
});

test('pictures at once and the cool-down of a role bind, and end', async () => {
  const { krea } = studio();
  const server = addServer(studio(), 'paces');
  const roleId = addRole(server, 'eager');
  const [eager, other] = [memberWith(server, roleId), memberWith(server)];

  expect(await moderate(server.owner, 'role', { who: roleId, at_once: 1 })).toContain('At most 1 picture in progress');
  expect(await refusal(eager, { count: 2 })).toContain('1 at a time is the limit');
  const before = krea.submits().length;
  krea.next({ manual: true });
  const slow = eager.command('krea', { prompt: 'slowly' });
  const submit = await krea.waitFor((it) => it.submits()[before]);
  expect(await refusal(eager)).toContain(
    'You have 1 picture in progress, and 1 at a time is the limit here. Not charged.',
  );
  await draw(other);
  krea.complete(submit.jobId);
  await slow.message(hasPictures(1));
  await draw(eager);

  expect(await moderate(server.owner, 'role', { who: roleId, at_once: 9, cool_down: 3600 })).toContain(
    '3600 seconds between requests',
  );
  expect(await refusal(eager)).toMatch(/Not charged\. You can make another <t:\d+:R>\./);
  await decide(server.owner, 'role', { who: roleId, cool_down: 0 });
  await draw(eager);
});

test('who is exempt is free of every limit of their own, and never of the server’s budget', async () => {
  const server = addServer(studio(), 'exempted');
  const who = server.member.userId;
  await decide(server.owner, 'role', {
    who: server.guildId,
    cap: '0.03',
    models: 'medium-turbo',
    most_pictures: 1,
    most_per_request: '0.02',
    at_once: 1,
    cool_down: 3600,
  });
  await decide(server.owner, 'set', { amount: '0.20' });
  expect(await refusal(server.member)).toContain('You can use Medium Turbo here');

  expect(await moderate(server.owner, 'member', { who, exempt: true })).toContain('Exempt from these limits');
  await draw(server.member, { count: 3 }, 3);
  await draw(server.member, { variant: 'large' });
  const explained = await moderate(server.owner, 'explain', { who });
  expect(explained).toContain('Exempt: only the server’s budget applies.');
  expect(explained).toContain('Used this period: **$0.15**');
  expect(await refusal(server.member, { count: 2 })).toContain('this server’s budget has $0.05 left');
  await draw(server.member);

  await decide(server.owner, 'member', { who, exempt: false });
  expect(await refusal(server.member)).toContain('You can use Medium Turbo here');
  expect(await moderate(server.owner, 'explain', { who })).toContain('Not exempt (their own limit)');
});

test('a member’s own rule decides, then the most generous of their roles, then the rule for everyone, and explain says which', async () => {
  const server = addServer(studio(), 'precedence');
  const [small, large] = [addRole(server, 'small'), addRole(server, 'large')];
  const member = memberWith(server, small, large);
  const explain = async () => moderate(server.owner, 'explain', { who: member.userId });
  await decide(server.owner, 'role', { who: server.guildId, cap: '0.02', most_pictures: 1, cool_down: 0 });
  await decide(server.owner, 'role', { who: small, cap: '0.03', most_pictures: 2 });
  await decide(server.owner, 'role', { who: large, cap: '0.06' });

  const byRoles = await explain();
  expect(byRoles).toContain(`$0.06 per period (from <@&${large}>)`);
  expect(byRoles).toContain(`At most 2 pictures per request (from <@&${small}>)`);
  expect(byRoles).toContain('0 seconds between requests (the limit for everyone)');
  expect(byRoles).toContain(
    'A member’s own limit comes first, then the most generous limit of their roles, then the limit for everyone.',
  );
  await draw(member, { count: 2 }, 2);
  expect(await refusal(member)).toContain('you have $0.00 left here');

  await decide(server.owner, 'member', { who: member.userId, cap: '0.10' });
  expect(await explain()).toContain('$0.10 per period (their own limit)');
  await draw(member);
  await decide(server.owner, 'member', { who: member.userId, cap: '0.05' });
  expect(await refusal(member)).toContain('you have $0.00 left here');
  expect(await moderate(server.owner, 'member', { who: member.userId, clear: true })).toContain('No limits set');
  expect(await explain()).toContain(`$0.06 per period (from <@&${large}>)`);
  expect(await refusal(memberWith(server))).toContain('you have $0.02 left here');
});

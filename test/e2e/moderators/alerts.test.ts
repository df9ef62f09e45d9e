import { expect, test } from 'vitest';

import type { MessageView } from '../../sandbox/discord/index.ts';
import { decide } from '../decide.ts';
import { bookErrors } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { KREA_MAX_IN_FLIGHT: '8' } });

/** A server with alerts in a channel of its moderators. */
async function alerting(
  name: string,
  amount: string,
  options: Record<string, string | number | boolean> = {},
): Promise<Server & { alertsId: string; roleId: string }> {
  const { discord } = studio();
  const server = addServer(studio(), name);
  const alertsId = discord.world.addChannel(server.guildId, { name: 'moderators' }).id;
  const roleId = discord.world.addRole(server.guildId, { name: 'mods', mentionable: true }).id;
  await decide(server.owner, 'set', { amount });
  const answer = await decide(server.owner, 'alerts', { channel: alertsId, role: roleId, forecast: false, ...options });
  expect(answer).toContain(`<#${alertsId}>`);
  return { ...server, alertsId, roleId };
}

function cardsIn(channelId: string): MessageView[] {
  return studio().discord.messages(channelId);
}

const tells =
  (words: string) =>
  (message: MessageView): boolean =>
    message.text.includes(words);

async function paint(
  { member }: Pick<Server, 'member'>,
  options: Record<string, string | number> = {},
): Promise<MessageView> {
  return member.command('krea', { prompt: 'a heron', ...options }).message(hasPictures(Number(options['count'] ?? 1)));
}

test('each share of the budget is told once, with bar, figures and the role and nobody else mentioned', async () => {
  const { discord } = studio();
  const server = await alerting('shares', '0.30');
  await paint(server, { count: 4 });
  expect(cardsIn(server.alertsId)).toEqual([]);

  await paint(server);
  const half = await discord.waitFor(server.alertsId, tells('50%'));
  expect(half.text).toContain('Used **$0.15** of **$0.30**');
  expect(half.text).toContain('█');
  expect(half.componentsV2).toBe(true);
  expect(half.pings.roles).toEqual([server.roleId]);
  expect(half.pings.users).toEqual([]);

  await paint(server, { count: 3 });
  await discord.waitFor(server.alertsId, tells('80%'));
  await paint(server, { count: 2 });
  await discord.waitFor(server.alertsId, tells('used up'));
  expect(cardsIn(server.alertsId)).toHaveLength(3);
});

test('many members who cross the shares at the same moment cause one alert each', async () => {
  const { discord } = studio();
  const server = await alerting('crowd', '0.30');
  const people = Array.from({ length: 12 }, (_, index) => server.newMember(`crowd-${index}`));

  const answers = await Promise.all(
    people.map(async (one) =>
      one
        .command('krea', { prompt: 'one of many' })
        .message(({ loading, text, pictures }) => !loading && (pictures.length === 1 || text.includes('Not charged'))),
    ),
  );

  expect(answers.filter(({ pictures }) => pictures.length === 1)).toHaveLength(10);
  for (const words of ['50%', '80%', 'used up']) await discord.waitFor(server.alertsId, tells(words));
  expect(cardsIn(server.alertsId)).toHaveLength(3);
});

test('raising the cap from the card arms what is above the share again; the card shows who did it, and the log too', async () => {
  const { discord } = studio();
  const server = await alerting('raise', '0.06');
  await paint(server, { count: 2 });
  const card = await discord.waitFor(server.alertsId, tells('used up'));
  const owner = discord.as(server.owner.userId, { channelId: server.alertsId });

  owner.press(card, 'Raise by $1.00');
  const raised = await discord.waitFor(server.alertsId, tells('raised the budget by $1.00'));
  expect(raised.text).toContain('of **$1.06**');
  expect(raised.pings.roles).toEqual(card.pings.roles);
  await paint(server, { count: 4, variant: 'large' });
  await paint(server, { count: 4, variant: 'large' });
  await discord.waitFor(server.alertsId, (message) => message.text.includes('50%') && !message.text.includes('80%'));

  const log = (await privateAnswer(server.owner.command('krea-budget log'))).text;
  expect(log).toContain('**raise**');
  expect(log).toContain('$1.06');
});

test('the member cap is lowered and everything is paused from the card, by moderators alone', async () => {
  const { discord } = studio();
  const server = await alerting('actions', '0.06');
  await paint(server);
  const card = await discord.waitFor(server.alertsId, tells('50%'));
  const owner = discord.as(server.owner.userId, { channelId: server.alertsId });
  const nosy = discord.as(server.member.userId, { channelId: server.alertsId });

  for (const label of ['Raise by $1.00', 'Pause', 'Limit each member to $0.006']) {
    expect((await privateAnswer(nosy.press(card, label))).text).toContain('Manage Server');
  }
  owner.press(card, 'Limit each member to $0.006');
  await discord.waitFor(server.alertsId, tells('limited each member to $0.006'));
  owner.press(card, 'Pause');
  const paused = await discord.waitFor(server.alertsId, tells('paused pictures'));

  expect(paused.buttons.map(({ label }) => label)).not.toContain('Pause');
  expect((await privateAnswer(server.member.command('krea', { prompt: 'no more' }))).text).toContain('paused');
});

test('an alert’s button does nothing in another server, nor one of an alert that does not exist', async () => {
  const { discord } = studio();
  const server = await alerting('home', '0.06');
  const abroad = await alerting('abroad', '0.06');
  await paint(server);
  await paint(abroad);
  const card = await discord.waitFor(server.alertsId, tells('50%'));
  const carrier = await discord.waitFor(abroad.alertsId, tells('50%'));
  const stranger = discord.as(abroad.owner.userId, { channelId: abroad.alertsId });

  for (const customId of [card.buttons[0]?.customId ?? '', 'v1:alert-pause:12345678901234567']) {
    expect((await privateAnswer(stranger.press(carrier, customId, { forged: true }))).text).toContain(
      'This button no longer works',
    );
  }
  expect((await privateAnswer(server.owner.command('krea-budget show'))).text).toContain('**$0.06**');
});

test('an alert that cannot be posted is said in show; one whose answer is lost is not doubled, also by a power cut', async () => {
  const { discord, bot, restart } = studio();
  const shut = await alerting('shut', '0.06');
  discord.world.denyBot(shut.alertsId, 'SendMessages');
  await paint(shut);
  await bot().logged('a card could not be posted');
  expect((await privateAnswer(shut.owner.command('krea-budget show'))).text).toContain('couldn’t be posted');

  const lossy = await alerting('lossy', '0.06');
  discord.faults.add({
    method: 'POST',
    route: new RegExp(`/channels/${lossy.alertsId}/messages$`),
    status: 500,
    afterEffect: true,
    times: 1,
  });
  await paint(lossy);
  await discord.waitFor(lossy.alertsId, tells('50%'));
  await bot().kill();
  await restart();
  await paint(lossy);
  await discord.waitFor(lossy.alertsId, tells('used up'));
  expect(cardsIn(lossy.alertsId)).toHaveLength(2);
});

test('alerts are set, changed, shown and turned off; what cannot be is refused', async () => {
  const server = await alerting('settings', '5', { thresholds: '90, 25 90%' });
  const say = async (options: Record<string, string | boolean>) =>
    (await privateAnswer(server.owner.command('krea-budget alerts', options))).text;

  expect((await privateAnswer(server.owner.command('krea-budget show'))).text).toContain('at 25% and 90%');
  expect(await say({ forecast: true })).toContain('at 25% and 90% and when it’s on track to run out early');
  for (const thresholds of ['0', '101', 'half', '-5', ',']) expect(await say({ thresholds })).toContain('1 to 100');
  expect(await say({ role: server.guildId })).toContain('@everyone');
  expect(await say({ off: true })).toContain('Alerts are off');
  expect(await say({})).toContain('channel');
  const nosy = await privateAnswer(
    server.member.command('krea-budget alerts', { channel: server.alertsId }, { forged: true }),
  );
  expect(nosy.text).toContain('Manage Server');
});

test('the ledger comes to what Krea bills', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});

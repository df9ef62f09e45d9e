import { expect, test } from 'vitest';

import type { MessageView } from '../../sandbox/discord/index.ts';
import { decide } from '../decide.ts';
import { deciding, says } from '../deciding.ts';
import { bookErrors } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';
import { zoneAt } from '../zone-at.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { KREA_MAX_IN_FLIGHT: '8' } });

test('two moderators who press Raise on the same alert raise once, and the second reads who was faster', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'both', '0.06');
  await place.member.command('krea', { prompt: 'a heron', count: 2 }).message(hasPictures(2));
  const card = await discord.waitFor(place.alertsId, says('used up'));

  const presses = [place.boss, place.second].map((actor) => actor.press(card, 'Raise by $1.00'));
  const words = await Promise.any(presses.map(privateAnswer));
  expect(words.text).toMatch(/already been raised from this alert by <@\d+>/u);
  const shown = await discord.waitFor(place.alertsId, says('raised the budget by $1.00'));

  expect(shown.buttons.map(({ label }) => label)).toEqual(['Pause', 'Limit each member to $0.10']);
  expect(shown.text).toContain('of **$1.06**');
  expect((await privateAnswer(place.owner.command('krea-budget show'))).text).toContain('**$1.06**');
});

const isAnswered = ({ loading, text, pictures }: MessageView): boolean =>
  !loading && (pictures.length === 1 || text.includes('Not charged'));

test('a pace that does not last is told exactly once a period, however many spend at the same moment and however the cap is raised', async () => {
  const { discord } = studio();
  const place = await deciding(studio(), 'pace', '0.60');
  // Half a day has passed and half is to come.
  await decide(place.owner, 'set', { period: 'day', zone: zoneAt(12) });
  await decide(place.owner, 'alerts', { thresholds: '100', forecast: true });
  const people = Array.from({ length: 15 }, (_, index) => place.newMember(`pace-${index}`));

  await Promise.all(people.map(async (one) => one.command('krea', { prompt: 'one of many' }).message(isAnswered)));
  const card = await discord.waitFor(place.alertsId, says('At this pace'));
  expect(card.text).toMatch(/run out on <t:\d+:F>/u);

  await decide(place.owner, 'set', { amount: '0.63' });
  await Promise.all(
    people.slice(0, 6).map(async (one) => one.command('krea', { prompt: 'and more' }).message(isAnswered)),
  );
  await discord.waitFor(place.alertsId, says('used up.'));
  expect(discord.messages(place.alertsId).filter(says('At this pace'))).toHaveLength(1);
});

test('naming a channel for alerts says at once what the bot lacks there, and whether the mention would be silent', async () => {
  const { discord } = studio();
  const server = addServer(studio(), 'lacking');
  const channel = discord.world.addChannel(server.guildId, { name: 'moderators' }).id;
  const quiet = discord.world.addRole(server.guildId, { name: 'quiet' }).id;
  const loud = discord.world.addRole(server.guildId, { name: 'loud', mentionable: true }).id;
  const say = async (options: Record<string, string>): Promise<string> =>
    (await privateAnswer(server.owner.command('krea-budget alerts', { channel, ...options }))).text;

  expect(await say({ role: loud })).not.toContain('⚠️');
  expect(await say({ role: quiet })).toContain('without being notified');
  discord.world.denyBot(channel, 'SendMessages');
  expect(await say({ role: loud })).toContain(`I need **Send Messages** in <#${channel}>`);
  discord.world.denyBot(channel, 'ViewChannel');
  expect(await say({})).toContain(`I can’t see <#${channel}>`);
});

test('the ledger comes to what Krea bills', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});

import { expect } from 'vitest';

import type { Actor, InteractionHandle, MessageView } from '../sandbox/discord/index.ts';
import { decide } from './decide.ts';
import { addServer, privateAnswer } from './studio.ts';
import type { Server, Studio } from './studio.ts';

/** A server with an alert channel and two who may decide there. */
export type Place = Server & { studio: Studio; alertsId: string; boss: Actor; second: Actor };

/** Adds such a server. */
export async function deciding(studio: Studio, name: string, amount = '5'): Promise<Place> {
  const { discord } = studio;
  const server = addServer(studio, name);
  const alertsId = discord.world.addChannel(server.guildId, { name: 'moderators' }).id;
  const role = discord.world.addRole(server.guildId, { name: 'deciders' }).id;
  const second = discord.world.addUser({ name: `second-of-${name}` }).id;
  discord.world.addMember(server.guildId, second, [role]);
  await decide(server.owner, 'set', { amount });
  await decide(server.owner, 'moderators', { role });
  await decide(server.owner, 'alerts', { channel: alertsId, forecast: false, thresholds: '100' });
  return {
    ...server,
    studio,
    alertsId,
    boss: discord.as(server.owner.userId, { channelId: alertsId }),
    second: discord.as(second, { channelId: alertsId }),
  };
}

/** Asks for a picture that is refused, and then the moderators for it; the card is what they see. */
export async function asked(
  place: Place,
  options: Record<string, string | number | boolean>,
): Promise<{ order: InteractionHandle; refusal: MessageView; card: MessageView }> {
  const order = place.member.command('krea', { prompt: 'a costly heron', ...options });
  const refusal = await privateAnswer(order);
  expect(refusal.buttons.map(({ label }) => label)).toEqual(['Ask a moderator']);
  const press = place.member.press(refusal, 'Ask a moderator');
  expect((await press.acknowledged()).type).toBe(6);
  const card = await place.studio.discord.waitFor(
    place.alertsId,
    ({ text }) => text.includes('asks for') && text.includes('Expires <t:'),
  );
  return { order, refusal, card };
}

/** A message that says this. */
export const says =
  (words: string) =>
  (message: MessageView): boolean =>
    message.text.includes(words);

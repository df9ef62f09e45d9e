import { expect, test } from 'vitest';

import { addServer, hasPictures, shareStudio } from './studio.ts';

const studio = shareStudio({ hurry: 10 });

test('one 401 changes nothing: later messages carry the token as before', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'doubted');
  discord.faults.add({ method: 'POST', route: /\/channels\/\d+\/messages$/, status: 401 });
  const order = here.member.command('krea', { prompt: 'a doubted token' });
  await order.acknowledged();
  discord.expireToken(order.id);

  await studio().bot().logged('delivered', order.id);

  expect(discord.messages(here.channelId).filter(({ pictures }) => pictures.length === 1)).toHaveLength(1);
});

test('a connection that Discord ends for want of shards leaves the process there, with its reason in the log', async () => {
  const { discord, bot, restart } = studio();
  let identified = 0;
  const unlisten = discord.on('gateway', ({ what }) => void (identified += what === 'identified' ? 1 : 0));
  discord.gateway.refuseConnections(4011);
  discord.gateway.drop(4000);

  await bot().logged('gateway connection ended for good', 'more servers than its shards may hold');

  expect(identified).toBe(0);
  discord.gateway.refuseConnections(null);
  await bot().kill();
  await restart();
  unlisten();
});

test('more servers than one shard may hold are served by one process', async () => {
  const { discord, bot, restart } = studio();
  await bot().kill();
  discord.world.addGuilds(2_501);
  await restart();
  // Shards connect one after the other.
  await bot().logged('"msg":"ready"');
  const here = addServer(studio(), 'many');

  const shown = await here.member.command('krea', { prompt: 'one of very many' }).message(hasPictures(1));

  expect(shown.pictures).toHaveLength(1);
});

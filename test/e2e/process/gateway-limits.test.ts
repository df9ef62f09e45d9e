import { expect, test } from 'vitest';

import { addServer, hasPictures, shareStudio } from '../studio.ts';

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

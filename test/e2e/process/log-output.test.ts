import { openSync } from 'node:fs';

import { expect, test } from 'vitest';

import { startBotProcess } from '../bot-process.ts';
import { addServer, hasPictures, openStudio } from '../studio.ts';

test('who reads the log is gone: the bot goes on, and ends in order', async () => {
  await using studio = await openStudio();
  studio.bot().child.stdout?.destroy();
  const order = addServer(studio, 'unlogged').member.command('krea', { prompt: 'a heron' });
  expect((await order.message(hasPictures(1))).pictures).toHaveLength(1);
  expect(await studio.bot().stop()).toBe(0);
});

test('the log’s disk is full: the bot starts, paints, and ends in order', async () => {
  await using studio = await openStudio();
  expect(await studio.bot().stop()).toBe(0);
  const bot = startBotProcess(studio.settings, { log: openSync('/dev/full', 'w') });
  await studio.discord.waitForBot({ commands: 4 });
  const order = addServer(studio, 'full').member.command('krea', { prompt: 'a heron' });
  expect((await order.message(hasPictures(1))).pictures).toHaveLength(1);
  expect(await bot.stop()).toBe(0);
});

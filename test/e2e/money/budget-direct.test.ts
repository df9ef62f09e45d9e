import { expect, test } from 'vitest';

import { addServer, hasPictures, openStudio, privateAnswer } from '../studio.ts';
import type { Studio } from '../studio.ts';

async function inDirect(own: Studio) {
  return own.discord.as(own.memberId).command('krea', { prompt: 'a private heron' });
}

test('direct messages cost nothing because nothing is possible there, unless the operator gives them a budget', async () => {
  await using own = await openStudio({ krea: { durationMs: 40 } });
  const closed = await inDirect(own);
  expect((await closed.message(({ text }) => text !== '')).text).toContain('no budget for direct messages');
  expect(own.krea.submits()).toEqual([]);

  await own.bot().stop();
  await own.restart({ DM_BUDGET_USD: '0.05', TOTAL_BUDGET_USD: '0.10' });
  const open = await (await inDirect(own)).message(hasPictures(1));
  expect(open.text).toContain('charged $0.03 · you have $0.02 left');
  expect((await (await inDirect(own)).message(({ text }) => text.includes('your budget'))).text).toContain(
    '$0.02 left',
  );

  // The operator's ceiling stands above all servers and direct messages together.
  const [here, there] = [addServer(own, 'here'), addServer(own, 'there')];
  await here.member.command('krea', { prompt: 'two more', count: 2 }).message(hasPictures(2));
  const over = await privateAnswer(there.member.command('krea', { prompt: 'one too many' }));
  expect(over.text).toContain('across all servers');
  expect(own.krea.bill()).toHaveLength(3);
});

test('somebody who brought the bot along into a server pays from their own wallet, not with the server’s money', async () => {
  await using own = await openStudio({ krea: { durationMs: 40 } });
  const { discord, krea } = own;
  const traveller = discord.world.addUser({ name: 'tess', installedApp: true });
  const guild = discord.world.addGuild({ name: 'without the bot', botInstalled: false });
  discord.world.addMember(guild.id, traveller.id);
  const channel = discord.world.addChannel(guild.id);
  const before = krea.submits().length;

  const handle = discord.as(traveller.id, { channelId: channel.id }).command('krea', { prompt: 'on the road' });

  expect((await privateAnswer(handle)).text).toContain('no budget for direct messages and personal installs');
  expect(krea.submits()).toHaveLength(before);
});

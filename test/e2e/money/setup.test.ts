import { expect, test } from 'vitest';

import { addServer, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { balance: 0 } });

test('a moderator reads what is wrong, and mends with buttons what the bot can mend', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'fresh');
  const setup = here.owner.command('krea-setup', {});
  const before = await privateAnswer(setup);
  expect(before.text).toContain('✓ I can post pictures in');
  expect(before.text).toContain('✗ No budget has been set, so the bot’s default applies: $5.00');
  expect(before.text).toContain('✓ Krea is responding.');
  expect(before.text).toContain('✓ I know the price of every model.');

  here.owner.press(before, 'Set the budget to $5.00');
  const after = await setup.message(({ text }) => text.includes('✓ Budget: $5.00'));
  expect(after.buttons.map(({ label }) => label)).not.toContain('Set the budget to $5.00');
  expect((await privateAnswer(here.owner.command('krea-budget log'))).text).toContain('by /krea-setup');
  const outsider = here.newMember('outsider').userId;
  expect(discord.visibleTo(here.owner.userId, here.channelId)).toHaveLength(2);
  expect(discord.visibleTo(outsider, here.channelId)).toEqual([]);
});

test('missing permissions are named, here and in another channel', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'closed');
  const other = discord.world.addChannel(here.guildId, { name: 'elsewhere' });
  discord.world.denyBot(here.channelId, 'AttachFiles');
  discord.world.denyBot(other.id, 'SendMessages');
  const { text } = await privateAnswer(here.owner.command('krea-setup', { channel: other.id }));
  expect(text).toContain(`✗ In <#${here.channelId}>, I need **Attach Files**`);
  expect(text).toContain(`✗ In <#${other.id}>, I need **Send Messages**`);
});

test('a balance that is used up is told after a picture met it', async () => {
  const here = addServer(studio(), 'broke');
  await here.member.command('krea', { prompt: 'a heron' }).message(({ text }) => text.includes('prepaid balance'));
  const { text } = await privateAnswer(here.owner.command('krea-setup', {}));
  expect(text).toMatch(/✗ Krea refused a picture <t:\d+:R>: this bot’s prepaid balance is used up\./);
});

test('members read nothing', async () => {
  const here = addServer(studio(), 'curious');
  const { text } = await privateAnswer(here.member.command('krea-setup', {}, { forged: true }));
  expect(text).toContain('**Manage Server**');
});

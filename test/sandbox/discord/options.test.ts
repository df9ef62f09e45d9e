import { ComponentType } from 'discord.js';
import { afterEach, expect, test } from 'vitest';

import { onInteraction, png, setStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
afterEach(async () => {
  await stage.stop();
});

test('Autocomplete gives choices, and options arrive with their types and files.', async () => {
  const options = [
    { type: 3, name: 'style', description: 'Style', required: true, autocomplete: true },
    { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 4 },
    { type: 11, name: 'image', description: 'Picture', file_types: ['image'] },
    { type: 6, name: 'friend', description: 'Friend' },
  ];
  stage = await setStage({
    commands: [
      { name: 'draw', description: 'Draws', options: [{ type: 1, name: 'one', description: 'One', options }] },
    ],
  });
  onInteraction(stage.client, async (interaction) => {
    if (interaction.isAutocomplete())
      return interaction.respond([{ name: `${interaction.options.getFocused()}l`, value: 'oil' }]);
    if (!interaction.isChatInputCommand()) return undefined;
    const { options: given } = interaction;
    return interaction.reply(
      [
        given.getSubcommand(),
        given.getString('style'),
        given.getInteger('count'),
        given.getAttachment('image')?.width,
        given.getUser('friend')?.username,
      ].join('|'),
    );
  });
  expect(await stage.here.autocomplete('draw one', { style: 'oi' }, 'style').choices()).toEqual([
    { name: 'oil', value: 'oil' },
  ]);
  expect(() => stage.here.command('draw one', { count: 2 })).toThrow('option style is required');
  expect(() => stage.here.command('draw one', { style: 'oil', count: 5 })).toThrow('out of range');
  expect(() => stage.here.command('draw', { style: 'oil' })).toThrow('sub-command must be chosen');
  expect(() =>
    stage.here.command('draw one', { style: 'oil' }, { attachments: { image: { name: 'a.exe', bytes: png } } }),
  ).toThrow('does not take a.exe');
  const run = stage.here.command(
    'draw one',
    { style: 'oil', count: 2, friend: stage.userId },
    { attachments: { image: { name: 'a.png', bytes: png } } },
  );
  expect(await run.message()).toMatchObject({ content: 'one|oil|2|3|ann' });
  expect(await stage.here.command('draw one', { style: 'oil', count: 99 }, { forged: true }).message()).toMatchObject({
    content: 'one|oil|99||',
  });
});

test('Message commands bring the words of their message.', async () => {
  stage = await setStage({
    commands: [
      { type: 3, name: 'Use as reference' },
      { type: 2, name: 'Poke' },
    ],
  });
  onInteraction(stage.client, async (interaction) => {
    if (interaction.isMessageContextMenuCommand())
      return interaction.reply(`${interaction.targetMessage.content} ${interaction.targetMessage.attachments.size}`);
    return interaction.isUserContextMenuCommand() && interaction.reply(interaction.targetUser.username);
  });
  const said = stage.here.say('look', [{ name: 'a.png', bytes: png }]);
  expect(await stage.here.contextMenu('Use as reference', said).message()).toMatchObject({ content: 'look 1' });
  expect(await stage.here.contextMenu('Poke', stage.userId).message()).toMatchObject({ content: 'ann' });
});

test('Entity selects resolve what was chosen.', async () => {
  stage = await setStage();
  onInteraction(stage.client, async (interaction) => {
    if (interaction.isUserSelectMenu())
      return interaction.update({ content: interaction.users.map((one) => one.username).join(), components: [] });
    const row = {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.UserSelect, custom_id: 'who' }],
    } as const;
    return interaction.isChatInputCommand() && interaction.reply({ content: 'who?', components: [row] });
  });
  const asked = await stage.here.command('draw').message();
  expect(await stage.here.select(asked, 'who', [stage.userId]).message()).toMatchObject({
    id: asked.id,
    content: 'ann',
    selects: [],
  });
});

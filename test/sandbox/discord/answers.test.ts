import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  EmbedBuilder,
  LabelBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
  FileUploadBuilder,
  RadioGroupBuilder,
  CheckboxBuilder,
} from 'discord.js';
import type { Interaction } from 'discord.js';
import { afterEach, expect, test } from 'vitest';

import { onCommand, onInteraction, png, setStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
afterEach(async () => {
  await stage.stop();
});

const V2 = MessageFlags.IsComponentsV2;

function picture(): { flags: typeof V2; components: ContainerBuilder[]; files: AttachmentBuilder[] } {
  const gallery = new MediaGalleryBuilder().addItems({
    media: { url: 'attachment://heron.png' },
    description: 'A heron',
  });
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('v1:again').setLabel('Reroll').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setCustomId('v1:remix').setLabel('Remix').setStyle(ButtonStyle.Secondary),
    new ButtonBuilder().setCustomId('v1:off').setLabel('Off').setStyle(ButtonStyle.Secondary).setDisabled(true),
  );
  const select = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder()
      .setCustomId('v1:with')
      .addOptions({ label: 'Large', value: 'large' }, { label: 'Small', value: 'small' }),
  );
  const container = new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent('Here it is'))
    .addMediaGalleryComponents(gallery)
    .addActionRowComponents(row)
    .addActionRowComponents(select);
  return { flags: V2, components: [container], files: [new AttachmentBuilder(png, { name: 'heron.png' })] };
}

async function drawing(handle: (interaction: Interaction) => Promise<unknown>): Promise<() => unknown[]> {
  stage = await setStage();
  const { caught } = onInteraction(stage.client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return handle(interaction);
    await interaction.deferReply();
    return interaction.editReply(picture());
  });
  return caught;
}

test('A slash command is deferred, and its answer edited in with an uploaded picture.', async () => {
  await drawing(async () => undefined);
  const run = stage.here.command('draw');
  expect(await run.acknowledged()).toMatchObject({ type: 5 });
  const answer = await run.message();
  expect(answer).toMatchObject({
    text: 'Here it is',
    componentsV2: true,
    loading: false,
    ephemeral: false,
    pictures: [{ name: 'heron.png', alt: 'A heron', width: 3, height: 2, contentType: 'image/png', bytes: png }],
  });
  expect(answer.raw()).toMatchObject({
    attachments: [],
    components: [
      {
        components: [
          {},
          { items: [{ media: { width: 3, attachment_id: expect.stringMatching(/^\d{17,19}$/u) } }] },
          {},
          {},
        ],
      },
    ],
  });
  const fetched = await fetch(answer.pictures[0]?.url ?? '');
  expect(Buffer.from(await fetched.arrayBuffer())).toEqual(png);
});

test('Buttons and selects carry their message, and deferred updates edit it in place.', async () => {
  await drawing(async (interaction) => {
    if (interaction.isButton()) {
      await interaction.deferUpdate();
      return interaction.editReply({
        components: [new TextDisplayBuilder().setContent(`pressed ${interaction.customId}`)],
        flags: V2,
      });
    }
    if (interaction.isStringSelectMenu())
      return interaction.reply({ content: interaction.values.join(), flags: MessageFlags.Ephemeral });
    return undefined;
  });
  const answer = await stage.here.command('draw').message();
  expect(answer.buttons.map((one) => one.label)).toEqual(['Reroll', 'Remix', 'Off']);
  const chosen = await stage.here.select(answer, 'v1:with', ['small']).message();
  expect(chosen).toMatchObject({ content: 'small', ephemeral: true });
  const pressed = await stage.here.press(answer, 'Reroll').message();
  expect(pressed).toMatchObject({ id: answer.id, text: 'pressed v1:again' });
  const other = stage.discord.world.addUser();
  expect(stage.discord.visibleTo(other.id, stage.channelId).map((one) => one.id)).toEqual([answer.id]);
});

test('The client refuses what a person could not do, and forged events pass.', async () => {
  await drawing(async (interaction) => interaction.isButton() && interaction.reply({ content: interaction.customId }));
  const answer = await stage.here.command('draw').message();
  expect(() => stage.here.press(answer, 'Off')).toThrow('disabled');
  expect(() => stage.here.press(answer, 'Nothing')).toThrow('it has Reroll, Remix, Off');
  expect(() => stage.here.select(answer, 'v1:with', ['huge'])).toThrow('no option huge');
  expect(() => stage.here.command('paint')).toThrow('there is no command paint; registered: draw');
  expect(await stage.here.press(answer, 'v1:drop-tables', { forged: true }).message()).toMatchObject({
    content: 'v1:drop-tables',
  });
});

test('A modal is opened, filled in and submitted with text, choices and files.', async () => {
  await drawing(async (interaction) => {
    if (interaction.isButton()) {
      const modal = new ModalBuilder()
        .setCustomId('v1:remix')
        .setTitle('Remix')
        .addLabelComponents(
          new LabelBuilder()
            .setLabel('Prompt')
            .setTextInputComponent(
              new TextInputBuilder()
                .setCustomId('prompt')
                .setStyle(TextInputStyle.Paragraph)
                .setValue('a heron')
                .setMaxLength(20),
            ),
          new LabelBuilder()
            .setLabel('Reference')
            .setFileUploadComponent(
              new FileUploadBuilder().setCustomId('files').setRequired(false).setFileTypes('image'),
            ),
          new LabelBuilder()
            .setLabel('Size')
            .setRadioGroupComponent(
              new RadioGroupBuilder()
                .setCustomId('size')
                .addOptions({ label: 'S', value: 's' }, { label: 'L', value: 'l' }),
            ),
          new LabelBuilder().setLabel('Public').setCheckboxComponent(new CheckboxBuilder().setCustomId('public')),
        );
      return interaction.showModal(modal);
    }
    if (!interaction.isModalSubmit()) return undefined;
    const { fields } = interaction;
    const files = fields.getUploadedFiles('files');
    return interaction.reply(
      [
        fields.getTextInputValue('prompt'),
        files?.first()?.contentType,
        fields.getRadioGroup('size'),
        fields.getCheckbox('public'),
      ].join('|'),
    );
  });
  const modal = await stage.here.press(await stage.here.command('draw').message(), 'Remix').modal();
  expect(() => stage.here.submit(modal, { Prompt: 'x'.repeat(21), Size: 'l' })).toThrow('too long');
  expect(() => stage.here.submit(modal, { Size: 'l' }, { Reference: [{ name: 'a.txt', bytes: png }] })).toThrow(
    'does not take a.txt',
  );
  expect(() => stage.here.submit(modal, {})).toThrow('field Size is required');
  const submitted = stage.here.submit(modal, { Size: 'l', Public: true }, { files: [{ name: 'ref.png', bytes: png }] });
  expect(await submitted.message()).toMatchObject({ content: 'a heron|image/png|l|true' });
});

test('Follow-ups are counted apart, and an ephemeral deferral stays ephemeral.', async () => {
  stage = await setStage();
  onCommand(stage.client, async (interaction) => {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply({ content: 'first' });
    await interaction.followUp({ content: 'second', flags: MessageFlags.Ephemeral });
    await interaction.followUp({
      embeds: [new EmbedBuilder().setTitle('third').setImage('attachment://a.png')],
      files: [new AttachmentBuilder(png, { name: 'a.png' })],
    });
  });
  const run = stage.here.command('draw');
  const [second, third] = await run.followUps(2);
  expect([(await run.message()).ephemeral, second?.ephemeral, third?.ephemeral]).toEqual([true, true, false]);
  expect(third).toMatchObject({ text: 'third', pictures: [{ name: 'a.png', width: 3 }] });
  expect(await run.message((it) => it.text === 'second')).toMatchObject({ id: second?.id });
});

test('An edit keeps the attachments it lists and drops the others.', async () => {
  stage = await setStage();
  onCommand(stage.client, async (interaction) => {
    await interaction.reply({
      files: [new AttachmentBuilder(png, { name: 'a.png' }), new AttachmentBuilder(png, { name: 'b.png' })],
    });
    const sent = await interaction.fetchReply();
    await interaction.editReply({
      attachments: [...sent.attachments.values()].slice(1),
      files: [new AttachmentBuilder(png, { name: 'c.png' })],
    });
  });
  const edited = await stage.here.command('draw').message((it) => it.edits === 1);
  expect(edited.pictures.map((one) => one.name)).toEqual(['b.png', 'c.png']);
});

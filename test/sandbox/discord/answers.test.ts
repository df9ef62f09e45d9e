import { AttachmentBuilder, ContainerBuilder, MediaGalleryBuilder, MessageFlags, TextDisplayBuilder } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { onCommand, png, setStage, type Stage } from './testing.ts';

let stage: Stage;
afterEach(async () => {
  await stage.stop();
});

test('A slash command is deferred, and its answer edited in with an uploaded picture.', async () => {
  stage = await setStage();
  onCommand(stage.client, async (interaction) => {
    await interaction.deferReply();
    const gallery = new MediaGalleryBuilder().addItems({ media: { url: 'attachment://heron.png' }, description: 'A heron' });
    const container = new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent('Here it is')).addMediaGalleryComponents(gallery);
    await interaction.editReply({ flags: MessageFlags.IsComponentsV2, components: [container], files: [new AttachmentBuilder(png, { name: 'heron.png' })] });
  });
  const run = stage.here.command('draw');
  expect(await run.acknowledged()).toMatchObject({ type: 5 });
  const answer = await run.message();
  expect(answer).toMatchObject({ text: 'Here it is', componentsV2: true, loading: false, ephemeral: false, pictures: [{ name: 'heron.png', alt: 'A heron', width: 3, height: 2, bytes: png }] });
  const fetched = await fetch(answer.pictures[0]?.url ?? '');
  expect(Buffer.from(await fetched.arrayBuffer())).toEqual(png);
});

import { afterEach, expect, test } from 'vitest';

import { createResponder } from '../../../src/discord/interactions/responder.ts';
import { fileMessage } from '../../../src/discord/render/export/file-message.ts';
import { createStage } from '../stage.ts';

let stage: Awaited<ReturnType<typeof createStage>> | undefined;
afterEach(async () => stage?.discord.stop());

test('a further message carries its files, and only who asked sees it', async () => {
  stage = await createStage();
  const { ann, channel, discord, rest } = stage;
  const ben = discord.world.addUser({ name: 'ben' });
  const { id, reply } = await stage.ask({ isPrivate: true });
  const responder = createResponder(rest, id, reply);
  for (const [part, send] of [
    ['1', responder.edit],
    ['2', responder.followUpPrivately],
  ] as const) {
    const { say, files } = fileMessage(`part ${part}`, [
      { name: `part-${part}.csv`, bytes: Buffer.from(`"${part}"\r\n`) },
    ]);
    await send(say, files);
  }

  const seen = discord.visibleTo(ann.id, channel.id);
  expect(
    seen.map(({ text, ephemeral, pictures }) => [
      text,
      ephemeral,
      pictures.map(({ name, bytes }) => `${name} ${bytes?.toString()}`),
    ]),
  ).toEqual([
    ['part 1', true, ['part-1.csv "1"\r\n']],
    ['part 2', true, ['part-2.csv "2"\r\n']],
  ]);
  expect(discord.visibleTo(ben.id, channel.id)).toEqual([]);
});

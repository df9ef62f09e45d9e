import { ComponentType } from 'discord.js';
import { expect, test } from 'vitest';

import { renderResultClassic } from '../../../../src/discord/render/result/result-classic.ts';
import { renderResult } from '../../../../src/discord/render/result/result.ts';
import { batchSample, ID, messageSample } from '../../samples.ts';

const FILE = { index: 2, bytes: Uint8Array.of(1), extension: 'bin', isFile: true } as const;

test('a paid picture that cannot be shown is a file beside the others, with words about the money', () => {
  const message = messageSample(batchSample());
  const pictures = [...message.pictures.filter(({ index }) => index !== 2), FILE];
  const { body, files } = renderResult({ ...message, pictures });
  const [container] = body.components;
  if (container?.type !== ComponentType.Container) throw new Error('A result begins with a container.');
  const [gallery, file, notes] = container.components;
  if (gallery?.type !== ComponentType.MediaGallery) throw new Error('The pictures come first.');
  expect(gallery.items).toHaveLength(pictures.length - 1);
  expect(file).toMatchObject({ type: ComponentType.File, file: { url: `attachment://krea-${ID}-2.bin` } });
  expect(notes).toMatchObject({
    content: expect.stringMatching(/^\*\*Picture 2:\*\* .* so here is the file\. Charged \$0\.03\./),
  });
  expect(files.map(({ name }) => name)).toContain(`krea-${ID}-2.bin`);
});

test('alone it takes no gallery, and in a classic message it is among the files', () => {
  const message = { ...messageSample(), pictures: [{ ...FILE, index: 1 }] };
  const [container] = renderResult(message).body.components;
  if (container?.type !== ComponentType.Container) throw new Error('A result begins with a container.');
  expect(container.components.map(({ type }) => type)).toEqual([
    ComponentType.File,
    ComponentType.TextDisplay,
    ComponentType.TextDisplay,
    ComponentType.TextDisplay,
  ]);
  const classic = renderResultClassic(message);
  expect(classic.body.content).toContain('here is the file. Charged $0.03.');
  expect(classic.files.map(({ name }) => name)).toEqual([`krea-${ID}-1.bin`]);
  expect(renderResultClassic({ ...message, isChargeTold: true }).body.content).toContain(
    'here is the file. Charged $0.03 already.',
  );
});

import { expect, test } from 'vitest';

import { prepareApart } from '../../../src/media/prepare/prepare-apart.ts';
import { quarters } from '../image-samples.ts';

test('whatever the process that reads an image writes and however it ends, the file counts as damaged and nothing else happens', async () => {
  const bytes = await quarters().png().toBuffer();
  // Words instead of an image, nothing at all, and an end with an error.
  for (const runtime of ['/bin/echo', '/bin/true', '/bin/false'])
    expect(await prepareApart(bytes, runtime)).toEqual({ problem: 'damaged' });
});

test('a process that cannot be started says nothing about the file', async () => {
  const bytes = await quarters().png().toBuffer();
  await expect(prepareApart(bytes, '/nowhere/node')).rejects.toThrow(
    'The process that reads images could not be started',
  );
});

import { Readable } from 'node:stream';

import { expect, test } from 'vitest';

import { readCapped } from '../../src/kit/read-capped.ts';

const bytes = (...values: number[]): Buffer => Buffer.from(values);

test('a stream is read to its end', async () => {
  expect(await readCapped(Readable.from([bytes(1, 2), bytes(3)]), 3)).toEqual(bytes(1, 2, 3));
  expect(await readCapped(Readable.from([]), 3)).toEqual(bytes());
});

test('one byte too many ends the reading and closes the stream; what came before is kept', async () => {
  const stream = Readable.from([bytes(1, 2), bytes(3, 4), bytes(5)]);
  const chunks: Uint8Array[] = [];
  expect(await readCapped(stream, 3, chunks)).toBeUndefined();
  expect(stream.destroyed).toBe(true);
  expect(chunks).toEqual([bytes(1, 2)]);
});

test('a stream that breaks rejects, and what came before is kept', async () => {
  async function* breaking(): AsyncGenerator<Buffer> {
    yield bytes(1, 2);
    throw new Error('broken');
  }
  const chunks: Uint8Array[] = [];
  await expect(readCapped(breaking(), 3, chunks)).rejects.toThrow('broken');
  expect(chunks).toEqual([bytes(1, 2)]);
});

test('what carries no bytes is refused', async () => {
  await expect(readCapped(Readable.from(['text']), 10)).rejects.toThrow(TypeError);
});

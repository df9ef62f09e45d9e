import { Duplex } from 'node:stream';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { readCapped } from '../kit/read-capped.ts';

/**
 * Reads a stream of bytes to its end through `decoders`; undefined, with everything closed, as soon as it exceeds
 * `maxBytes`, be it before, between or after them: a few bytes may unfold into gigabytes.
 */
export async function readDecoded(
  stream: Readable,
  maxBytes: number,
  decoders: readonly Transform[] = [],
): Promise<Uint8Array | undefined> {
  // Without the machinery of streams where it can be spared: fifty pictures that finish at once would notice it.
  return decoders.length === 0 ? await readCapped(stream, maxBytes) : await decode(stream, maxBytes, decoders);
}

async function decode(
  stream: Readable,
  maxBytes: number,
  decoders: readonly Transform[],
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let isTooLarge = false;

  async function* cap(source: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
    let length = 0;
    for await (const chunk of source) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('The stream does not carry bytes.');
      length += chunk.length;
      isTooLarge ||= length > maxBytes;
      if (isTooLarge) throw new RangeError('The stream is too large.');
      yield chunk;
    }
  }

  async function keep(source: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of source) chunks.push(chunk);
  }

  try {
    const capped = (): Duplex => Duplex.from(cap);
    await pipeline([stream, capped(), ...decoders.flatMap((decoder) => [decoder, capped()]), Duplex.from(keep)]);
  } catch (error) {
    if (isTooLarge) return undefined;
    throw error;
  }
  return Buffer.concat(chunks);
}

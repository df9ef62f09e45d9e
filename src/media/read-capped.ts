import { Duplex } from 'node:stream';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Reads a stream of bytes to its end through `decoders`; undefined, with everything closed, as soon as it exceeds
 * `maxBytes`, be it before, between or after them: a few bytes may unfold into gigabytes.
 */
export async function readCapped(stream: Readable, maxBytes: number, decoders: readonly Transform[] = []): Promise<Uint8Array | undefined> {
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

  async function collect(source: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of source) chunks.push(chunk);
  }

  try {
    const capped = (): Duplex => Duplex.from(cap);
    await pipeline([stream, capped(), ...decoders.flatMap((decoder) => [decoder, capped()]), Duplex.from(collect)]);
  } catch (error) {
    if (isTooLarge) return undefined;
    throw error;
  }
  return Buffer.concat(chunks);
}

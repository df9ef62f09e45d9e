import { Duplex } from 'node:stream';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Reads a stream of bytes to its end through `decoders`; undefined, with everything closed, as soon as it exceeds
 * `maxBytes`, be it before, between or after them: a few bytes may unfold into gigabytes.
 */
export async function readCapped(
  stream: Readable,
  maxBytes: number,
  decoders: readonly Transform[] = [],
): Promise<Uint8Array | undefined> {
  return decoders.length === 0 ? await collect(stream, maxBytes) : await decode(stream, maxBytes, decoders);
}

/** Without the machinery of streams: fifty pictures that finish at once would notice it. */
async function collect(stream: Readable, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early destroys the stream.
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('The stream does not carry bytes.');
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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

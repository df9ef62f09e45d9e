import type { Readable } from 'node:stream';

/** Reads a stream of bytes to its end; undefined, with the stream closed, as soon as it exceeds `maxBytes`. */
export async function readCapped(stream: Readable, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('The stream does not carry bytes.');
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

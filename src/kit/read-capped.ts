/**
 * Reads a stream of bytes to its end; undefined as soon as it exceeds `maxBytes`, and then the stream is left, which
 * destroys most. `chunks` keeps what came until then, also when the stream breaks and this rejects.
 */
export async function readCapped(
  stream: AsyncIterable<unknown>,
  maxBytes: number,
  chunks: Uint8Array[] = [],
): Promise<Buffer | undefined> {
  let length = 0;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('The stream does not carry bytes.');
    length += chunk.length;
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/**
 * A WebP that lacks the padding byte at its end, with it: browsers open it without, the decoder does not. Anything else
 * as it is.
 */
export function mendWebp(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 12));
  if (head.length < 12 || head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WEBP')
    return bytes;
  const announced = 8 + head.readUInt32LE(4);
  const isPaddingMissing = bytes.length % 2 === 1 && (bytes.length === announced || bytes.length === announced - 1);
  return isPaddingMissing ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes;
}

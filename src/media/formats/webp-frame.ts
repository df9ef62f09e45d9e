/** Where a WebP's first chunk stands, and how long the head of each is: its name and its length. */
const [FIRST_CHUNK, HEAD_BYTES] = [12, 8];
/** An animation's frames are drawn on a picture of their own. */
const KEPT_BYTES: Readonly<Record<string, number>> = { 'VP8 ': 0, VP8L: 4.5, ALPH: 2, ANMF: 9 };

/**
 * How many bytes for each pixel a WebP's decoder keeps until the end, whatever size is wanted: only the lossy kind
 * without transparency comes row by row. Undefined when there is no picture.
 */
export function webpKeptBytes(bytes: Uint8Array): number | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = FIRST_CHUNK; at + HEAD_BYTES <= file.length;) {
    const kept = KEPT_BYTES[file.toString('latin1', at, at + 4)];
    if (kept !== undefined) return kept;
    const length = file.readUInt32LE(at + 4);
    at += HEAD_BYTES + length + (length % 2);
  }
  return undefined;
}

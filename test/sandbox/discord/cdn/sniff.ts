/** What a file's first bytes say about it. */
export type Sniffed = {
  readonly contentType: string | null;
  readonly width: number | null;
  readonly height: number | null;
};

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Reads type and size from the headers of PNG, JPEG, WebP and GIF files. */
export function sniff(bytes: Buffer): Sniffed {
  try {
    if (bytes.subarray(0, 8).equals(png))
      return { contentType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    const head = bytes.toString('latin1', 0, 16);
    if (head.startsWith('GIF8'))
      return { contentType: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
    if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP')
      return { contentType: 'image/webp', ...webp(bytes, head.slice(12)) };
    if (bytes.readUInt16BE(0) === 0xffd8) return { contentType: 'image/jpeg', ...jpeg(bytes) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return { contentType: null, width: null, height: null };
}

type Size = { readonly width: number | null; readonly height: number | null };

function webp(bytes: Buffer, chunk: string): Size {
  if (chunk === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (chunk === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (chunk !== 'VP8L') return { width: null, height: null };
  const packed = bytes.readUInt32LE(21);
  return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
}

function jpeg(bytes: Buffer): Size {
  let at = 2;
  while (bytes.readUInt8(at) === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    // The frame headers are C0 to CF, except the three that define tables.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return { width: null, height: null };
}

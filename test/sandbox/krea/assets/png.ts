import { crc32 } from 'node:zlib';

const PIECE = 1024 * 1024;
const END_CHUNK = 12;

/** Makes a PNG as large as wanted with private chunks, which every reader skips: it stays the same picture. */
export function inflatePng(png: Buffer, size: number): Buffer {
  const padding: Buffer[] = [];
  let missing = size - png.length;
  while (missing > 0) {
    const length = Math.max(0, Math.min(PIECE, missing) - END_CHUNK);
    padding.push(chunk('paDd', Buffer.alloc(length, 0x2e)));
    missing -= length + END_CHUNK;
  }
  return Buffer.concat([png.subarray(0, -END_CHUNK), ...padding, png.subarray(-END_CHUNK)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(named));
  return Buffer.concat([head, named, tail]);
}

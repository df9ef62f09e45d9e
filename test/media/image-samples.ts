import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

import sharp from 'sharp';
import type { Sharp } from 'sharp';

import { loadSharp } from '../../src/media/formats/load-sharp.ts';
import { prepareReference } from '../../src/media/prepare/prepare-reference.ts';
import type { PreparedReference } from '../../src/ports/media.ts';

export const RED = [230, 20, 20] as const;
export const GREEN = [20, 200, 20] as const;
export const BLUE = [20, 20, 220] as const;
export const WHITE = [240, 240, 240] as const;

/** 48×32 in four quarters: red, green / blue, white. Which quarter lies where shows every rotation. */
export function quarters(): Sharp {
  const [width, height] = [48, 32];
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const top = x < 24 ? RED : GREEN;
      const bottom = x < 24 ? BLUE : WHITE;
      pixels.set(y < 16 ? top : bottom, (y * width + x) * 3);
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A grey surface of one colour, with or without transparency. */
export function surface(width: number, height: number, alpha?: number): Sharp {
  const background = { r: 120, g: 120, b: 120, ...(alpha !== undefined && { alpha }) };
  return sharp({ create: { width, height, channels: alpha === undefined ? 3 : 4, background } });
}

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url));
}

/** A PNG whose header promises `width` × `height`, and that holds `rows` rows in black and white. */
export function pngOf(
  width: number,
  height: number,
  rows: number,
  promised = { depth: 1, colours: 0, interlacing: 0 },
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = promised.depth;
  header[9] = promised.colours;
  header[12] = promised.interlacing;
  const pixels = deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** Prepares a reference within this process: what another one would do, without the time that starting it takes. */
export async function prepareHere(bytes: Uint8Array): Promise<PreparedReference> {
  return prepareReference(bytes, loadSharp);
}

/** Prepares a reference that must be taken, and decodes what came out. */
export async function prepare(bytes: Uint8Array) {
  const result = await prepareHere(bytes);
  if ('problem' in result) throw new Error(`The reference was refused: ${result.problem}`);
  const metadata = await sharp(result.bytes).metadata();
  const { data, info } = await sharp(result.bytes).raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number): number[] => {
    const at = ((y < 0 ? info.height + y : y) * info.width + (x < 0 ? info.width + x : x)) * info.channels;
    return [...data.subarray(at, at + info.channels)];
  };
  return { ...result, metadata, pixel, corners: [pixel(2, 2), pixel(-3, 2), pixel(2, -3), pixel(-3, -3)] };
}

/** The largest difference between two lists of colours. */
export function distance(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): number {
  return Math.max(
    ...expected.flatMap((colour, index) =>
      colour.map((value, channel) => Math.abs(value - (actual[index]?.[channel] ?? -999))),
    ),
  );
}

/**
 * A grey JPEG without restarts whose pixels cost nothing to encode: of each block of 64 it says that it is like the
 * last one.
 */
export async function greyJpeg(width: number, height: number): Promise<Uint8Array> {
  const small = await surface(8, 8).greyscale().jpeg({ optimizeCoding: false }).toBuffer();
  const scan = small.indexOf(Buffer.from([0xff, 0xda]));
  const pixels = scan + 2 + small.readUInt16BE(scan + 2);
  // Four blocks, each 00 (no difference) and 1010 (nothing else), in the standard tables.
  const blocks = Buffer.alloc(((width / 8) * (height / 8) * 3) / 4, Buffer.from([0x28, 0xa2, 0x8a]));
  return withJpegSize(Buffer.concat([small.subarray(0, pixels), blocks, small.subarray(-2)]), width, height);
}

/** Rewrites the size that a JPEG's frame announces. */
export function withJpegSize(file: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(file);
  const frame = Math.max(bytes.indexOf(Buffer.from([0xff, 0xc0, 0])), bytes.indexOf(Buffer.from([0xff, 0xc2, 0])));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/** Rewrites the size that a lossless WebP without anything beside its picture announces. */
export function withWebpSize(file: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(file);
  bytes.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  return bytes;
}

/** Rewrites the size that a HEIC file announces, in each of its size boxes. */
export function withSize(file: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(file);
  for (let at = bytes.indexOf('ispe'); at !== -1; at = bytes.indexOf('ispe', at + 4)) {
    bytes.writeUInt32BE(width, at + 8);
    bytes.writeUInt32BE(height, at + 12);
  }
  return bytes;
}

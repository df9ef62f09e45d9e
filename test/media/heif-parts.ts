import { fixture } from './image-samples.ts';

/** An HEIC file that puts its picture together: how it does, on what surface, and what size it announces. */
export interface PutTogether {
  how: 'grid' | 'overlay';
  columns: number;
  rows: number;
  surface: readonly [width: number, height: number];
  announced: readonly [width: number, height: number];
}

/** Boxes of the fixture's one image, in bytes: its coding, its size, its channels, and its data. */
const SOURCE = {
  type: [0, 28],
  handler: [40, 73],
  coding: [172, 295],
  size: [295, 315],
  channels: [315, 331],
  data: [361, 12_023],
} as const;

/** Makes one of copies of the same image of 8000×6400 pixels, which stands in it once: 12 KB, whatever it becomes. */
export function putTogether({ how, columns, rows, surface, announced }: PutTogether): Uint8Array {
  const file = fixture('51-megapixels.heic');
  const part = ([from, to]: readonly [number, number]): Uint8Array => file.subarray(from, to);
  const count = columns * rows;
  const parts = Array.from({ length: count }, (_, index) => index + 1);
  const whole = count + 1;

  const items = [...parts.map((id) => infoOf(id, 'hvc1')), infoOf(whole, how === 'grid' ? 'grid' : 'iovl')];
  const properties = box(
    'ipco',
    part(SOURCE.coding),
    part(SOURCE.size),
    part(SOURCE.channels),
    fullBox('ispe', 0, u32(...announced)),
  );
  const uses = [
    ...parts.map((id) => Buffer.concat([u16(id), Buffer.from([3, 0x81, 2, 3])])),
    Buffer.concat([u16(whole), Buffer.from([1, 4])]),
  ];
  const layout =
    how === 'grid'
      ? Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), u32(...surface)])
      : Buffer.concat([u16(1, 0, 0, 0, 65_535), u32(...surface), Buffer.alloc(8 * count)]);
  const meta = (dataAt: number): Buffer =>
    fullBox(
      'meta',
      0,
      part(SOURCE.handler),
      fullBox('pitm', 0, u16(whole)),
      box('idat', layout),
      fullBox(
        'iloc',
        1,
        Buffer.from([0x44, 0]),
        u16(whole),
        ...parts.flatMap((id) => [u16(id, 0, 0, 1), u32(dataAt, part(SOURCE.data).length)]),
        u16(whole, 1, 0, 1),
        u32(0, layout.length),
      ),
      fullBox('iinf', 0, u16(whole), ...items),
      box('iprp', properties, fullBox('ipma', 0, u32(whole), ...uses)),
      fullBox('iref', 0, box('dimg', u16(whole, count), ...parts.map((id) => u16(id)))),
    );
  const head = part(SOURCE.type);
  return Buffer.concat([head, meta(head.length + meta(0).length + 8), box('mdat', part(SOURCE.data))]);
}

function infoOf(id: number, type: string): Buffer {
  return fullBox('infe', 2, u16(id, 0), Buffer.from(`${type}\0`, 'latin1'));
}

function box(type: string, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([u32(8 + content.length), Buffer.from(type, 'latin1'), content]);
}

function fullBox(type: string, version: number, ...contents: readonly Uint8Array[]): Buffer {
  return box(type, Buffer.from([version, 0, 0, 0]), ...contents);
}

function u16(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeUInt16BE(number, 2 * index);
  return bytes;
}

function u32(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number, 4 * index);
  return bytes;
}

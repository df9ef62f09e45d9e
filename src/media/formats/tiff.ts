/** Decoded pixels: 8 bits a channel, red, green, blue and maybe alpha interleaved, rows `stride` bytes apart. */
export interface Pixels {
  width: number;
  height: number;
  channels: 3 | 4;
  stride: number;
  data: Uint8Array;
  iccProfile: Uint8Array | null;
}

const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;
const ENTRY_BYTES = 12;
const UNASSOCIATED_ALPHA = 2;

/**
 * Writes pixels as an uncompressed TIFF. It is how decoded pixels reach libvips together with their colour
 * profile: as bare pixels they could not carry one, and a telephone's colours would come out dull.
 */
export function encodeTiff({ width, height, channels, stride, data, iccProfile }: Pixels): Uint8Array<ArrayBuffer> {
  const profile = iccProfile ?? new Uint8Array(0);
  const rowBytes = width * channels;
  const entryCount = 10 + (channels === 4 ? 1 : 0) + (profile.length > 0 ? 1 : 0);
  const bitsOffset = 8 + 2 + entryCount * ENTRY_BYTES + 4;
  const profileOffset = bitsOffset + 2 * channels;
  const pixelsOffset = profileOffset + profile.length + (profile.length % 2);

  const entries: [tag: number, type: number, count: number, value: number][] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, channels, bitsOffset],
    [259, SHORT, 1, 1], // no compression
    [262, SHORT, 1, 2], // RGB
    [273, LONG, 1, pixelsOffset],
    [277, SHORT, 1, channels],
    [278, LONG, 1, height],
    [279, LONG, 1, rowBytes * height],
    [284, SHORT, 1, 1], // interleaved
  ];
  if (channels === 4) entries.push([338, SHORT, 1, UNASSOCIATED_ALPHA]);
  if (profile.length > 0) entries.push([34_675, UNDEFINED, profile.length, profileOffset]);

  const file = new Uint8Array(pixelsOffset + rowBytes * height);
  const view = new DataView(file.buffer);
  file.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, 8, true);
  view.setUint16(8, entries.length, true);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + index * ENTRY_BYTES;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
  }
  for (let channel = 0; channel < channels; channel += 1) view.setUint16(bitsOffset + 2 * channel, 8, true);
  file.set(profile, profileOffset);
  for (let row = 0; row < height; row += 1) {
    file.set(data.subarray(row * stride, row * stride + rowBytes), pixelsOffset + row * rowBytes);
  }
  return file;
}

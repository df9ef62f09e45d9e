/** What a JPEG's header says about the memory that decoding takes. */
export interface JpegFrame {
  /** Samples a pixel, after colours are sampled more coarsely. */
  samples: number;
  /** Whether a decoder has to keep all of it, because its pixels come in several scans. */
  isKept: boolean;
  /** Bytes before the pixels of the first scan. */
  headBytes: number;
}

const MARK = 0xff;
const LAST_COEFFICIENT = 63;
const START_OF_SCAN = 0xda;
/** Markers between 0xc0 and 0xcf that begin no frame: tables. */
const TABLES = new Set([0xc4, 0xc8, 0xcc]);
const PROGRESSIVE = new Set([0xc2, 0xc6, 0xca, 0xce]);

interface Segment {
  marker: number;
  body: Uint8Array;
}

/** A JPEG's segments, over fill bytes, strays and the pixels between them, as decoders find them. */
function* segmentsOf(bytes: Uint8Array): Generator<Segment> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== MARK || marker === MARK || !hasLength(marker)) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    yield { marker, body: bytes.subarray(at + 4, at + 2 + length) };
    at += 2 + length;
  }
}

/** Restarts, starts, ends and the marker that is none stand alone. */
function hasLength(marker: number): boolean {
  return marker >= 0xc0 && !(marker >= 0xd0 && marker <= 0xd9);
}

function isFrame({ marker }: Segment): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !TABLES.has(marker);
}

/** Reads a JPEG's frame and first scan; undefined when there are none. */
export function jpegFrame(bytes: Uint8Array): JpegFrame | undefined {
  let frame: Segment | undefined;
  for (const segment of segmentsOf(bytes)) {
    if (isFrame(segment)) frame = segment;
    if (segment.marker !== START_OF_SCAN) continue;
    if (frame === undefined) return undefined;
    const isPart = (segment.body[0] ?? 0) < (frame.body[5] ?? 0);
    const headBytes = segment.body.byteOffset + segment.body.length - bytes.byteOffset;
    return { samples: samplesOf(frame.body), isKept: PROGRESSIVE.has(frame.marker) || isPart, headBytes };
  }
  return undefined;
}

/** Whether the scans of a progressive JPEG that have begun bring every component to its last bit. */
export function hasEveryScan(bytes: Uint8Array): boolean {
  let components = 0;
  const [means, details] = [new Set<number>(), new Set<number>()];
  for (const segment of segmentsOf(bytes)) {
    const { marker, body } = segment;
    if (isFrame(segment)) components = body[5] ?? 0;
    if (marker !== START_OF_SCAN) continue;
    const count = body[0] ?? 0;
    const [first, last, shift] = [body[1 + 2 * count], body[2 + 2 * count], (body[3 + 2 * count] ?? 0) & 15];
    if (shift !== 0) continue;
    for (let n = 0; n < count; n += 1) {
      const id = body[1 + 2 * n] ?? 0;
      if (first === 0) means.add(id);
      if (last === LAST_COEFFICIENT) details.add(id);
    }
  }
  return components > 0 && means.size >= components && details.size >= components;
}

function samplesOf(frame: Uint8Array): number {
  const factors = Array.from({ length: frame[5] ?? 0 }, (_, component) => frame[7 + 3 * component] ?? 0x11);
  const areas = factors.map((factor) => (factor >> 4) * (factor & 15));
  const widest =
    Math.max(1, ...factors.map((factor) => factor >> 4)) * Math.max(1, ...factors.map((factor) => factor & 15));
  return areas.reduce((sum, area) => sum + area, 0) / widest;
}

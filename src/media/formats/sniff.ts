/** What bytes are, judged by their first ones alone; names and announced types can be wrong. */
export type Kind = 'png' | 'jpeg' | 'webp' | 'heic' | 'gif' | 'svg' | 'other';

const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
/** Says "an image in HEIF's container", whose coding the other brands tell. */
const GENERIC_BRANDS = new Set(['mif1', 'mif2', 'msf1']);
const OTHER_BRANDS = new Set(['avif', 'avis', 'jpeg', 'jpgs', 'j2ki', 'j2is', 'vvic', 'vvis', 'evbi']);
const TEXT_BYTES = 1024;

/** Tells PNG (APNG too), JPEG, WebP, HEIC, GIF and SVG by their magic bytes. */
export function sniff(bytes: Uint8Array): Kind {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, TEXT_BYTES)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.slice(4, 8) === 'ftyp') return isHeic(head) ? 'heic' : 'other';
  return isSvg(head) ? 'svg' : 'other';
}

/** ISO BMFF's first box: its size, `ftyp`, the major brand, a version, and the compatible brands. */
function isHeic(head: string): boolean {
  const size = Buffer.from(head.slice(0, 4), 'latin1').readUInt32BE();
  const list = `${head.slice(8, 12)}${head.slice(16, Math.min(size, TEXT_BYTES))}`;
  const brands = list.match(/.{4}/gs) ?? [];
  if (brands.some((brand) => HEIC_BRANDS.has(brand))) return true;
  return brands.some((brand) => GENERIC_BRANDS.has(brand)) && !brands.some((brand) => OTHER_BRANDS.has(brand));
}

function isSvg(head: string): boolean {
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart();
  return /^<(?:\?xml|svg|!--|!doctype svg)/i.test(text) && (/<svg[\s>]/i.test(text) || /^<\?xml/i.test(text));
}

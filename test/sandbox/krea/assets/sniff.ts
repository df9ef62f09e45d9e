const SIGNATURES: readonly [mime: string, offset: number, bytes: string][] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['video/webm', 0, '\x1aE\xdf\xa3'],
  ['model/gltf-binary', 0, 'glTF'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xff\xfb'],
];
const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1']);

/** The type of an upload by its content, or nothing when Krea takes no such file. */
export function sniff(file: Buffer): string | undefined {
  const text = (from: number, to: number): string => file.toString('latin1', from, to);
  const found = SIGNATURES.find(([, offset, bytes]) => text(offset, offset + bytes.length) === bytes);
  if (found !== undefined) return found[0];
  if (text(0, 4) === 'RIFF') {
    return { WEBP: 'image/webp', WAVE: 'audio/wav' }[text(8, 12)];
  }
  if (text(4, 8) !== 'ftyp') return undefined;
  const brand = text(8, 12);
  // AVIF shares the container, and is not taken.
  if (brand === 'avif' || brand === 'avis') return undefined;
  if (HEIC_BRANDS.has(brand)) return 'image/heic';
  return brand.startsWith('qt') ? 'video/quicktime' : 'video/mp4';
}

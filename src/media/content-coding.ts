import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};
/** No real picture is coded more often; a longer chain is an attack on our time. */
const MAX_CODINGS = 3;

/**
 * What undoes the codings that `content-encoding` names, in the order in which they are undone; undefined when one of
 * them is unknown. Servers code their answers although they were asked not to.
 */
export function decodersFor(header: string | readonly string[] | undefined): Transform[] | undefined {
  const names = String(header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const codings = names.filter((name) => name !== '' && name !== 'identity').toReversed();
  if (codings.length > MAX_CODINGS) return undefined;
  const decoders = codings.map((name) => (Object.hasOwn(DECODERS, name) ? DECODERS[name]?.() : undefined));
  return decoders.every((decoder) => decoder !== undefined) ? decoders : undefined;
}

import type { PreparedReference } from '../../ports/media.ts';

/**
 * A prepared reference as bytes between two processes: a line that says what it is, and the image behind it. Apart from
 * its reading, for the process that writes needs no schemas and is 10 MB smaller without.
 */
export function writePrepared(prepared: PreparedReference): Uint8Array {
  if ('problem' in prepared) return Buffer.from(`${JSON.stringify(prepared)}\n`);
  const { bytes, mediaType } = prepared;
  return Buffer.concat([Buffer.from(`${JSON.stringify({ mediaType })}\n`), bytes]);
}

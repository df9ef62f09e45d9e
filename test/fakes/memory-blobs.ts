import { createHash } from 'node:crypto';

import type { Blobs } from '../../src/app/ports/storage.ts';

/** Bytes in memory, each once. */
export function createMemoryBlobs(): Blobs {
  const blobs = new Map<string, { bytes: Uint8Array; mediaType: string }>();
  return {
    async put(bytes, mediaType) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (!blobs.has(hash)) blobs.set(hash, { bytes: Uint8Array.from(bytes), mediaType });
      return hash;
    },
    async get(hash) {
      const blob = blobs.get(hash);
      return blob === undefined ? undefined : { ...blob, bytes: Uint8Array.from(blob.bytes) };
    },
  };
}

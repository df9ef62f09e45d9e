import { createHash } from 'node:crypto';

import type { Blobs, NamedImage } from '../../src/app/ports/storage.ts';
import type { Memory } from './memory.ts';

/** Bytes in memory, each once. */
export function createMemoryBlobs(memory: Memory): Blobs {
  return {
    hashOf,
    async put(bytes, mediaType) {
      const hash = hashOf(bytes);
      keepImage(memory, { hash, bytes, mediaType });
      return hash;
    },
    async putUntil({ hash, bytes, mediaType }, until) {
      const { expiresAt } = memory.blobs.get(hash) ?? { expiresAt: until };
      if (expiresAt === null) return;
      keepImage(memory, { hash, bytes, mediaType });
      expireBlob(memory, hash, Math.max(expiresAt, until));
    },
    async get(hash) {
      const blob = memory.blobs.get(hash);
      return blob === undefined ? undefined : { bytes: Uint8Array.from(blob.bytes), mediaType: blob.mediaType };
    },
    async removeExpired(now) {
      const expired = [...memory.blobs].filter(([, { expiresAt }]) => expiresAt !== null && expiresAt <= now);
      for (const [hash] of expired) memory.blobs.delete(hash);
      return expired.length;
    },
  };
}

/** Keeps the image for ever; bytes that are there already stay as they came first. */
export function keepImage(memory: Memory, { hash, bytes, mediaType }: NamedImage): void {
  if (!memory.blobs.has(hash)) memory.blobs.set(hash, { bytes: Uint8Array.from(bytes), mediaType, expiresAt: null });
  expireBlob(memory, hash, null);
}

/** Sets until when the bytes are kept, if they are there; null for ever. */
export function expireBlob(memory: Memory, hash: string, expiresAt: number | null): void {
  const blob = memory.blobs.get(hash);
  if (blob !== undefined) blob.expiresAt = expiresAt;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

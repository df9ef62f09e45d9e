import { createHash } from 'node:crypto';

import type { Blobs, NamedImage } from '../../../src/ports/store/storage.ts';
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
      const known = memory.blobs.get(hash);
      if (known !== undefined && known.usedAt !== null) known.usedAt = Math.max(known.usedAt, until);
      const { expiresAt } = known ?? { expiresAt: until };
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
    has: async (hashes) => hashes.every((hash) => memory.blobs.has(hash)),
    async removeUnused(before) {
      const unused = [...memory.blobs]
        .filter(([, { usedAt }]) => usedAt !== null && usedAt < before)
        .map(([hash]) => hash);
      for (const hash of unused) memory.blobs.delete(hash);
      const gone = [...memory.generations.values()]
        .flatMap(({ pictures }) => pictures)
        .filter(({ hash }) => hash !== null && unused.includes(hash));
      for (const picture of gone)
        Object.assign(picture, { hash: null, url: null, failure: { reason: 'file-removed' } });
      return unused.length;
    },
    async sizes(since) {
      const all = [...memory.blobs.values()];
      const sum = (some: typeof all): number => some.reduce((bytes, blob) => bytes + blob.bytes.length, 0);
      return { file: sum(all), recent: sum(all.filter(({ usedAt }) => usedAt !== null && usedAt >= since)) };
    },
  };
}

/** Keeps the image for ever; bytes that are there already stay as they came first. */
export function keepImage(memory: Memory, { hash, bytes, mediaType }: NamedImage): void {
  if (!memory.blobs.has(hash))
    memory.blobs.set(hash, { bytes: Uint8Array.from(bytes), mediaType, expiresAt: null, usedAt: null });
  expireBlob(memory, hash, null);
}

/** Keeps the bytes for ever, if they are there, and notes that they are used then. */
export function useBlob(memory: Memory, hash: string, at: number): void {
  expireBlob(memory, hash, null);
  const blob = memory.blobs.get(hash);
  if (blob !== undefined) blob.usedAt = Math.max(blob.usedAt ?? at, at);
}

/** Sets until when the bytes are kept, if they are there; null for ever. */
function expireBlob(memory: Memory, hash: string, expiresAt: number | null): void {
  const blob = memory.blobs.get(hash);
  if (blob !== undefined) blob.expiresAt = expiresAt;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

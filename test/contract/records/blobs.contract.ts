import { createHash } from 'node:crypto';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Blobs, NamedImage } from '../../../src/ports/store/storage.ts';

/** What every store of bytes must do. */
export function blobsContract(
  name: string,
  createBlobs: () => Promise<{ blobs: Blobs; close(): Promise<void> }>,
): void {
  describe(`blobs: ${name}`, () => {
    test('any bytes come back as they were, under their SHA-256', async () => {
      const { blobs, close } = await createBlobs();
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
          const hash = await blobs.put(bytes, 'image/png');
          expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
          expect(blobs.hashOf(bytes)).toBe(hash);
          const found = await blobs.get(hash);
          expect(found?.mediaType).toBe('image/png');
          expect(Buffer.from(found?.bytes ?? [])).toStrictEqual(Buffer.from(bytes));
        }),
      );
      await close();
    });

    test('the same bytes are kept once, as they came first', async () => {
      const { blobs, close } = await createBlobs();
      const bytes = Uint8Array.of(1, 2, 3);
      const [first, second] = [await blobs.put(bytes, 'image/png'), await blobs.put(bytes, 'image/webp')];
      expect(second).toBe(first);
      expect(await blobs.get(first)).toStrictEqual({ bytes, mediaType: 'image/png' });
      await close();
    });

    test('what is kept until a time is readable until it is removed, to the millisecond, and nothing else is', async () => {
      const { blobs, close } = await createBlobs();
      const stays = await blobs.put(Uint8Array.of(9), 'image/png');
      const [first, second] = [named(blobs, 1), named(blobs, 2)];
      await blobs.putUntil(first, 100);
      await blobs.putUntil(second, 101);
      expect(await blobs.removeExpired(99)).toBe(0);
      expect(await blobs.get(first.hash)).toStrictEqual({ bytes: first.bytes, mediaType: 'image/png' });
      expect(await removeAll(blobs, 100)).toBe(1);
      expect(
        await Promise.all([first.hash, second.hash, stays].map(async (hash) => (await blobs.get(hash)) !== undefined)),
      ).toEqual([false, true, true]);
      await close();
    });

    test('of two times the later counts, and for ever is later than every time, whichever came first', async () => {
      const { blobs, close } = await createBlobs();
      const [later, sooner, before, after] = [named(blobs, 1), named(blobs, 2), named(blobs, 3), named(blobs, 4)];
      for (const until of [100, 200]) await blobs.putUntil(later, until);
      for (const until of [200, 100]) await blobs.putUntil(sooner, until);
      await blobs.put(before.bytes, before.mediaType);
      for (const image of [before, after]) await blobs.putUntil(image, 100);
      await blobs.put(after.bytes, after.mediaType);
      expect(await removeAll(blobs, 199)).toBe(0);
      expect(await removeAll(blobs, 200)).toBe(2);
      for (const { hash } of [before, after]) expect(await blobs.get(hash)).toBeDefined();
      await close();
    });

    test('however many have expired, all are removed in the end', async () => {
      const { blobs, close } = await createBlobs();
      for (let byte = 0; byte < 50; byte += 1) await blobs.putUntil(named(blobs, byte), 100);
      expect(await removeAll(blobs, 100)).toBe(50);
      await close();
    });

    test('unknown bytes are not found', async () => {
      const { blobs, close } = await createBlobs();
      expect(await blobs.get('f'.repeat(64))).toBeUndefined();
      await close();
    });
  });
}

function named(blobs: Blobs, byte: number): NamedImage {
  const bytes = Uint8Array.of(byte);
  return { hash: blobs.hashOf(bytes), bytes, mediaType: 'image/png' };
}

/** Removes handful by handful; returns how many there were. */
async function removeAll(blobs: Blobs, now: number): Promise<number> {
  let removed = 0;
  for (let some = 1; some > 0; removed += some) some = await blobs.removeExpired(now);
  return removed;
}

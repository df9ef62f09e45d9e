import { createHash } from 'node:crypto';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Blobs } from '../../src/app/ports/storage.ts';

/** What every store of bytes must do. */
export function blobsContract(name: string, createBlobs: () => Promise<{ blobs: Blobs; close(): Promise<void> }>): void {
  describe(`blobs: ${name}`, () => {
    test('any bytes come back as they were, under their SHA-256', async () => {
      const { blobs, close } = await createBlobs();
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
          const hash = await blobs.put(bytes, 'image/png');
          expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
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

    test('unknown bytes are not found', async () => {
      const { blobs, close } = await createBlobs();
      expect(await blobs.get('f'.repeat(64))).toBeUndefined();
      await close();
    });
  });
}

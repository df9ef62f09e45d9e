import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { NO_RULES, REFERENCE_SPAN_MS } from '../../../src/core/rules/rules.ts';
import type { NewGeneration } from '../../../src/ports/store/journal.ts';
import type { NamedImage } from '../../../src/ports/store/storage.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import { admitted, EACH, FIRST, sample } from '../samples.ts';

const TIME = 100;

const bytesOf = (which: number): Uint8Array => Uint8Array.of(which >> 8, which & 255);

/** What every store must do with images so that what is used stays and what is refused leaves nothing. */
export function usedImagesContract(name: string, createStore: () => Promise<Store>): void {
  describe(`used images: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    const image = (which: number): NamedImage => ({
      hash: store.blobs.hashOf(bytesOf(which)),
      bytes: bytesOf(which),
      mediaType: 'image/png',
    });
    const isKept = async (which: number): Promise<boolean> => (await store.blobs.get(image(which).hash)) !== undefined;

    /** Opens a generation that refers to the images and brings those that are `new`. */
    async function openWith(
      which: readonly number[],
      changes: { id?: string; cap?: number; isNew?: boolean; version?: number | null } = {},
    ): Promise<string> {
      const { id = '1001', cap = 10 * EACH, isNew = true, version = null } = changes;
      const images = which.map(image);
      const references = images.map(({ hash }) => ({ hash, strength: 0.6 }));
      const generation = sample({ id, request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7, references } });
      const { kind } = await store.journal.open(
        generation,
        admitted(generation, { guild: cap }),
        version,
        isNew ? images : [],
      );
      return kind;
    }

    test('an opened generation has all its images, also those that were there already', async () => {
      const known = await store.blobs.put(bytesOf(1), 'image/webp');
      expect(await openWith([1, 2, 3, 3])).toBe('opened');
      expect(await store.blobs.get(known)).toStrictEqual({ bytes: bytesOf(1), mediaType: 'image/webp' });
      for (const which of [2, 3])
        expect(await store.blobs.get(image(which).hash)).toStrictEqual({
          bytes: bytesOf(which),
          mediaType: 'image/png',
        });
    });

    test('what is refused, came twice or was judged by old rules leaves no image behind', async () => {
      expect(await openWith([1], { cap: EACH - 1 })).toBe('refused');
      expect(await openWith([2])).toBe('opened');
      expect(await openWith([3])).toBe('duplicate');
      const actor = { userId: 'moderator-1', interactionId: 'i-1' };
      arranged(
        await store.rulebook.change(
          'guild-1',
          0,
          { ...NO_RULES, cap: 5 },
          { actor, action: 'set', targetId: null, reason: null },
          10,
        ),
      );
      expect(await openWith([4], { id: '1002', version: 0 })).toBe('stale-rules');
      expect(await Promise.all([1, 2, 3, 4].map(isKept))).toEqual([false, true, false, false]);
    });

    test.each([
      ['with the images', true],
      ['without the images, as approvals and rerolls do,', false],
    ])('whoever opens %s keeps them for ever', async (_, isNew) => {
      await store.blobs.putUntil(image(1), TIME);
      await store.blobs.putUntil(image(2), TIME);
      await openWith([1], { isNew });
      await store.blobs.removeExpired(TIME);
      expect([await isKept(1), await isKept(2)]).toEqual([true, false]);
    });

    test('who is refused keeps nothing for ever', async () => {
      await store.blobs.putUntil(image(1), TIME);
      expect(await openWith([1], { cap: 0 })).toBe('refused');
      await store.blobs.removeExpired(TIME);
      expect(await isKept(1)).toBe(false);
    });

    test('one person’s images of a day take so much of the disk in all servers together, each counted once, whatever became of the pictures', async () => {
      const bring = async (
        id: string,
        which: readonly number[],
        changes: Partial<NewGeneration> = {},
      ): Promise<[foreseen: string, kind: string]> => {
        const images = which.map(image);
        const request = {
          ...REQUEST_DEFAULTS,
          prompt: 'a heron',
          seed: 7,
          references: images.map(({ hash }) => ({ hash, strength: 0.6 })),
        };
        const generation = sample({ id, request, ...changes });
        const admission = { ...admitted(generation, { now: generation.createdAt }), referenceBytes: 4 };
        const foreseen = await store.journal.foresee(generation, admission, {
          count: 1,
          total: EACH,
          hasFiles: which.length > 0,
        });
        return [foreseen?.kind ?? 'possible', (await store.journal.open(generation, admission, null, images)).kind];
      };
      const { createdAt } = sample();
      expect(await bring('1001', [1])).toEqual(['possible', 'opened']);
      arranged(await store.journal.move({ generationId: '1001', index: 1 }, 'queued', 'cancelled', createdAt));
      expect(await bring('1002', [1, 2], { wallet: { scope: 'guild', id: 'guild-2' } })).toEqual([
        'possible',
        'opened',
      ]);
      expect(await bring('1003', [3])).toEqual(['too-many-images', 'too-many-images']);
      expect(await isKept(3)).toBe(false);
      expect(await bring('1004', [])).toEqual(['possible', 'opened']);
      expect(await bring('1005', [3], { userId: 'user-2' })).toEqual(['possible', 'opened']);
      expect(await bring('1006', [4], { createdAt: createdAt + REFERENCE_SPAN_MS })).toEqual(['possible', 'opened']);
    });

    test('a finished picture is kept for ever when it is noted, though an offer brought the same bytes', async () => {
      await openWith([]);
      await store.blobs.putUntil(image(1), TIME);
      await store.journal.noteHash(FIRST, image(1).hash);
      await store.blobs.removeExpired(TIME);
      expect(await isKept(1)).toBe(true);
    });

    test('whatever happens at the same time, an image that came with an opened generation is never removed, and what nobody uses is', async () => {
      const which = fc.nat(3);
      const step = fc.oneof(
        fc.record({ kind: fc.constant('offer' as const), which, until: fc.nat(200) }),
        fc.record({ kind: fc.constant('open' as const), which, cap: fc.constantFrom(0, 8000 * EACH) }),
        fc.record({ kind: fc.constant('sweep' as const), now: fc.nat(200) }),
      );
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
          async (rounds) => {
            runs += 1;
            const ours = (one: number): number => 4 * runs + one;
            const used = new Set<number>();
            for (const [round, steps] of rounds.entries()) {
              await Promise.all(
                steps.map(async (one, place) => {
                  if (one.kind === 'offer') return store.blobs.putUntil(image(ours(one.which)), one.until);
                  if (one.kind === 'sweep') return store.blobs.removeExpired(one.now);
                  if (
                    (await openWith([ours(one.which)], { id: `${runs}-${round}-${place}`, cap: one.cap })) === 'opened'
                  )
                    used.add(one.which);
                }),
              );
              for (const one of used) expect(await isKept(ours(one))).toBe(true);
            }
            await store.blobs.removeExpired(200);
            expect(await Promise.all([0, 1, 2, 3].map(async (one) => isKept(ours(one))))).toEqual(
              [0, 1, 2, 3].map((one) => used.has(one)),
            );
          },
        ),
        { numRuns: 60 },
      );
    });
  });
}

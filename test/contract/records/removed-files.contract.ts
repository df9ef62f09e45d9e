import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { admitted, EACH, NOVEMBER, opened, sample, TO_FINISHED } from '../samples.ts';

const FINISHED_AT = NOVEMBER.startsAt + 2000;
const DAY = 24 * 60 * 60_000;

/** What every store must do about files that were not used for long. */
export function removedFilesContract(name: string, createStore: () => Promise<Store>): void {
  describe(`removed files: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    async function finished(id: string, byte: number): Promise<string> {
      await opened(store.journal, { id }, [...TO_FINISHED, 'delivered']);
      const hash = await store.blobs.put(Uint8Array.of(byte), 'image/png');
      await store.journal.noteHash({ generationId: id, index: 1 }, hash);
      return hash;
    }

    async function asked(id: string, hash: string, at: number): Promise<void> {
      const request = { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7, references: [{ hash, strength: 0.6 }] };
      const generation = sample({ id, createdAt: at, request });
      expect(await store.journal.open(generation, admitted(generation), null)).toMatchObject({ kind: 'opened' });
    }

    async function removeAll(before: number): Promise<number> {
      let removed = 0;
      for (let step = 1; step > 0; removed += step) step = await store.blobs.removeUnused(before);
      return removed;
    }

    test('a picture’s file goes after its time; its row, its price and its words stay, and nobody seeks it again', async () => {
      const hash = await finished('1001', 1);
      expect(await removeAll(FINISHED_AT)).toBe(0);
      expect(await store.blobs.has([hash])).toBe(true);
      expect(await removeAll(FINISHED_AT + 1)).toBe(1);
      expect(await store.blobs.get(hash)).toBeUndefined();
      expect((await store.journal.find('1001'))?.pictures).toMatchObject([
        { state: 'delivered', hash: null, url: null, failure: { reason: 'file-removed' } },
      ]);
      expect(await store.journal.uncopied(0)).toStrictEqual([]);
      expect((await store.ledger.entries('1001')).map(({ kind, amount }) => [kind, amount])).toStrictEqual([
        ['hold', EACH],
        ['settle', EACH],
      ]);
      expect(await removeAll(FINISHED_AT + DAY)).toBe(0);
    });

    test('a reference stays for as long as requests with it come, and its requests stay on record without it', async () => {
      const hash = await store.blobs.put(Uint8Array.of(1), 'image/jpeg');
      await asked('1001', hash, NOVEMBER.startsAt);
      await asked('1002', hash, NOVEMBER.startsAt + 5 * DAY);
      await asked('1003', hash, NOVEMBER.startsAt + 2 * DAY);
      expect(await removeAll(NOVEMBER.startsAt + 5 * DAY)).toBe(0);
      expect(await removeAll(NOVEMBER.startsAt + 5 * DAY + 1)).toBe(1);
      expect(await store.blobs.has([hash])).toBe(false);
      expect((await store.journal.find('1001'))?.request.references).toStrictEqual([{ hash, strength: 0.6 }]);
    });

    test('what is a picture and a reference, or two pictures, goes when the last use of it is over', async () => {
      const hash = await finished('1001', 1);
      await asked('1002', hash, FINISHED_AT + DAY);
      expect(await removeAll(FINISHED_AT + DAY)).toBe(0);
      expect(await removeAll(FINISHED_AT + DAY + 1)).toBe(1);
      expect((await store.journal.find('1001'))?.pictures[0]?.hash).toBeNull();
    });

    test('what was used long ago stays as long as a refused request that brought it again may be asked for', async () => {
      const hash = await store.blobs.put(Uint8Array.of(1), 'image/jpeg');
      await asked('1001', hash, NOVEMBER.startsAt);
      const image = { hash, bytes: Uint8Array.of(1), mediaType: 'image/jpeg' };
      await store.blobs.putUntil(image, NOVEMBER.startsAt + 9 * DAY);
      await store.blobs.putUntil(image, NOVEMBER.startsAt + 8 * DAY);
      expect(await removeAll(NOVEMBER.startsAt + 9 * DAY)).toBe(0);
      expect(await store.blobs.has([hash])).toBe(true);
      expect(await removeAll(NOVEMBER.startsAt + 9 * DAY + 1)).toBe(1);
    });

    test('what nothing has used, or what comes anew, is not touched', async () => {
      const unused = await store.blobs.put(Uint8Array.of(9), 'image/png');
      await finished('1001', 1);
      expect(await removeAll(FINISHED_AT + DAY)).toBe(1);
      const again = await finished('1002', 1);
      expect(await store.blobs.has([unused, again])).toBe(true);
      expect(await store.blobs.has([unused, 'missing'])).toBe(false);
      expect(await store.blobs.has([])).toBe(true);
    });

    test('more than a handful goes in steps, the oldest first', async () => {
      for (let n = 0; n < 30; n += 1)
        await asked(String(1001 + n), await store.blobs.put(Uint8Array.of(n), 'image/png'), NOVEMBER.startsAt + n);
      expect(await removeAll(NOVEMBER.startsAt + 25)).toBe(25);
    });

    test('the size of what was used since is told', async () => {
      await asked('1001', await store.blobs.put(new Uint8Array(1000), 'image/png'), NOVEMBER.startsAt);
      await asked('1002', await store.blobs.put(new Uint8Array(500), 'image/png'), NOVEMBER.startsAt + DAY);
      expect((await store.blobs.sizes(NOVEMBER.startsAt)).recent).toBe(1500);
      expect((await store.blobs.sizes(NOVEMBER.startsAt + 1)).recent).toBe(500);
      expect((await store.blobs.sizes(0)).file).toBeGreaterThanOrEqual(1500);
    });
  });
}

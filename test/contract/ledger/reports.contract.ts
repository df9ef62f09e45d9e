import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { PictureState } from '../../../src/core/picture/generation.ts';
import type { NewGeneration } from '../../../src/ports/store/journal.ts';
import type { ExportRow } from '../../../src/ports/store/ledger-reader.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';
import { collect, DECEMBER, EACH, NOVEMBER, open, opened, sample, TO_FINISHED } from '../samples.ts';

const DAY = 24 * 3_600_000;
const day = (count: number): number => NOVEMBER.startsAt + count * DAY;
const GUILD = 'guild-1';

/** What every store must tell people about a server's money. */
export function reportsContract(name: string, createStore: () => Promise<Store>): void {
  describe(`reports: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    const rows = async (periodKey = NOVEMBER.key): Promise<ExportRow[]> =>
      collect(store.ledger.periodEntries(GUILD, periodKey));

    const paid = async (
      id: string,
      createdAt: number,
      changes: Partial<NewGeneration> = {},
      ...paths: PictureState[][]
    ): Promise<void> =>
      opened(store.journal, { id, createdAt, ...changes }, ...(paths.length === 0 ? [[...TO_FINISHED]] : paths));

    test('an export lists every picture with all that is known about it', async () => {
      const parent = { generationId: '900', index: 2 };
      await opened(store.journal, { parent, createdAt: day(1) }, ['submitting']);
      arranged(
        await store.journal.move({ generationId: '1001', index: 1 }, 'submitting', 'running', day(2), {
          remoteId: 'job-1',
        }),
      );
      expect(await rows()).toStrictEqual([
        {
          heldAt: day(1),
          periodKey: NOVEMBER.key,
          userId: 'user-1',
          channelId: 'channel-1',
          generationId: '1001',
          index: 1,
          remoteId: 'job-1',
          variant: 'medium',
          tier: 'text',
          priceVersion: '2026-11',
          held: EACH,
          charged: 0,
          released: 0,
          state: 'running',
          parent,
        },
      ]);
    });

    test('what is exported sums up to what the ledger has spent and holds', async () => {
      await paid('1001', day(0), {}, [], ['submitting', 'uncertain'], ['cancelled'], [...TO_FINISHED]);
      await paid('1002', day(29), { userId: 'user-2' }, [...TO_FINISHED, 'kept'], ['submitting', 'failed']);
      const listed = await rows();
      const { spent, held } = await store.budgets.balance('guild', GUILD, NOVEMBER.key);
      expect(listed.reduce((sum, row) => sum + row.charged, 0)).toBe(spent);
      expect(listed.reduce((sum, row) => sum + row.held, 0)).toBe(held);
      expect(listed.map(({ released }) => released)).toStrictEqual([0, 0, EACH, 0, 0, EACH]);
      expect(listed.map(({ state, held, charged }) => `${state} ${held} ${charged}`)).toStrictEqual([
        `queued ${EACH} 0`,
        `uncertain ${EACH} 0`,
        'cancelled 0 0',
        `finished 0 ${EACH}`,
        `kept 0 ${EACH}`,
        'failed 0 0',
      ]);
    });

    test('an export is of one period and one server, oldest first; the periods are those in which anything was held or carried', async () => {
      await paid('1004', day(2));
      await paid('1003', day(1));
      expect(
        await open(store.journal, { id: '1002', createdAt: DECEMBER.startsAt }, { period: DECEMBER }),
      ).toMatchObject({ kind: 'opened' });
      await paid('1005', day(2), { wallet: { scope: 'guild', id: 'guild-2' } });
      await paid('1006', day(2), { wallet: { scope: 'direct', id: GUILD } });
      expect((await rows()).map(({ generationId }) => generationId)).toStrictEqual(['1003', '1004']);
      expect((await rows(DECEMBER.key)).map(({ generationId }) => generationId)).toStrictEqual(['1002']);
      expect(await rows('day:2026-11-02@UTC')).toStrictEqual([]);
      expect((await store.ledger.periods(GUILD)).toSorted()).toStrictEqual([NOVEMBER.key, DECEMBER.key]);
      expect(await store.ledger.periods('guild-3')).toStrictEqual([]);
      expect(await store.ledger.untraced(GUILD, NOVEMBER.key)).toStrictEqual([]);
    });

    test.each<[string, number, PictureState[]]>([
      ['cost nothing', 0, [...TO_FINISHED]],
      ['will cost nothing', 0, []],
      ['were given back', EACH, ['cancelled']],
    ])('a period can be exported when all its pictures %s: the file lists them', async (_, each, path) => {
      await paid('1001', day(2), { price: { ...sample().price, each } }, path);
      await paid('1002', day(2), { wallet: { scope: 'guild', id: 'guild-2' } });
      expect(await store.ledger.periods(GUILD)).toStrictEqual([NOVEMBER.key]);
      expect(await rows()).toHaveLength(1);
    });

    test('an export over several pages misses nothing and repeats nothing, also when all came at once', async () => {
      const ids = Array.from({ length: 300 }, (_, count) => `${10_000 + count}`);
      for (const [count, id] of ids.entries())
        await opened(
          store.journal,
          { id, createdAt: day(count < 290 ? 1 : 2), price: { ...sample().price, each: 1 } },
          [],
          [],
          [],
          [],
        );
      const listed = (await rows()).map(({ generationId, index }) => `${generationId}.${index}`);
      expect(listed).toStrictEqual(ids.flatMap((id) => [1, 2, 3, 4].map((index) => `${id}.${index}`)));
    });

    test('an export of several pages lets everything else happen in between: a bot that stands still for seconds loses its interactions', async () => {
      for (let id = 10_000; id < 10_300; id += 1)
        await opened(
          store.journal,
          { id: `${id}`, createdAt: day(1), price: { ...sample().price, each: 1 } },
          [],
          [],
          [],
          [],
        );
      let read = 0;
      const happenedAt: number[] = [];
      const others = setInterval(() => happenedAt.push(read), 0);
      for await (const _ of store.ledger.periodEntries(GUILD, NOVEMBER.key)) read += 1;
      clearInterval(others);
      expect(happenedAt.some((count) => count > 0 && count < 1200)).toBe(true);
    });

    test('what is spent counts on the day on which it was asked for', async () => {
      await paid('1001', day(0));
      await paid('1002', day(1) - 1, {}, [...TO_FINISHED], [...TO_FINISHED], ['cancelled'], []);
      await paid('1003', day(1));
      await paid('1004', day(3));
      expect(await store.ledger.spentByDay(GUILD, [day(0), day(1), day(2), day(3)])).toStrictEqual([
        { spent: 3 * EACH, pictures: 3 },
        { spent: EACH, pictures: 1 },
        { spent: 0, pictures: 0 },
      ]);
      expect(await store.ledger.spentByDay(GUILD, [])).toStrictEqual([]);
    });

    test('the first spending is that of the first picture that was paid', async () => {
      expect(await store.ledger.firstSpentAt(GUILD)).toBeNull();
      await paid('1001', day(1), {}, ['cancelled'], []);
      await paid('1002', day(2), { wallet: { scope: 'guild', id: 'guild-2' } });
      expect(await store.ledger.firstSpentAt(GUILD)).toBeNull();
      await paid('1004', day(4));
      await paid('1003', day(3));
      expect(await store.ledger.firstSpentAt(GUILD)).toBe(day(3));
    });

    test('members, variants and kinds come dearest first, within the span', async () => {
      const { price, request } = sample();
      const large = { request: { ...request, variant: 'large' as const }, price: { ...price, each: 2 * EACH } };
      const mood = { price: { ...price, tier: 'moodboard' as const, each: EACH + 5 } };
      await paid('1001', day(1), { userId: 'user-1' }, [...TO_FINISHED], [...TO_FINISHED]);
      await paid('1002', day(1), { userId: 'user-2', ...large }, [...TO_FINISHED], [...TO_FINISHED], ['cancelled']);
      await paid('1003', day(1), { userId: 'user-0' }, [...TO_FINISHED], [...TO_FINISHED]);
      await paid('1004', day(1), { userId: 'user-2', ...mood });
      await paid('1005', day(9), { userId: 'user-3', ...large });
      expect(await store.ledger.spentByMember(GUILD, day(0), day(9), 2)).toStrictEqual([
        { userId: 'user-2', spent: 5 * EACH + 5, pictures: 3 },
        { userId: 'user-0', spent: 2 * EACH, pictures: 2 },
      ]);
      expect(await store.ledger.spentByVariant(GUILD, day(0), day(9))).toStrictEqual([
        { variant: 'medium', spent: 5 * EACH + 5, pictures: 5 },
        { variant: 'large', spent: 4 * EACH, pictures: 2 },
      ]);
      expect(await store.ledger.spentByMemberKind(GUILD, 'user-2', day(0), day(9))).toStrictEqual([
        { variant: 'large', tier: 'text', spent: 4 * EACH, pictures: 2 },
        { variant: 'medium', tier: 'moodboard', spent: EACH + 5, pictures: 1 },
      ]);
      expect(await store.ledger.spentByMember('guild-9', day(0), day(9), 2)).toStrictEqual([]);
    });
  });
}

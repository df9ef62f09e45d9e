import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Actor } from '../../src/app/ports/budgets.ts';
import type { Store } from '../../src/store/open-store.ts';
import { AMPLE, EACH, NOVEMBER, sample } from './samples.ts';

const by = (interactionId: string): Actor => ({ userId: 'moderator-1', interactionId });

/** What every store must do with the caps that moderators set. */
export function budgetsContract(name: string, createStore: () => Promise<Store>): void {
  describe(`budgets: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    test('a server has no cap of its own until its moderators set one', async () => {
      expect(await store.budgets.guildCap('guild-1')).toBeUndefined();
      await store.budgets.setGuildCap('guild-1', 0, by('i-1'), 10);
      expect(await store.budgets.guildCap('guild-1')).toBe(0);
      expect(await store.budgets.guildCap('guild-2')).toBeUndefined();
    });

    test('every change of a cap is on record with before and after', async () => {
      await store.budgets.setGuildCap('guild-1', 500, by('i-1'), 10);
      await store.budgets.setGuildCap('guild-1', 700, by('i-2'), 20);
      await store.budgets.setGuildCap('guild-2', 900, by('i-3'), 30);
      expect(await store.ledger.capChanges('guild-1')).toStrictEqual([
        { guildId: 'guild-1', userId: 'moderator-1', interactionId: 'i-2', before: 500, after: 700, at: 20 },
        { guildId: 'guild-1', userId: 'moderator-1', interactionId: 'i-1', before: null, after: 500, at: 10 },
      ]);
    });

    test('an event that comes again does not undo what was decided since', async () => {
      await store.budgets.setGuildCap('guild-1', 500, by('i-1'), 10);
      await store.budgets.setGuildCap('guild-1', 700, by('i-2'), 20);
      await store.budgets.setGuildCap('guild-1', 500, by('i-1'), 30);
      expect(await store.budgets.guildCap('guild-1')).toBe(700);
      expect(await store.ledger.capChanges('guild-1')).toHaveLength(2);
    });

    test("a server's cap counts from the next reservation on, and never above the operator's ceiling", async () => {
      const ceilings = { ...AMPLE, defaultGuild: 0, maxGuild: 2 * EACH };
      expect(await store.journal.open(sample({ id: '1001' }), ceilings, NOVEMBER)).toMatchObject({ kind: 'refused', cap: 0 });
      await store.budgets.setGuildCap('guild-1', 50 * EACH, by('i-1'), 10);
      expect(await store.journal.open(sample({ id: '1002', seeds: [1, 2] }), ceilings, NOVEMBER)).toMatchObject({ kind: 'opened' });
      const beyond = await store.journal.open(sample({ id: '1003' }), ceilings, NOVEMBER);
      expect(beyond).toMatchObject({ kind: 'refused', scope: 'guild', cap: 2 * EACH });
    });

    test('a cap below what is spent takes nothing back and lets nothing through', async () => {
      await store.journal.open(sample({ id: '1001', seeds: [1, 2] }), AMPLE, NOVEMBER);
      await store.budgets.setGuildCap('guild-1', EACH, by('i-1'), 10);
      expect(await store.journal.open(sample({ id: '1002' }), AMPLE, NOVEMBER)).toStrictEqual({
        kind: 'refused',
        scope: 'guild',
        balance: { spent: 0, held: 2 * EACH },
        cap: EACH,
      });
    });
  });
}

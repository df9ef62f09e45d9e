import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import type { RuleChange } from '../../../src/ports/store/rulebook.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { arranged } from '../../arranged.ts';

const by = (interactionId: string, changes: Partial<RuleChange> = {}): RuleChange => ({
  actor: { userId: 'moderator-1', interactionId },
  action: 'set',
  targetId: null,
  reason: null,
  ...changes,
});

/** What every store must do with the rules of a server and their audit. */
export function rulebookContract(name: string, createStore: () => Promise<Store>): void {
  describe(`rulebook: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await createStore();
    });
    afterEach(async () => store.close());

    test('a server in which nobody decided anything has no rules, in version 0', async () => {
      expect(await store.rulebook.read('guild-1')).toStrictEqual({ rules: NO_RULES, version: 0 });
      expect(await store.rulebook.audit('guild-1', 10)).toStrictEqual([]);
    });

    test('rules are read as they were written, by the server that wrote them', async () => {
      const rules: Rules = {
        ...NO_RULES,
        cap: 7_000_000,
        period: { kind: 'week', zone: 'Europe/Berlin', resetDay: 3 },
        isPaused: true,
        channels: ['111111111111111111'],
        moderatorRole: '222222222222222222',
        everyone: { cap: 1_000_000, coolDown: 30 },
        roles: { '333333333333333333': { variants: ['medium'], maxCount: 2, atOnce: 3 } },
        members: { '444444444444444444': { isExempt: true, maxPrice: 70_000 } },
        grants: [{ id: '555555555555555555', amount: 5, until: 99 }],
      };
      expect(await store.rulebook.change('guild-1', 0, rules, by('1'), 10)).toBe(true);
      expect(await store.rulebook.read('guild-1')).toStrictEqual({ rules, version: 1 });
      expect(await store.rulebook.read('guild-2')).toStrictEqual({ rules: NO_RULES, version: 0 });
    });

    test('of two who changed the same version one wins, and only the winner is on record', async () => {
      const [first, second] = await Promise.all([
        store.rulebook.change('guild-1', 0, { ...NO_RULES, cap: 1 }, by('1'), 10),
        store.rulebook.change('guild-1', 0, { ...NO_RULES, cap: 2 }, by('2'), 10),
      ]);
      expect([first, second]).toStrictEqual([true, false]);
      expect(await store.rulebook.read('guild-1')).toMatchObject({ rules: { cap: 1 }, version: 1 });
      expect(await store.rulebook.audit('guild-1', 10)).toHaveLength(1);
      expect(await store.rulebook.change('guild-1', 7, { ...NO_RULES, cap: 2 }, by('2'), 10)).toBe(false);
      expect(await store.rulebook.change('guild-2', 7, { ...NO_RULES, cap: 2 }, by('2'), 10)).toBe(false);
    });

    test('the newest line of an action is found, of one target’s alone when it is named', async () => {
      arranged(
        await store.rulebook.change(
          'guild-1',
          0,
          { ...NO_RULES, cap: 1 },
          by('1', { action: 'raise', targetId: 'alert-1' }),
          10,
        ),
      );
      arranged(await store.rulebook.change('guild-1', 1, { ...NO_RULES, cap: 2 }, by('2', { action: 'raise' }), 20));
      expect(await store.rulebook.newestOf('guild-1', 'raise')).toMatchObject({
        at: 20,
        targetId: null,
        after: { cap: 2 },
      });
      expect(await store.rulebook.newestOf('guild-1', 'raise', 'alert-1')).toMatchObject({
        at: 10,
        actorId: 'moderator-1',
      });
      expect(await store.rulebook.newestOf('guild-1', 'raise', 'alert-2')).toBeUndefined();
      expect(await store.rulebook.newestOf('guild-2', 'raise')).toBeUndefined();
      expect(await store.rulebook.newestOf('guild-1', 'pause')).toBeUndefined();
    });

    test('the audit tells what changed and nothing else, newest first', async () => {
      const role = '333333333333333333';
      const first = { ...NO_RULES, cap: 500, roles: { [role]: { maxCount: 2, cap: 9 } } };
      const second = { ...first, roles: { [role]: { maxCount: 4, cap: 9 } }, isPaused: true };
      const { cap: _, ...third } = second;
      arranged(await store.rulebook.change('guild-1', 0, first, by('1'), 10));
      arranged(
        await store.rulebook.change(
          'guild-1',
          1,
          second,
          by('2', { action: 'role', targetId: role, reason: 'too slow' }),
          20,
        ),
      );
      arranged(await store.rulebook.change('guild-1', 2, third, by('3'), 20));
      arranged(await store.rulebook.change('guild-2', 0, first, by('4'), 30));
      const line = { actorId: 'moderator-1', action: 'set', targetId: null, reason: null };
      expect(await store.rulebook.audit('guild-1', 10)).toStrictEqual([
        { ...line, at: 20, before: { cap: 500 }, after: {} },
        {
          at: 20,
          actorId: 'moderator-1',
          action: 'role',
          targetId: role,
          reason: 'too slow',
          before: { isPaused: false, roles: { [role]: { maxCount: 2 } } },
          after: { isPaused: true, roles: { [role]: { maxCount: 4 } } },
        },
        { ...line, at: 10, before: { roles: {} }, after: { cap: 500, roles: { [role]: { maxCount: 2, cap: 9 } } } },
      ]);
      expect(await store.rulebook.audit('guild-1', 1)).toHaveLength(1);
    });

    test('the audit is read in pages from either end, and by person and action', async () => {
      const member = '111111111111111111';
      for (const [n, action] of (['set', 'member', 'set', 'pause', 'set'] as const).entries()) {
        const targetId = action === 'member' ? member : null;
        arranged(
          await store.rulebook.change('guild-1', n, { ...NO_RULES, cap: n }, by(`${n}`, { action, targetId }), 10 * n),
        );
      }
      const times = async (limit: number, page = {}): Promise<number[]> =>
        (await store.rulebook.audit('guild-1', limit, page)).map(({ at }) => at);
      expect(await times(2, { skip: 1 })).toStrictEqual([30, 20]);
      expect(await times(2, { skip: 3, isOldestFirst: true })).toStrictEqual([30, 40]);
      expect(await times(9, { action: 'set' })).toStrictEqual([40, 20, 0]);
      expect(await times(9, { person: member })).toStrictEqual([10]);
      expect(await times(9, { person: 'moderator-1', action: 'pause' })).toStrictEqual([30]);
      expect([
        await store.rulebook.auditSize('guild-1'),
        await store.rulebook.auditSize('guild-1', { action: 'set' }),
        await store.rulebook.auditSize('guild-2'),
      ]).toStrictEqual([5, 3, 0]);
      expect(await store.rulebook.auditActions('guild-1')).toStrictEqual(['member', 'pause', 'set']);
    });

    test('an event that comes again does not undo what was decided since', async () => {
      arranged(await store.rulebook.change('guild-1', 0, { ...NO_RULES, cap: 500 }, by('1'), 10));
      arranged(await store.rulebook.change('guild-1', 1, { ...NO_RULES, cap: 700 }, by('2'), 20));
      expect(await store.rulebook.change('guild-1', 2, { ...NO_RULES, cap: 500 }, by('1'), 30)).toBe(true);
      expect(await store.rulebook.read('guild-1')).toMatchObject({ rules: { cap: 700 }, version: 2 });
      expect(await store.rulebook.audit('guild-1', 10)).toHaveLength(2);
    });

    test('rules that are none, and zones that nobody knows, are bugs and change nothing', async () => {
      const negative = { ...NO_RULES, cap: -1 };
      const nowhere: Rules = { ...NO_RULES, period: { kind: 'day', zone: 'Nowhere/City', resetDay: 1 } };
      await expect(store.rulebook.change('guild-1', 0, negative, by('1'), 10)).rejects.toThrow('cap');
      await expect(store.rulebook.change('guild-1', 0, nowhere, by('2'), 10)).rejects.toThrow(RangeError);
      expect(await store.rulebook.read('guild-1')).toStrictEqual({ rules: NO_RULES, version: 0 });
    });
  });
}

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { moneyEffect, PICTURE_STATES } from '../../../src/core/picture/generation.ts';
import type { Generation, PictureState } from '../../../src/core/picture/generation.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { ceilings, operations, perform, ruleChanges } from '../operations.ts';
import type { Operation } from '../operations.ts';
import { accountsAboveCap, expectSoundLedger } from './ledger-invariants.ts';

/** What must hold whatever happens, in whatever order. */
export function ledgerPropertiesContract(name: string, createStore: () => Promise<Store>): void {
  describe(`ledger under any interleaving: ${name}`, () => {
    test('no account exceeds its cap, every hold ends once, and balances are the sums of the entries', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          firstRules,
          fc.array(operations, { minLength: 20, maxLength: 60 }),
          ceilings,
          async (scheduler, first, list, limits) => {
            const store = await createStore();
            for (const change of first) await perform(store, change, limits, async () => undefined);
            const pause = async (): Promise<void> => scheduler.schedule(Promise.resolve());
            await scheduler.waitFor(
              Promise.all(list.map(async (operation) => perform(store, operation, limits, pause))),
            );
            await expectSoundLedger(store, await generationsOf(store, list));
            expect(await accountsAboveCap(store, limits, [...first, ...list])).toStrictEqual([]);
            await store.close();
          },
        ),
        { numRuns: 60 },
      );
    });

    test('a picture only ever goes where the table of states allows', async () => {
      const anyStates = fc.array(fc.constantFrom(...PICTURE_STATES), { minLength: 1, maxLength: 12 });
      const limits = { defaultGuild: 1e9, maxGuild: 1e9, perGuild: new Map<string, number>(), total: 1e9, direct: 1e9 };
      const store = await createStore();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(anyStates, async (targets) => {
          const id = ++run;
          await perform(
            store,
            { kind: 'open', id, wallet: 0, user: 0, each: 5, count: 1, at: 10 },
            limits,
            async () => undefined,
          );
          let state: PictureState = 'queued';
          for (const to of targets) {
            const isLegal = moneyEffect(state, to) !== undefined;
            const moved = store.journal.move({ generationId: `${id}`, index: 1 }, state, to, 60);
            expect(
              await moved.then(
                (picture) => picture?.state,
                () => 'refused',
              ),
            ).toBe(isLegal ? to : 'refused');
            if (isLegal) state = to;
          }
          const generation = await store.journal.find(`${id}`);
          expect(generation?.pictures[0]?.state).toBe(state);
        }),
      );
      const ids = Array.from({ length: run }, (_, offset): Operation => ({ kind: 'deliver', id: offset + 1 }));
      await expectSoundLedger(store, await generationsOf(store, ids));
      await store.close();
    });
  });
}

/** Both servers start with a cap for members: without one there is nothing to exceed. */
const firstRules = fc
  .tuple(ruleChanges, ruleChanges)
  .map((changes) => changes.map((change, guild) => ({ ...change, guild, interaction: 9 })));

async function generationsOf(store: Store, list: readonly Operation[]): Promise<Generation[]> {
  const ids = new Set(list.flatMap((operation) => ('id' in operation ? [operation.id] : [])));
  const found = await Promise.all([...ids].map(async (id) => store.journal.find(`${id}`)));
  return found.filter((generation) => generation !== undefined);
}

import * as fc from 'fast-check';

import { moneyEffect, PICTURE_STATES } from '../../src/core/generation.ts';
import type { PictureState, Wallet } from '../../src/core/generation.ts';
import type { Ceilings } from '../../src/core/budget.ts';
import type { Store } from '../../src/store/open-store.ts';
import { DECEMBER, EACH, NOVEMBER, sample } from './samples.ts';

/** One thing that somebody does to the store; numbers name few ids, so that operations meet. */
export type Operation =
  | { kind: 'open'; id: number; wallet: number; each: number; count: number; isLater: boolean }
  /** Reads a picture and changes it to one of the states that are legal for what was read. */
  | { kind: 'advance'; id: number; index: number; choice: number }
  /** Tries a change whatever the state is. */
  | { kind: 'move'; id: number; index: number; from: PictureState; to: PictureState }
  | { kind: 'deliver'; id: number }
  | { kind: 'end-delivery'; id: number; part: number; status: 'posted' | 'kept' }
  | { kind: 'set-cap'; guild: number; cap: number; interaction: number };

const WALLETS: readonly Wallet[] = [
  { scope: 'guild', id: 'guild-0' },
  { scope: 'guild', id: 'guild-1' },
  { scope: 'direct', id: 'user-0' },
];

const id = fc.nat(7);
const index = fc.integer({ min: 1, max: 3 });
const state = fc.constantFrom(...PICTURE_STATES);
const amount = fc.nat(8).map((times) => times * EACH);

export const operations: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('open' as const), id, wallet: fc.nat(2), each: fc.nat(EACH), count: index, isLater: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('advance' as const), id, index, choice: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), id, index, from: state, to: state }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('deliver' as const), id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end-delivery' as const), id, part: fc.integer({ min: 1, max: 2 }), status: fc.constantFrom('posted' as const, 'kept' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('set-cap' as const), guild: fc.nat(1), cap: amount, interaction: fc.nat(5) }) },
);

/** Ceilings so low that operations run into them. */
export const ceilings: fc.Arbitrary<Ceilings> = fc.record({ defaultGuild: amount, maxGuild: amount, total: amount, direct: amount });

/** Carries the operation out; the answer is what the store said, or that it threw. `pause` is called between reading and writing. */
export async function perform(store: Store, operation: Operation, limits: Ceilings, pause: () => Promise<void>): Promise<unknown> {
  await pause();
  try {
    return await answer(store, operation, limits, pause);
  } catch (error) {
    if (error instanceof Error && /never goes|No such delivery/.test(error.message)) return 'thrown';
    throw error;
  }
}

async function answer(store: Store, operation: Operation, limits: Ceilings, pause: () => Promise<void>): Promise<unknown> {
  const { journal, budgets } = store;
  switch (operation.kind) {
    case 'open': {
      const wallet = WALLETS[operation.wallet] ?? { scope: 'direct', id: 'nobody' };
      const price = { ...sample().price, each: operation.each };
      const seeds = Array.from({ length: operation.count }, (_, seed) => seed);
      return journal.open(sample({ id: `${operation.id}`, wallet, price, seeds }), limits, operation.isLater ? DECEMBER : NOVEMBER);
    }
    case 'advance': {
      const picture = (await journal.find(`${operation.id}`))?.pictures[operation.index - 1];
      if (picture === undefined) return undefined;
      await pause();
      const legal = PICTURE_STATES.filter((to) => moneyEffect(picture.state, to) !== undefined);
      const to = legal[operation.choice % legal.length];
      return to === undefined ? undefined : journal.move({ generationId: `${operation.id}`, index: operation.index }, picture.state, to, 50);
    }
    case 'move':
      return journal.move({ generationId: `${operation.id}`, index: operation.index }, operation.from, operation.to, 60);
    case 'deliver':
      return journal.startDelivery(`${operation.id}`, 70);
    case 'end-delivery':
      return journal.endDelivery({ generationId: `${operation.id}`, part: operation.part }, { status: operation.status, channelId: 'c', messageId: 'm' });
    case 'set-cap':
      return budgets.setGuildCap(`guild-${operation.guild}`, operation.cap, { userId: 'u', interactionId: `${operation.interaction}` }, 80);
  }
}

import { isDeepStrictEqual } from 'node:util';

import type { Generation } from '../../src/core/picture/generation.ts';
import { createLimit } from '../../src/kit/limit.ts';
import type { WrongCap } from '../../src/ports/store/ledger-snapshot.ts';
import { openLedgerSnapshot } from '../../src/store/checks/open-snapshot.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/open-store.ts';
import type { Studio } from './studio.ts';

/** One look at a time. */
const oneByOne = createLimit();

/** Looks into the bot's database, also while the bot runs. */
export async function readStore<Result>(studio: Studio, read: (store: Store) => Promise<Result>): Promise<Result> {
  return oneByOne(async () => {
    const store = await openStore(`sqlite:${studio.databasePath}`);
    try {
      return await read(store);
    } finally {
      await store.close();
    }
  });
}

/** A generation as the bot has recorded it. */
export async function recorded(studio: Studio, id: string): Promise<Generation> {
  const generation = await readStore(studio, async ({ journal }) => journal.find(id));
  if (generation === undefined) throw new Error(`Generation ${id} is not on record.`);
  return generation;
}

/** What became of a generation's money, such as `['hold', 'settle']`. */
export async function moneyOf(studio: Studio, id: string): Promise<string[]> {
  const entries = await readStore(studio, async ({ ledger }) => ledger.entries(id));
  return entries.map(({ kind }) => kind);
}

/** What was held over a cap and nothing on record explains, also while the bot runs. */
async function wrongCaps(studio: Studio): Promise<WrongCap[]> {
  return oneByOne(async () => {
    const snapshot = await openLedgerSnapshot(`sqlite:${studio.databasePath}`, { now: Date.now });
    try {
      return await snapshot.wrongCaps(10);
    } finally {
      await snapshot.close();
    }
  });
}

/**
 * What is wrong with the books while no work is under way: money still reserved, balances that are not the sum of their
 * entries, a sum that is not what Krea bills, anything over its cap.
 */
export async function bookErrors(studio: Studio): Promise<string[]> {
  const { totals, balances } = await readStore(studio, async ({ ledger }) => ({
    totals: await ledger.totals(),
    balances: await ledger.balances(),
  }));
  const billed = studio.krea.bill().reduce((sum, { micros }) => sum + micros, 0);
  const spent = totals.filter(({ scope }) => scope === 'operator').reduce((sum, one) => sum + one.spent, 0);
  return [
    ...totals
      .filter(({ held }) => held !== 0)
      .map(({ scope, id, held }) => `${held} still reserved for ${scope} ${id}`),
    ...(await wrongCaps(studio)).map((wrong) => JSON.stringify(wrong)),
    ...(isDeepStrictEqual(balances, totals) ? [] : ['the balances are not the sums of their entries']),
    ...(spent === billed ? [] : [`spent ${spent}, billed ${billed}`]),
  ];
}

import { expect } from 'vitest';

import type { AccountBalance, LedgerEntry } from '../../src/app/ports/ledger-reader.ts';
import type { Ceilings } from '../../src/core/budget.ts';
import { isPaid } from '../../src/core/generation.ts';
import type { Generation, PictureState } from '../../src/core/generation.ts';
import type { Store } from '../../src/store/open-store.ts';

/** Checks that balances are the sums of the entries and that each picture's entries say what its state says. */
export async function expectSoundLedger(store: Store, generations: readonly Generation[]): Promise<void> {
  const balances = await store.ledger.balances();
  expect(balances).toStrictEqual(await store.ledger.totals());
  for (const { spent, held } of balances) expect(Math.min(spent, held)).toBeGreaterThanOrEqual(0);
  for (const { id, pictures, price } of generations) {
    const entries = await store.ledger.entries(id);
    expect(entries.map(nameOf)).toStrictEqual(
      pictures.flatMap(({ index, state }) => expectedKinds(state).map((kind) => `${index} ${kind} ${price.each}`)),
    );
    expect(new Set(entries.map(({ periodKey }) => periodKey)).size).toBe(1);
  }
}

function nameOf({ index, kind, amount }: LedgerEntry): string {
  return `${index} ${kind} ${amount}`;
}

function expectedKinds(state: PictureState): LedgerEntry['kind'][] {
  if (isPaid(state)) return ['hold', 'settle'];
  return state === 'failed' || state === 'cancelled' ? ['hold', 'release'] : ['hold'];
}

/** The accounts above the highest cap that ever held for them: always none. */
export async function accountsAboveCap(store: Store, limits: Ceilings): Promise<AccountBalance[]> {
  const above: AccountBalance[] = [];
  for (const account of await store.ledger.balances()) {
    const set = (await store.ledger.capChanges(account.id)).map(({ after }) => after);
    const guild = Math.min(limits.maxGuild, Math.max(limits.defaultGuild, ...set));
    const highest = { operator: limits.total, direct: limits.direct, guild };
    if (account.spent + account.held > highest[account.scope]) above.push(account);
  }
  return above;
}

import { expect } from 'vitest';

import type { Ceilings } from '../../../src/core/money/budget.ts';
import { isPaid } from '../../../src/core/picture/generation.ts';
import type { Generation, PictureState } from '../../../src/core/picture/generation.ts';
import type { AccountBalance, LedgerEntry } from '../../../src/ports/store/ledger-reader.ts';
import type { Store } from '../../../src/store/open-store.ts';
import type { Operation } from '../operations.ts';

/** Checks that balances are the sums of the entries and that each picture's entries say what its state says. */
export async function expectSoundLedger(store: Store, generations: readonly Generation[]): Promise<void> {
  const balances = await store.ledger.balances();
  expect(balances).toStrictEqual(await store.ledger.totals());
  for (const { spent, held, carried } of balances) expect(Math.min(spent, held, carried)).toBeGreaterThanOrEqual(0);
  for (const { id, pictures, price } of generations) {
    const entries = await store.ledger.entries(id);
    expect(entries.map(nameOf)).toStrictEqual(
      pictures.flatMap(({ index, state }) => expectedKinds(state).map((kind) => `${index} ${kind} ${price.each}`)),
    );
    expect(new Set(entries.map(({ heldAt }) => heldAt)).size).toBe(1);
  }
}

function nameOf({ index, kind, amount }: LedgerEntry): string {
  return `${index} ${kind} ${amount}`;
}

function expectedKinds(state: PictureState): LedgerEntry['kind'][] {
  if (isPaid(state)) return ['hold', 'settle'];
  return state === 'failed' || state === 'cancelled' ? ['hold', 'release'] : ['hold'];
}

/**
 * The accounts with more in one period than the highest cap that ever held for them: always none. What is
 * carried is left out, for it counts what other periods let through.
 */
export async function accountsAboveCap(
  store: Store,
  limits: Ceilings,
  done: readonly Operation[],
): Promise<AccountBalance[]> {
  return (await store.ledger.balances()).filter(({ scope, id, spent, held }) => {
    const changes = done
      .filter((operation) => operation.kind === 'change-rules')
      .filter(({ guild }) => id.startsWith(`guild-${guild}`));
    const highest = {
      operator: limits.total,
      ceiling: limits.maxGuild,
      direct: limits.direct,
      guild: Math.min(limits.maxGuild, Math.max(limits.defaultGuild, ...changes.map(({ cap }) => cap))),
      member: Math.max(...changes.map(({ memberCap }) => memberCap)),
    };
    return spent + held > highest[scope];
  });
}

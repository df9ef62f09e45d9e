import { createWalletReader } from '../../../../src/app/budget/wallet.ts';
import { leftOf } from '../../../../src/core/money/budget.ts';
import { parseUsd } from '../../../../src/core/money/money.ts';
import { PICTURE_STATES } from '../../../../src/core/picture/generation.ts';
import type { Generation, Wallet } from '../../../../src/core/picture/generation.ts';
import { systemClock } from '../../../../src/process/system.ts';
import { openStore } from '../../../../src/store/open-store.ts';
import type { Store } from '../../../../src/store/open-store.ts';
import type { BudgetState, JobLine, LedgerLine } from '../wire/panel.ts';
import type { Stage } from './stage.ts';

const GENERATIONS_SHOWN = 8;

/** What the bot has written down about one wallet, and what it has charged in all. */
export interface Books {
  budget: BudgetState;
  ledger: LedgerLine[];
  jobs: JobLine[];
  /** All wallets together. */
  total: { charged: { pictures: number; amount: number }; held: number };
}

/** Reads the bot's own database over a connection of its own. */
export interface BookReader {
  /** `kreaStatus` tells what Krea says of a job. */
  read(wallet: Wallet, kreaStatus: (remoteId: string) => string | null): Promise<Books>;
  close(): Promise<void>;
}

/** Opens the database that the bot has already brought up to date. */
export async function openBooks({ databaseUrl, ceilings, cast }: Stage): Promise<BookReader> {
  const store = await openStore(databaseUrl);
  const amounts = {
    defaultGuild: parseUsd(ceilings.defaultGuild) ?? 0,
    maxGuild: parseUsd(ceilings.maxGuild) ?? 0,
    direct: parseUsd(ceilings.direct) ?? 0,
    total: 0,
    perGuild: new Map<string, number>(),
  };
  const wallets = createWalletReader({ ...store, ceilings: amounts, clock: systemClock });
  const nameOf = (id: string): string => cast.people.get(id)?.name ?? 'somebody';

  async function readBudget(wallet: Wallet): Promise<BudgetState> {
    const { cap, balance, period } = await wallets.read(wallet);
    return { cap, spent: balance.spent, held: balance.held, left: leftOf(balance, cap), endsAt: period.endsAt };
  }

  return {
    async read(wallet, kreaStatus) {
      const pictures = await store.journal.inStates(PICTURE_STATES);
      const ids = [...new Set(pictures.map(({ generationId }) => generationId))].toReversed();
      const generations = await findOf(store, ids, wallet);
      const shown = generations.slice(0, GENERATIONS_SHOWN);
      const operator = (await store.ledger.balances()).filter(({ scope }) => scope === 'operator');
      const paid = pictures.filter(({ state }) => state === 'finished' || state === 'kept' || state === 'delivered');
      return {
        budget: await readBudget(wallet),
        ledger: (await Promise.all(shown.map(async ({ id }) => linesOf(store, id, nameOf)))).flat(),
        jobs: shown.flatMap((generation) => jobsOf(generation, nameOf, kreaStatus)),
        total: {
          charged: { pictures: paid.length, amount: sum(operator.map(({ spent }) => spent)) },
          held: sum(operator.map(({ held }) => held)),
        },
      };
    },
    close: () => store.close(),
  };
}

async function findOf(store: Store, ids: readonly string[], wallet: Wallet): Promise<Generation[]> {
  const found = await Promise.all(ids.map(async (id) => store.journal.find(id)));
  return found
    .filter((one) => one !== undefined)
    .filter(({ wallet: { scope, id } }) => scope === wallet.scope && id === wallet.id);
}

async function linesOf(store: Store, generationId: string, nameOf: (id: string) => string): Promise<LedgerLine[]> {
  const entries = await store.ledger.entries(generationId);
  return entries
    .map(({ index, kind, amount, userId, at }) => ({
      id: `${generationId}.${index}.${kind}`,
      generationId,
      index,
      kind,
      amount,
      who: nameOf(userId),
      at,
    }))
    .toSorted((a, b) => b.at - a.at || a.index - b.index);
}

function jobsOf(
  { id, request, userId, pictures }: Generation,
  nameOf: (id: string) => string,
  kreaStatus: (remoteId: string) => string | null,
): JobLine[] {
  return pictures.map(({ index, state, remoteId }) => ({
    id: `${id}.${index}`,
    generationId: id,
    index,
    prompt: request.prompt,
    state,
    kreaStatus: remoteId === null ? null : kreaStatus(remoteId),
    who: nameOf(userId),
  }));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

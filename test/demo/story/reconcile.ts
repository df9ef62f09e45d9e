import { PICTURE_STATES } from '../../../src/core/picture/generation.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { LocalWorld } from './local-world.ts';

/** What each side says was spent; micro-dollars. */
export interface Reconciliation {
  billed: { pictures: number; micros: number };
  settled: { pictures: number; micros: number };
  stillHeld: number;
  /** How many different pictures stand in Discord, and how often any of them stands there too much. */
  shown: { pictures: number; tooOften: number };
  /** Krea's jobs whose price differs from the ledger's, or that only one side knows. */
  differences: string[];
}

/** Compares Krea's bill with the ledger, job by job, and both with what Discord shows. The bot must have stopped. */
export async function reconcile({ discord, krea, databaseUrl, channelId }: LocalWorld): Promise<Reconciliation> {
  const bill = new Map(krea.bill().map(({ jobId, micros }) => [jobId, micros]));
  const { settled, stillHeld } = await readLedger(databaseUrl);
  const names = discord.messages(channelId).flatMap(({ pictures }) => pictures.map(({ name }) => name));
  const jobs = new Set([...bill.keys(), ...settled.keys()]);
  return {
    billed: { pictures: krea.bill().length, micros: sum(bill.values()) },
    settled: { pictures: settled.size, micros: sum(settled.values()) },
    stillHeld,
    shown: { pictures: new Set(names).size, tooOften: names.length - new Set(names).size },
    differences: [...jobs].filter((job) => bill.get(job) !== settled.get(job)),
  };
}

/** Whether everything agrees: paid is what was painted, painted is what is shown, once. */
export function agrees({ billed, settled, stillHeld, shown, differences }: Reconciliation): boolean {
  const isSameMoney = differences.length === 0 && billed.micros === settled.micros && stillHeld === 0;
  return isSameMoney && shown.pictures === billed.pictures && shown.tooOften === 0;
}

async function readLedger(databaseUrl: string): Promise<{ settled: Map<string, number>; stillHeld: number }> {
  const store = await openStore(databaseUrl);
  try {
    const settled = new Map<string, number>();
    for (const { generationId, index, remoteId } of await store.journal.inStates(PICTURE_STATES)) {
      const entries = await store.ledger.entries(generationId);
      const settle = entries.find((entry) => entry.index === index && entry.kind === 'settle');
      if (settle !== undefined) settled.set(remoteId ?? `${generationId}.${index}`, settle.amount);
    }
    const operator = (await store.ledger.balances()).filter(({ scope }) => scope === 'operator');
    return { settled, stillHeld: sum(operator.map(({ held }) => held)) };
  } finally {
    await store.close();
  }
}

function sum(amounts: Iterable<number>): number {
  return [...amounts].reduce((total, amount) => total + amount, 0);
}

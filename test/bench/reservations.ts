import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Store } from '../../src/store/open-store.ts';
import { admitted, NOVEMBER, sample } from '../contract/samples.ts';
import { longLedger, MEMBERS } from './long-ledger.ts';

const SMALL_LEDGER = 1_000;
const LARGE_LEDGER = 1_000_000;
const WARM_UP = 200;
const ROUNDS = 9;
const PER_ROUND = 400;

/** What a reservation costs: one picture's hold in three capped accounts, every limit checked, committed to disk. */
export interface ReservationFigures {
  /** One after the other, with a million entries in the ledger. */
  perSecond: number;
  /** Microseconds of one reservation with a thousand entries in the ledger. */
  costSmallMicros: number;
  /** The same with a million. */
  costLargeMicros: number;
  /** Large over small: 1 when history costs nothing. */
  ratio: number;
}

/** Measures reservations on files with a short and a long history, in turns, so that both meet the same machine. */
export async function measureReservations(): Promise<ReservationFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'reservations-'));
  const small = await longLedger(join(folder, 'small.db'), SMALL_LEDGER);
  const large = await longLedger(join(folder, 'large.db'), LARGE_LEDGER);
  const costs: { small: number[]; large: number[] } = { small: [], large: [] };
  for (const store of [small, large]) await reserve(store, 'warm-up', WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    costs.small.push(await reserve(small, `round-${round}`, PER_ROUND));
    costs.large.push(await reserve(large, `round-${round}`, PER_ROUND));
  }
  await Promise.all([small.close(), large.close()]);
  await rm(folder, { recursive: true });
  // The quickest round is the one that other programs disturbed least.
  const [costSmallMicros, costLargeMicros] = [Math.min(...costs.small), Math.min(...costs.large)];
  return {
    perSecond: Math.round(1_000_000 / median(costs.large)),
    costSmallMicros: Math.round(costSmallMicros),
    costLargeMicros: Math.round(costLargeMicros),
    ratio: costLargeMicros / costSmallMicros,
  };
}

/** Microseconds per reservation. */
async function reserve(store: Store, name: string, count: number): Promise<number> {
  const start = performance.now();
  for (let n = 0; n < count; n += 1) {
    // After everything that is in the ledger, so that no cool-down is met; members take turns, as they do in it.
    const generation = sample({
      id: `${name}-${n}`,
      userId: `user-${n % MEMBERS}`,
      createdAt: NOVEMBER.endsAt ?? Number.NaN,
    });
    const limits = { operator: 1e12, guild: 1e12, member: 1e12, atOnce: 100_000, coolDownMs: 1 };
    const now = generation.createdAt + 60_000;
    const outcome = await store.journal.open(generation, admitted(generation, { ...limits, now }), 0);
    if (outcome.kind !== 'opened') throw new Error(`A reservation was ${outcome.kind}`);
  }
  return ((performance.now() - start) * 1000) / count;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

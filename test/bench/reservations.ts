import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite-connection.ts';
import { AMPLE, NOVEMBER, sample } from '../contract/samples.ts';

const SMALL_LEDGER = 1_000;
const LARGE_LEDGER = 1_000_000;
const WARM_UP = 200;
const ROUNDS = 9;
const PER_ROUND = 400;

/** What a reservation (one picture's hold, committed to disk) costs. */
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
  const small = await storeWith(join(folder, 'small.db'), SMALL_LEDGER);
  const large = await storeWith(join(folder, 'large.db'), LARGE_LEDGER);
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
  const ceilings = { ...AMPLE, defaultGuild: 1e12, maxGuild: 1e12, total: 1e12 };
  const start = performance.now();
  for (let n = 0; n < count; n += 1) {
    const outcome = await store.journal.open(sample({ id: `${name}-${n}` }), ceilings, NOVEMBER);
    if (outcome.kind !== 'opened') throw new Error(`A reservation was ${outcome.kind}`);
  }
  return ((performance.now() - start) * 1000) / count;
}

/**
 * A store whose ledger has this many entries: a hold and its settlement for each picture delivered earlier.
 * Ids grow, as Discord's do.
 */
async function storeWith(path: string, entries: number): Promise<Store> {
  await (await openStore(`sqlite:${path}`)).close();
  const database = openSqlite(path);
  database.exec(`
    pragma synchronous = off;
    pragma foreign_keys = off;
    begin;
    create temp table number as
      with recursive count(n) as (select 1 union all select n + 1 from count where n < ${entries / 2}) select n, printf('old-%07d', n) as id from count;
    insert into generation
      select id, 'guild-1', 'channel-1', 'guild', 'guild-1', 'user-' || (n % 500), 'create', null, null,
        '{}', '2026-11', 'text', 30000, 0, 0, 'app-1', 'reply-token', null, 10485760, n, null from number;
    insert into picture
      select id, 1, n, 'delivered', n, 'job-' || id, null, null, null, n, n, n, 1 from number;
    insert into entry
      select id, 1, kind, 30000, '2026-11', 'text', 'guild', 'guild-1', 'user-' || (n % 500), 'channel-1',
        '${NOVEMBER.key}', n from number, (select 'hold' as kind union all select 'settle');
    insert into balance values
      ('guild', 'guild-1', '${NOVEMBER.key}', ${(entries / 2) * 30_000}, 0),
      ('operator', 'all', '${NOVEMBER.key}', ${(entries / 2) * 30_000}, 0);
    commit;
  `);
  database.close();
  return openStore(`sqlite:${path}`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

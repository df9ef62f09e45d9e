import { sql } from 'kysely';
import { z } from 'zod';

import type { Gauges, Backlog } from '../../ports/store/gauges.ts';
import { createRowReader } from '../database/row-reader.ts';
import type { RowReader } from '../database/row-reader.ts';
import type { Database } from '../database/transaction.ts';
import { isUnfinished } from '../database/unfinished.ts';

const sums = { spent: z.int().min(0), held: z.int().min(0) };
const serverRow = z.object({ guildId: z.string(), ...sums });
const waitingRow = z.object({ uncertain: z.int(), queued: z.int(), oldestQueuedAt: z.int().nullable() });

/** How things stand in a database. */
export function createGauges(db: Database, reader: RowReader = createRowReader()): Gauges {
  const spent = sql<number>`coalesce(sum(spent), 0)`.as('spent');
  const held = sql<number>`coalesce(sum(held), 0)`.as('held');

  async function waiting(): Promise<Backlog> {
    const row = await db
      .selectFrom('picture')
      .select(sql`count(case when state = 'uncertain' then 1 end)`.as('uncertain'))
      .select(sql`count(case when state = 'queued' then 1 end)`.as('queued'))
      .select(sql`min(case when state = 'queued' then arrived_at end)`.as('oldestQueuedAt'))
      .where(isUnfinished)
      .executeTakeFirst();
    return { ...waitingRow.parse(row), unreadable: reader.count() };
  }

  return {
    waiting,
    async read(mostServers) {
      const servers = await db
        .selectFrom('balance')
        .select(['id as guildId', spent, held])
        .where('scope', '=', 'guild')
        .groupBy('id')
        .orderBy('spent', 'desc')
        .orderBy('id')
        .limit(mostServers)
        .execute();
      const all = await db
        .selectFrom('balance')
        .select([spent, held])
        .where('scope', '=', 'operator')
        .executeTakeFirst();
      return {
        ...z.object(sums).parse(all),
        ...(await waiting()),
        servers: servers.map((row) => serverRow.parse(row)),
      };
    },
  };
}

import { sql } from 'kysely';
import { z } from 'zod';

import type { Gauges } from '../app/ports/gauges.ts';
import type { Database } from './transaction.ts';
import { isUnfinished } from './unfinished.ts';

const sums = { spent: z.int().min(0), held: z.int().min(0) };
const serverRow = z.object({ guildId: z.string(), ...sums });
const countRow = z.object({ uncertain: z.int(), queued: z.int() });

/** How things stand in a database. */
export function createGauges(db: Database): Gauges {
  const spent = sql<number>`coalesce(sum(spent), 0)`.as('spent');
  const held = sql<number>`coalesce(sum(held), 0)`.as('held');

  return {
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
      const all = await db.selectFrom('balance').select([spent, held]).where('scope', '=', 'operator').executeTakeFirst();
      const counts = await db
        .selectFrom('picture')
        .select(sql`count(case when state = 'uncertain' then 1 end)`.as('uncertain'))
        .select(sql`count(case when state = 'queued' then 1 end)`.as('queued'))
        .where(isUnfinished)
        .executeTakeFirst();
      return { ...z.object(sums).parse(all), ...countRow.parse(counts), servers: servers.map((row) => serverRow.parse(row)) };
    },
  };
}

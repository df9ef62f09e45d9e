import { z } from 'zod';

import type { MicroUsd } from '../core/money.ts';
import type { Database } from './transaction.ts';

/** The cap that a server's moderators set; undefined while they set none. */
export async function readGuildCap(db: Database, guildId: string): Promise<MicroUsd | undefined> {
  const row = await db.selectFrom('budget').select('cap').where('guild_id', '=', guildId).executeTakeFirst();
  return row === undefined ? undefined : z.int().min(0).parse(row.cap);
}

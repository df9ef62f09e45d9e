import { sql } from 'kysely';

import type { Delivery, DeliveryEnd, DeliveryKey } from '../../ports/store/journal.ts';
import type { RowReader } from '../database/row-reader.ts';
import { transact } from '../database/transaction.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { DELIVERY_COLUMNS, readDelivery } from './stored-rows.ts';

/** Ends a delivery; what comes after its end changes nothing. Throws when there is no such delivery. */
export async function endDelivery(db: Database, key: DeliveryKey, end: DeliveryEnd): Promise<void> {
  await transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('delivery')
      .set({
        status: end.status,
        channel_id: end.channelId,
        message_id: end.messageId,
        is_untold: end.isUntold === true ? 1 : 0,
      })
      .where('generation_id', '=', key.generationId)
      .where('part', '=', key.part)
      .where('status', '=', 'posting')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) {
      await requireDelivery(tx, key);
      return;
    }
    const unseen = end.unseen ?? [];
    if (end.status === 'posted') await settleAs(tx, key, 'delivered', ['finished', 'kept'], unseen);
    await settleAs(tx, key, 'kept', ['finished']);
  });
}

async function settleAs(
  tx: Tx,
  key: DeliveryKey,
  state: 'delivered' | 'kept',
  from: readonly ('finished' | 'kept')[],
  except: readonly number[] = [],
): Promise<void> {
  await tx
    .updateTable('picture')
    .set({ state })
    .where('generation_id', '=', key.generationId)
    .where('delivery_part', '=', key.part)
    .where('state', 'in', from)
    .$if(except.length > 0, (query) => query.where('picture_index', 'not in', except))
    .execute();
}

async function requireDelivery(tx: Tx, key: DeliveryKey): Promise<void> {
  await tx
    .selectFrom('delivery')
    .select('part')
    .where('generation_id', '=', key.generationId)
    .where('part', '=', key.part)
    .executeTakeFirstOrThrow(() => new Error('No such delivery'));
}

/** The deliveries that can be read, except those of an unreadable generation, which cannot go on. */
export function readDeliveries(reader: RowReader, rows: readonly { generationId: string; part: number }[]): Delivery[] {
  const read = reader.all('delivery', rows, ({ generationId, part }) => `${generationId}/${part}`, readDelivery);
  return read.filter(({ generationId }) => !reader.isUnreadable('generation', generationId));
}

/** Notes that the requester was told where an ended delivery went, or cannot be told. */
export async function noteTold(db: Database, key: DeliveryKey): Promise<void> {
  await db
    .updateTable('delivery')
    .set({ is_untold: 0 })
    .where('generation_id', '=', key.generationId)
    .where('part', '=', key.part)
    .execute();
}

/**
 * Ended deliveries of which the requester is still to be told, oldest first; the condition is that of the index
 * `delivery_untold`.
 */
export async function untoldEnds(db: Database, reader: RowReader): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('delivery')
    .select(DELIVERY_COLUMNS)
    .where(sql<boolean>`is_untold = 1`)
    .orderBy('started_at')
    .execute();
  return readDeliveries(reader, rows);
}

/** The deliveries of one generation, in order. */
export async function deliveriesOf(db: Database, reader: RowReader, generationId: string): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('delivery')
    .select(DELIVERY_COLUMNS)
    .where('generation_id', '=', generationId)
    .orderBy('part')
    .execute();
  return readDeliveries(reader, rows);
}

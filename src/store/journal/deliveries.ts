import { sql } from 'kysely';

import { isPending, PICTURE_STATES } from '../../core/picture/generation.ts';
import type { Picture } from '../../core/picture/generation.ts';
import type { Delivery, DeliveryKey, Rung } from '../../ports/store/journal.ts';
import type { RowReader } from '../database/row-reader.ts';
import { transact } from '../database/transaction.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { readDeliveries } from './delivery-ends.ts';
import { picturesOf } from './pictures.ts';
import { DELIVERY_COLUMNS, readDelivery } from './stored-rows.ts';

const ENDED_STATES = ['finished', 'failed', 'cancelled'] as const;
const PENDING_STATES = PICTURE_STATES.filter(isPending);

/** The condition of the index `delivery_posting`, word for word: a bound value would not match it. */
const isPosting = sql<boolean>`status = 'posting'`;

/**
 * Starts a delivery of everything that has ended and was not yet told; undefined when there is nothing, or one is under
 * way.
 */
export async function startDelivery(
  db: Database,
  reader: RowReader,
  generationId: string,
  now: number,
): Promise<Delivery | undefined> {
  return transact<Delivery | undefined>(db, async (tx, abandon) => {
    const pictures = await picturesOf(tx, reader, [generationId]);
    if (pictures.some(({ state }) => isPending(state)) || !pictures.some(isUntold)) return undefined;
    const delivery = await insertDelivery(tx, generationId, now);
    if (delivery === undefined) return undefined;
    return (await stamp(tx, delivery)) > 0n ? delivery : abandon(undefined);
  });
}

/** Starts a delivery of pictures that are kept; undefined when none of them is, or another delivery is under way. */
export async function startLateDelivery(
  db: Database,
  generationId: string,
  indexes: readonly number[],
  now: number,
): Promise<Delivery | undefined> {
  return transact<Delivery | undefined>(db, async (tx, abandon) => {
    const delivery = await insertDelivery(tx, generationId, now);
    if (delivery === undefined) return undefined;
    const { numUpdatedRows } = await tx
      .updateTable('picture')
      .set({ delivery_part: delivery.part })
      .where('generation_id', '=', generationId)
      .where('picture_index', 'in', indexes)
      .where('state', '=', 'kept')
      .executeTakeFirst();
    return numUpdatedRows > 0n ? delivery : abandon(undefined);
  });
}

function isUntold({ state, deliveryPart }: Picture): boolean {
  return deliveryPart === null && ENDED_STATES.some((ended) => ended === state);
}

/** The next part; undefined when one is under way, or another process was faster. */
async function insertDelivery(tx: Tx, generationId: string, now: number): Promise<Delivery | undefined> {
  const last = await tx
    .selectFrom('delivery')
    .select('part')
    .where('generation_id', '=', generationId)
    .orderBy('part', 'desc')
    .executeTakeFirst();
  const part = (last?.part ?? 0) + 1;
  const row = await tx
    .insertInto('delivery')
    .values({
      generation_id: generationId,
      part,
      rung: 'reply',
      status: 'posting',
      channel_id: null,
      message_id: null,
      started_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(DELIVERY_COLUMNS)
    .executeTakeFirst();
  return row === undefined ? undefined : readDelivery(row);
}

async function stamp(tx: Tx, { generationId, part }: DeliveryKey): Promise<bigint> {
  const { numUpdatedRows } = await tx
    .updateTable('picture')
    .set({ delivery_part: part })
    .where('generation_id', '=', generationId)
    .where('state', 'in', ENDED_STATES)
    .where('delivery_part', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows;
}

/** Notes the rung about to be tried. Throws when the delivery has ended: going on would post it twice. */
export async function moveToRung(db: Database, key: DeliveryKey, rung: Rung): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set({ rung })
    .where('generation_id', '=', key.generationId)
    .where('part', '=', key.part)
    .where('status', '=', 'posting')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`Delivery ${key.generationId}/${key.part} is not under way`);
}

/** Generations with ended pictures that no delivery told about, and none that is still pending. */
export async function untold(db: Database, reader: RowReader): Promise<string[]> {
  const rows = await db
    .selectFrom('picture')
    .select('generation_id')
    .distinct()
    .where('delivery_part', 'is', null)
    .where('state', 'in', ENDED_STATES)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('picture as other')
            .select('other.picture_index')
            .whereRef('other.generation_id', '=', 'picture.generation_id')
            .where('other.state', 'in', PENDING_STATES),
        ),
      ),
    )
    .orderBy('generation_id')
    .execute();
  return rows
    .map(({ generation_id: generationId }) => generationId)
    .filter((id) => !reader.isUnreadable('generation', id));
}

/** Deliveries cut off before their end, oldest first. */
export async function openDeliveries(db: Database, reader: RowReader): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('delivery')
    .select(DELIVERY_COLUMNS)
    .where(isPosting)
    .orderBy('started_at')
    .execute();
  return readDeliveries(reader, rows);
}

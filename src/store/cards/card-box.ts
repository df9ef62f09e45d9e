import { sql } from 'kysely';
import { z } from 'zod';

import type { CardBox, CardRecord } from '../../ports/store/card-box.ts';
import { CARD_KINDS } from '../../ports/store/cards.ts';
import type { Alert, CardKey } from '../../ports/store/cards.ts';
import { jsonColumn } from '../database/json-column.ts';
import { createRowReader } from '../database/row-reader.ts';
import type { RowReader } from '../database/row-reader.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { balanceRow } from '../ledger/balances.ts';

const STATUSES = ['pending', 'posting', 'posted', 'failed'] as const satisfies CardRecord['status'][];

/** The conditions of the indexes `card_open` and `card_behind`, word for word: the planner compares them as text. */
const isOpen = sql<boolean>`status in ('pending', 'posting')`;
const isBehind = sql<boolean>`changes > shown`;

/** Written out: for a list of parameters SQLite makes a table each time, and every `/krea-budget show` asks this. */
const hasEnded = sql<boolean>`status in ('posted', 'failed')`;

const cardRow = z
  .object({
    kind: z.enum(CARD_KINDS),
    id: z.string(),
    guild_id: z.string(),
    status: z.enum(STATUSES),
    channel_id: z.string().nullable(),
    message_id: z.string().nullable(),
    detail: z.string().nullable(),
    created_at: z.int(),
    started_at: z.int().nullable(),
    changes: z.int(),
  })
  .transform((row): CardRecord => ({
    kind: row.kind,
    id: row.id,
    guildId: row.guild_id,
    status: row.status,
    channelId: row.channel_id,
    messageId: row.message_id,
    detail: row.detail,
    createdAt: row.created_at,
    startedAt: row.started_at,
    changes: row.changes,
  }));

const alertContent = z.object({
  id: z.string(),
  guildId: z.string(),
  triggers: z.array(z.union([z.int(), z.literal('forecast')])),
  balance: balanceRow,
  cap: z.int(),
  period: z.object({ key: z.string(), startsAt: z.int(), endsAt: z.int().nullable() }),
  at: z.int(),
}) satisfies z.ZodType<Alert>;

/** Adds a card that is to be posted, with what it is about. */
export async function addCard(
  tx: Tx,
  { kind, id }: CardKey,
  guildId: string,
  content: unknown,
  now: number,
): Promise<void> {
  await tx
    .insertInto('card')
    .values({
      kind,
      id,
      guild_id: guildId,
      content: JSON.stringify(content),
      status: 'pending',
      channel_id: null,
      message_id: null,
      detail: null,
      created_at: now,
      started_at: null,
      changes: 0,
      shown: 0,
    })
    .execute();
}

/** Notes that there is something new to show on a card. */
export async function fallBehind(db: Database | Tx, { kind, id }: CardKey): Promise<void> {
  await db
    .updateTable('card')
    .set(({ eb }) => ({ changes: eb('changes', '+', 1) }))
    .where('kind', '=', kind)
    .where('id', '=', id)
    .execute();
}

/** What an alert's card is about. Throws when it is not that. */
export function readAlert(content: unknown): Alert {
  return jsonColumn(alertContent).parse(content);
}

function cardName({ kind, id }: CardKey): string {
  return `${kind} ${id}`;
}

/** The cards in a database. */
export function createCardBox(db: Database, reader: RowReader = createRowReader()): CardBox {
  /** Without cards of an unreadable alert or request, which cannot go on. */
  const readCards = (rows: readonly CardKey[]): CardRecord[] =>
    reader
      .all('card', rows, cardName, (row) => cardRow.parse(row))
      .filter(
        (card) =>
          !reader.isUnreadable('card', cardName(card)) &&
          !reader.isUnreadable(card.kind, card.id) &&
          !reader.isUnreadable('guild_rules', card.guildId),
      );

  return {
    async open() {
      const rows = await db.selectFrom('card').selectAll().where(isOpen).orderBy('created_at').orderBy('id').execute();
      return readCards(rows);
    },

    async find({ kind, id }) {
      const row = await db
        .selectFrom('card')
        .selectAll()
        .where('kind', '=', kind)
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? undefined : cardRow.parse(row);
    },

    async begin({ kind, id }, channelId, now) {
      const { numUpdatedRows } = await db
        .updateTable('card')
        .set({ status: 'posting', channel_id: channelId, started_at: now })
        .where('kind', '=', kind)
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async end({ kind, id }, end) {
      await db
        .updateTable('card')
        .set(
          end.status === 'posted'
            ? { status: 'posted', message_id: end.messageId }
            : { status: 'failed', detail: end.detail },
        )
        .where('kind', '=', kind)
        .where('id', '=', id)
        .where(isOpen)
        .execute();
    },

    async newest(guildId) {
      const row = await db
        .selectFrom('card')
        .selectAll()
        .where('guild_id', '=', guildId)
        .where(hasEnded)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? undefined : cardRow.parse(row);
    },

    fallBehind: async (key) => fallBehind(db, key),

    async catchUp({ kind, id }, changes) {
      await db
        .updateTable('card')
        .set({ shown: changes })
        .where('kind', '=', kind)
        .where('id', '=', id)
        .where('shown', '<', changes)
        .execute();
    },

    async behind() {
      const rows = await db.selectFrom('card').selectAll().where(isBehind).orderBy('created_at').execute();
      return readCards(rows).map(({ kind, id }) => ({ kind, id }));
    },

    async alert(id) {
      const row = await db
        .selectFrom('card')
        .select('content')
        .where('kind', '=', 'alert')
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined
        ? undefined
        : reader.one('card', cardName({ kind: 'alert', id }), () => readAlert(row.content));
    },
  };
}

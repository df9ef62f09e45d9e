import { z } from 'zod';

import type { UnreadableRow } from '../../ports/store/ledger-snapshot.ts';
import { readApproval } from '../cards/approvals.ts';
import { readAlert } from '../cards/card-box.ts';
import { jsonColumn } from '../database/json-column.ts';
import { createRowReader } from '../database/row-reader.ts';
import type { Database } from '../database/transaction.ts';
import { PICTURE_COLUMNS, readGeneration, readPicture } from '../journal/stored-rows.ts';
import { readRules } from '../rules/stored-rules.ts';

const json = jsonColumn(z.unknown());

/** Every row with JSON in it that cannot be read: the bot leaves them out, with the money that hangs on them. */
export async function unreadableRows(db: Database): Promise<UnreadableRow[]> {
  const found: UnreadableRow[] = [];
  const reader = createRowReader((row) => void found.push(row));
  const look = async <Row>(
    table: string,
    rows: AsyncIterable<Row>,
    idOf: (row: Row) => string,
    read: (row: Row) => unknown,
  ): Promise<void> => {
    for await (const row of rows) reader.all(table, [row], idOf, read);
  };
  await look(
    'generation',
    db.selectFrom('generation').selectAll().stream(1),
    ({ id }) => id,
    (row) => readGeneration(row, []),
  );
  const pictures = db.selectFrom('picture').select(PICTURE_COLUMNS).stream(1);
  await look('picture', pictures, ({ generationId, index }) => `${generationId}.${index}`, readPicture);
  await look('guild_rules', db.selectFrom('guild_rules').selectAll().stream(1), ({ guild_id: id }) => id, readRules);
  await look('approval', db.selectFrom('approval').selectAll().stream(1), ({ id }) => id, readApproval);
  const alerts = db.selectFrom('card').select(['id', 'content']).where('kind', '=', 'alert').stream(1);
  await look(
    'card',
    alerts,
    ({ id }) => `alert ${id}`,
    ({ content }) => readAlert(content),
  );
  const lines = db.selectFrom('audit').select(['interaction_id', 'action', 'before', 'after']).stream(1);
  await look(
    'audit',
    lines,
    (row) => `${row.interaction_id} ${row.action}`,
    ({ before, after }) => [before, after].map((text) => json.parse(text)),
  );
  return found;
}

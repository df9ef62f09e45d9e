import { z } from 'zod';

import { endByVerdict, OPERATOR } from '../../core/picture/decision.ts';
import { WALLET_SCOPES } from '../../core/picture/generation.ts';
import type { Picture } from '../../core/picture/generation.ts';
import type { Decision, Decisions, UndecidedPicture } from '../../ports/store/decisions.ts';
import type { RuleChange } from '../../ports/store/rulebook.ts';
import { writeAudit } from '../database/audit.ts';
import { createRowReader } from '../database/row-reader.ts';
import type { RowReader } from '../database/row-reader.ts';
import { samePicture } from '../database/same-picture.ts';
import { transact } from '../database/transaction.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { isUnfinished } from '../database/unfinished.ts';
import { moveWithin } from './move-picture.ts';
import { picturesOf, readPictures } from './pictures.ts';
import { PICTURE_COLUMNS, readGeneration } from './stored-rows.ts';

/** Decisions of people in a database. */
export function createDecisions(db: Database, reader: RowReader = createRowReader()): Decisions {
  return {
    undecided: (guildId, limit) => undecided(db, reader, guildId, limit),
    decide: (decision, now) => decide(db, decision, now),
    decidedBlind: (since) => decidedBlind(db, reader, since),
  };
}

const keyRow = z.object({ generation_id: z.string(), picture_index: z.int() });

async function undecided(db: Database, reader: RowReader, guildId: string, limit: number): Promise<UndecidedPicture[]> {
  const rows = await db
    .selectFrom('picture')
    .innerJoin('generation', 'generation.id', 'picture.generation_id')
    .selectAll('generation')
    .select(['picture.generation_id', 'picture.picture_index'])
    .where('state', '=', 'uncertain')
    .where(isUnfinished)
    .where('picture.wallet_scope', '=', 'guild')
    .where('picture.wallet_id', '=', guildId)
    .orderBy('arrived_at')
    .orderBy('generation_id')
    .orderBy('picture_index')
    .limit(limit)
    .execute();
  const pictures = await picturesOf(db, reader, [...new Set(rows.map(({ id }) => id))]);
  return rows.flatMap((row) => {
    const { generation_id: generationId, picture_index: index } = keyRow.parse(row);
    const picture = pictures.find((one) => one.generationId === generationId && one.index === index);
    const { userId, place, price, createdAt, request } = readGeneration(row, []);
    return picture === undefined
      ? []
      : [{ picture, generation: { userId, place, price, createdAt, variant: request.variant } }];
  });
}

/** Throws when a person pays for the picture and it is not the operator who decides: moderators have no say in it. */
async function decide(
  db: Database,
  { verdict, actor, reason, ...key }: Decision,
  now: number,
): Promise<Picture | undefined> {
  const { to, failure } = endByVerdict(verdict);
  return transact(db, async (tx) => {
    const picture = await moveWithin(tx, key, 'uncertain', to, now, { failure });
    if (picture === undefined) return undefined;
    const { scope, id, each } = await payerOf(tx, key.generationId);
    if (scope !== 'guild' && actor.userId !== OPERATOR)
      throw new Error('What a person pays for is decided by the operator alone');
    const targetId = `${key.generationId}.${key.index}`;
    const change: RuleChange = { actor, action: 'resolve', targetId, reason };
    await writeAudit(tx, id, change, { before: { state: 'uncertain' }, after: { verdict, amount: each } }, now);
    await tx
      .insertInto('decision')
      .values({
        generation_id: key.generationId,
        picture_index: key.index,
        blind_since: picture.remoteId === null ? picture.submittingAt : null,
      })
      .execute();
    return picture;
  });
}

const payerRow = z.object({ scope: z.enum(WALLET_SCOPES), id: z.string(), each: z.int().min(0) });

async function payerOf(tx: Tx, generationId: string): Promise<z.infer<typeof payerRow>> {
  const row = await tx
    .selectFrom('generation')
    .select(['wallet_scope as scope', 'wallet_id as id', 'price_each as each'])
    .where('id', '=', generationId)
    .executeTakeFirstOrThrow();
  return payerRow.parse(row);
}

async function decidedBlind(db: Database, reader: RowReader, since: number): Promise<Picture[]> {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('picture', (join) => join.on(samePicture('picture', 'decision')))
    .select(PICTURE_COLUMNS)
    .where('blind_since', '>=', since)
    .orderBy('blind_since')
    .execute();
  return readPictures(reader, rows);
}

import { sql } from 'kysely';
import { z } from 'zod';

import type { SentPicture } from '../../core/books/job-differences.ts';
import { faultsOf } from '../../core/books/ledger-fault.ts';
import { failureSchema } from '../../core/picture/failure.ts';
import { PICTURE_STATES, WALLET_SCOPES } from '../../core/picture/generation.ts';
import type { EntryKind } from '../../ports/store/ledger-reader.ts';
import type { FaultyPicture, PaidPictures, UnknownEnd } from '../../ports/store/ledger-snapshot.ts';
import { jsonColumn } from '../database/json-column.ts';
import { samePicture } from '../database/same-picture.ts';
import type { Database } from '../database/transaction.ts';
import { isUnfinished } from '../database/unfinished.ts';
import { accountInPeriodRow } from '../ledger/ledger-rows.ts';

const paidRow = accountInPeriodRow.extend({ pictures: z.int() });

/** How many pictures were settled in each account and period. */
export async function paidPictures(db: Database): Promise<PaidPictures[]> {
  const rows = await db
    .selectFrom('generation_account as account')
    .innerJoin('entry', 'entry.generation_id', 'account.generation_id')
    .select(['account.scope', 'account.id', 'account.period_key as periodKey'])
    .select(sql`count(*)`.as('pictures'))
    .where('entry.kind', '=', 'settle')
    .groupBy(['account.scope', 'account.id', 'account.period_key'])
    .execute();
  return rows.map((row) => paidRow.parse(row));
}

const booksRow = z.object({
  generationId: z.string(),
  index: z.int(),
  state: z.string(),
  holds: z.int(),
  settles: z.int(),
  releases: z.int(),
  lowest: z.int().nullable(),
  highest: z.int().nullable(),
  price: z.int(),
  accounts: z.int(),
});

/** Pictures with wrong money: the database counts, core/ledger-fault.ts judges. */
export async function faultyPictures(db: Database, limit: number): Promise<FaultyPicture[]> {
  const found: FaultyPicture[] = [];
  for await (const row of books(db).stream(1)) {
    const { generationId, index, ...facts } = booksRow.parse(row);
    const faults = faultsOf(facts);
    if (faults.length > 0) found.push({ generationId, index, state: facts.state, faults });
    if (found.length >= limit) break;
  }
  return found;
}

/** How many of the entries are of the kind. */
const count = (kind: EntryKind) => sql`count(case when kind = ${kind} then 1 end)`;

function books(db: Database) {
  return db
    .selectFrom('picture')
    .innerJoin('generation', 'generation.id', 'picture.generation_id')
    .leftJoin('entry', (join) => join.on(samePicture('entry', 'picture')))
    .select([
      'picture.generation_id as generationId',
      'picture.picture_index as index',
      'picture.state',
      'generation.price_each as price',
    ])
    .select([count('hold').as('holds'), count('settle').as('settles'), count('release').as('releases')])
    .select([sql`min(amount)`.as('lowest'), sql`max(amount)`.as('highest')])
    .select(
      sql`(select count(*) from generation_account a where a.generation_id = picture.generation_id)`.as('accounts'),
    )
    .groupBy(['picture.generation_id', 'picture.picture_index']);
}

const unknownEndRow = z
  .object({
    generationId: z.string(),
    index: z.int(),
    scope: z.enum(WALLET_SCOPES),
    walletId: z.string(),
    price: z.int().min(0),
    remoteId: z.string().nullable(),
    since: z.int(),
  })
  .transform(({ scope, walletId, ...row }): UnknownEnd => ({ ...row, wallet: { scope, id: walletId } }));

/** Uncertain pictures of all payers, oldest first. */
export async function unknownEnds(db: Database): Promise<UnknownEnd[]> {
  const rows = await db
    .selectFrom('picture')
    .innerJoin('generation', 'generation.id', 'picture.generation_id')
    .select([
      'picture.generation_id as generationId',
      'picture.picture_index as index',
      'picture.remote_id as remoteId',
    ])
    .select(['generation.wallet_scope as scope', 'generation.wallet_id as walletId', 'generation.price_each as price'])
    .select(sql`coalesce(submitting_at, arrived_at)`.as('since'))
    .where('state', '=', 'uncertain')
    .where(isUnfinished)
    .orderBy('arrived_at')
    .orderBy('picture.generation_id')
    .orderBy('picture_index')
    .execute();
  return rows.map((row) => unknownEndRow.parse(row));
}

const sentRow = z.object({
  generationId: z.string(),
  index: z.int(),
  state: z.enum(PICTURE_STATES),
  remoteId: z.string().nullable(),
  submittingAt: z.int(),
  // One that cannot be read is named among the unreadable.
  failure: jsonColumn(failureSchema).nullable().catch(null),
});

/** Databases take a limited number of values per query. */
const VALUES_PER_QUERY = 500;

/** Pictures submitted since the instant, and those of the jobs whenever they were. */
export async function sentPictures(db: Database, since: number, remoteIds: readonly string[]): Promise<SentPicture[]> {
  const query = db
    .selectFrom('picture')
    .select(['generation_id as generationId', 'picture_index as index', 'state', 'remote_id as remoteId'])
    .select(['submitting_at as submittingAt', 'failure'])
    .where('submitting_at', 'is not', null);
  const found = new Map<string, SentPicture>();
  const add = (rows: readonly unknown[]): void => {
    for (const row of rows) {
      const picture = sentRow.parse(row);
      found.set(`${picture.generationId}.${picture.index}`, picture);
    }
  };
  add(await query.where('submitting_at', '>=', since).execute());
  for (let start = 0; start < remoteIds.length; start += VALUES_PER_QUERY) {
    add(await query.where('remote_id', 'in', remoteIds.slice(start, start + VALUES_PER_QUERY)).execute());
  }
  return [...found.values()];
}

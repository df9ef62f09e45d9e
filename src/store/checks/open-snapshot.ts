import type { DatabaseSync } from 'node:sqlite';

import { Kysely } from 'kysely';

import type { LedgerSnapshot } from '../../ports/store/ledger-snapshot.ts';
import { parseDatabaseUrl } from '../database/database-url.ts';
import { MIGRATION_NAMES } from '../database/migrate.ts';
import type { Tables } from '../database/schema.ts';
import { createLedgerReader } from '../ledger/ledger-reader.ts';
import { createSqliteDialect } from '../sqlite/dialect.ts';
import { openReadOnly } from '../sqlite/open-read-only.ts';
import { wrongCaps } from './cap-checks.ts';
import { faultyPictures, paidPictures, sentPictures, unknownEnds } from './ledger-checks.ts';
import { wrongSums } from './sum-checks.ts';
import { unreadableRows } from './unreadable-rows.ts';

/**
 * Opens the database for reading alone and keeps it as it is now, while the bot may go on writing. Throws when
 * there is none, or when it is of another version: only the bot brings it up to date.
 */
export async function openLedgerSnapshot(databaseUrl: string, { now }: { now: () => number }): Promise<LedgerSnapshot> {
  const { path } = parseDatabaseUrl(databaseUrl);
  const database = openReadOnly(path);
  const takenAt = now();
  try {
    // The first reading within a transaction fixes what all later ones see.
    database.exec('begin');
    requireThisVersion(database);
  } catch (error) {
    database.close();
    throw error;
  }
  const db = new Kysely<Tables>({ dialect: createSqliteDialect(database) });
  const { balances, totals } = createLedgerReader(db);
  return {
    takenAt,
    balances,
    totals,
    paidPictures: () => paidPictures(db),
    faultyPictures: (limit) => faultyPictures(db, limit),
    wrongCaps: (limit) => wrongCaps(db, limit),
    wrongSums: (limit) => wrongSums(db, limit),
    unreadable: () => unreadableRows(db),
    undecided: () => unknownEnds(db),
    sentPictures: (since, remoteIds) => sentPictures(db, since, remoteIds),
    close: () => db.destroy(),
  };
}

function requireThisVersion(database: DatabaseSync): void {
  const rows = database.prepare('select name from kysely_migration order by name').all();
  const names = rows.map((row) => String(row['name']));
  if (names.join() !== MIGRATION_NAMES.join())
    throw new Error('The database is of another version of the bot: start this version once');
}

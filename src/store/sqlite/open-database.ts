import { Kysely } from 'kysely';

import { StoreUnavailable } from '../../ports/store/store-unavailable.ts';
import { migrate } from '../database/migrate.ts';
import type { Tables } from '../database/schema.ts';
import type { Database } from '../database/transaction.ts';
import { createBusyFile, SYSTEM_TIME } from './busy-file.ts';
import { openSqlite } from './connection.ts';
import { createSqliteDialect } from './dialect.ts';
import type { DriverOptions } from './driver.ts';
import { isPassingAtStart } from './trouble.ts';

/**
 * Opens the file and brings its tables up to date; what SQLite says of a failure names neither setting nor file. Throws
 * {@link StoreUnavailable} for what may be well in a moment: another process has the file, the disk is full.
 */
export async function openDatabase(path: string, options: DriverOptions = {}): Promise<Database> {
  // Nothing else uses the database yet, so waiting in one piece is fine.
  const file = createBusyFile(async (pause) => pause, { ...SYSTEM_TIME, ...options });
  try {
    const database = await file.attempt(async () => openSqlite(path));
    const db = new Kysely<Tables>({ dialect: createSqliteDialect(database, options) });
    await migrate(db).catch(async (error: unknown) => {
      await db.destroy();
      throw error;
    });
    return db;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    const words = `DATABASE_URL: ${path} cannot be used as a database: ${reason}`;
    throw isPassingAtStart(error) ? new StoreUnavailable(words, { cause: error }) : new Error(words, { cause: error });
  }
}

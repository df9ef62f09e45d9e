import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** How long a statement waits for another process that holds the file. */
const BUSY_TIMEOUT_MS = 5_000;

/** Opens (or creates, with its folder) an SQLite file whose commits outlive the process at once. */
export function openSqlite(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    database.exec('pragma journal_mode = wal');
    // FULL would stop everything for as long as the disk takes. The dialect waits for the disk instead, while the
    // rest goes on, before anybody learns of a commit: forgetting that a job was submitted would pay for it again.
    database.exec('pragma synchronous = normal');
    // A file that may only be read opens without a word and would refuse every request later: nothing but a write shows it.
    database.exec('begin immediate; pragma user_version = 0; rollback');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

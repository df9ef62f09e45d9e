import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** How long a statement waits for another process that holds the file. */
const BUSY_TIMEOUT_MS = 5_000;

/** Opens (or creates, with its folder) an SQLite file whose commits outlive a power loss. */
export function openSqlite(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    database.exec('pragma journal_mode = wal');
    // In WAL mode the weaker NORMAL may forget the last commits when power fails. Forgetting that a job was
    // submitted would let recovery pay for it again.
    database.exec('pragma synchronous = full');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens (or creates, with its folder) an SQLite file whose commits outlive the process at once. Throws when another
 * process has it: SQLite's own wait for that, which is off, would stop everything else.
 */
export function openSqlite(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: 0, enableForeignKeyConstraints: true });
  try {
    database.exec('pragma journal_mode = wal');
    // FULL would stop everything for as long as the disk takes. The dialect waits for the disk instead, while the
    // rest goes on, before anybody learns of a commit: forgetting that a job was submitted would pay for it again.
    database.exec('pragma synchronous = normal');
    // A file that may only be read opens without a word and would refuse every request later: nothing but a write shows
    // it.
    database.exec('begin immediate; pragma user_version = 0; rollback');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

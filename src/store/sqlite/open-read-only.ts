import { DatabaseSync } from 'node:sqlite';

const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens an SQLite file that may not be changed; the bot may go on writing. What SQLite says of a failure names neither
 * setting nor file.
 */
export function openReadOnly(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    throw new Error(`DATABASE_URL: ${path} cannot be read: ${reason}. The bot makes it at its first start`, {
      cause: error,
    });
  }
}

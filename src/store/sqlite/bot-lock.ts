import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { parseDatabaseUrl } from '../database/database-url.ts';
import { isFileBusy } from './trouble.ts';

/** The place of the one bot that may work on a database. */
export interface BotLock {
  /** False while another bot has it. */
  tryTake(): boolean;
  release(): void;
}

/**
 * Made of a lock of the system's on a file beside the database, which ends with its process however that ends. It needs
 * no time-out, so no clock and no pause of a process can let a second bot in. Who only reads, or decides about a
 * picture, needs no place. A database in memory cannot be shared.
 */
export function createBotLock(databaseUrl: string): BotLock {
  const { path } = parseDatabaseUrl(databaseUrl);
  if (path === ':memory:') return { tryTake: () => true, release: () => undefined };
  const file = openFile(path);
  return {
    tryTake() {
      try {
        file.exec('begin exclusive');
        return true;
      } catch (error) {
        if (isFileBusy(error)) return false;
        throw unusable(path, error);
      }
    },
    release: () => file.close(),
  };
}

function openFile(path: string): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new DatabaseSync(`${realPath(path)}.lock`, { timeout: 0 });
  } catch (error) {
    throw unusable(path, error);
  }
}

/** Two names of one file must not lead to two locks. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

/** What the system says of a failure names neither setting nor file. */
function unusable(path: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : 'unknown error';
  return new Error(`DATABASE_URL: ${path} cannot be used as a database: its lock ${path}.lock: ${reason}`, {
    cause: error,
  });
}

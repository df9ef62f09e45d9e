import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';

/** Brings what SQLite has written to its log onto the disk, without stopping everything else meanwhile. */
export interface LogSync {
  /** Resolves when the first so many changes outlive a power loss; rejects when the disk refuses. */
  reached(changes: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Whoever waits shares one sync with all others who wait: under load a disk that takes 5 ms for each carries
 * hundreds of commits a second. `changed` tells how many changes the log holds by now.
 */
export function createLogSync(changed: () => number, sync: () => Promise<void>): Pick<LogSync, 'reached'> {
  let onDisk = 0;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const covered = changed();
    await sync();
    onDisk = covered;
  }

  return {
    async reached(changes) {
      // A sync that was begun before the change does not cover it.
      while (onDisk < changes) {
        await (running ??= run().finally(() => {
          running = undefined;
        }));
      }
    },
  };
}

/** The same for the log beside a database file; a database in memory has none and is never waited for. */
export function openLogSync(databasePath: string | null, changed: () => number): LogSync {
  if (databasePath === null) return { reached: async () => undefined, close: async () => undefined };
  let log: FileHandle | undefined;
  const { reached } = createLogSync(changed, async () => {
    log ??= await openLog(databasePath);
    await log.datasync();
  });
  return { reached, close: async () => log?.close() };
}

async function openLog(databasePath: string): Promise<FileHandle> {
  // The log's name must be on the disk as well. Windows keeps it there without being asked, and refuses to be.
  if (process.platform !== 'win32') {
    await using folder = await open(dirname(databasePath));
    await folder.sync();
  }
  return await open(`${databasePath}-wal`, 'r+');
}

import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import type { DatabaseSync } from 'node:sqlite';

import type { Lock } from '../../kit/limit.ts';

/** Brings what SQLite has written to its log onto the disk, without stopping everything else meanwhile. */
export interface LogSync {
  /** Resolves when the first so many changes outlive a power loss; rejects when the disk refuses. */
  reached(changes: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * All waiting commits share one sync: under load a disk that takes 5 ms for each carries
 * hundreds of commits a second. `changed` tells how many changes the log holds by now.
 *
 * A sync that fails is not tried again: the system may have given up the pages that it could not write, and would
 * confirm them next time. Then `rewrite` has to bring everything to the disk another way.
 */
export function createLogSync(
  changed: () => number,
  sync: () => Promise<void>,
  rewrite: () => Promise<void>,
): Pick<LogSync, 'reached'> {
  let onDisk = 0;
  let isDoubtful = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const covered = changed();
    try {
      await (isDoubtful ? rewrite() : sync());
    } catch (error) {
      isDoubtful = true;
      throw error;
    }
    isDoubtful = false;
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

/**
 * The same for the log of a database in a file, which `lock` keeps to one user; one in memory has none and is never
 * waited for.
 */
export function openLogSync(database: DatabaseSync, changed: () => number, lock: Lock): LogSync {
  const path = database.location();
  if (path === null) return { reached: async () => undefined, close: async () => undefined };
  let log: FileHandle | undefined;
  const sync = async (): Promise<void> => {
    log ??= await openLog(path);
    await log.datasync();
  };
  const rewrite = async (): Promise<void> => {
    const release = await lock();
    try {
      if (!isEmptied(database)) await writeAgain(database, `${path}-wal`);
    } finally {
      release();
    }
  };
  return { ...createLogSync(changed, sync, rewrite), close: async () => log?.close() };
}

/**
 * Copies the log into the database itself, which SQLite brings to the disk, and begins it anew: behind a damaged part
 * of it later commits would be lost. False when another process still reads what was before.
 */
function isEmptied(database: DatabaseSync): boolean {
  const [row] = database.prepare('pragma wal_checkpoint(truncate)').all();
  return row?.['busy'] === 0;
}

const CHUNK_BYTES = 1024 * 1024;

/**
 * Writes the log over itself, so that the system brings all of it to the disk: a report that reads for minutes must not
 * keep everything else waiting. Meanwhile nothing may be added to the log. Throws when another process writes.
 */
async function writeAgain(database: DatabaseSync, path: string): Promise<void> {
  database.exec('begin immediate');
  try {
    await using file = await open(path, 'r+');
    const chunk = new Uint8Array(CHUNK_BYTES);
    for (let position = 0; ;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
      if (bytesRead === 0) break;
      await writeWhole(file, chunk.subarray(0, bytesRead), position);
      position += bytesRead;
    }
    await file.datasync();
  } finally {
    database.exec('rollback');
  }
}

async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  const { bytesWritten } = await file.write(bytes, 0, bytes.length, position);
  if (bytesWritten !== bytes.length) throw new Error('The disk took a part of the log only');
}

async function openLog(databasePath: string): Promise<FileHandle> {
  // The log's name must be on the disk as well. Windows keeps it there without being asked, and refuses to be.
  if (process.platform !== 'win32') {
    await using folder = await open(dirname(databasePath));
    await folder.sync();
  }
  return await open(`${databasePath}-wal`, 'r+');
}

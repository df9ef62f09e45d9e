import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { CompiledQuery } from 'kysely';
import type { AbortableOperationOptions, DatabaseConnection, Driver, QueryResult } from 'kysely';

import { createLock } from '../../kit/limit.ts';
import type { Lock } from '../../kit/limit.ts';
import { StoreUnavailable } from '../../ports/store/store-unavailable.ts';
import { createBusyFile, SYSTEM_TIME } from './busy-file.ts';
import type { BusyFile, WaitingTime } from './busy-file.ts';
import { openLogSync } from './log-sync.ts';
import type { LogSync } from './log-sync.ts';
import { createPauses } from './pauses.ts';
import { waitForDisk } from './trouble.ts';

export interface DriverOptions extends Partial<WaitingTime> {
  /** Opens what brings commits to the disk. */
  openLog?: (database: DatabaseSync, changed: () => number, lock: Lock) => LogSync;
  /** Told whether something could be written, whenever that was tried. */
  noteWrite?: (isDone: boolean) => void;
}

/**
 * Kysely's SQLite driver with what it lacks: one user at a time, first come first served, a wait for other processes
 * that blocks no other call, and no commit is reported before it is on the disk.
 */
export function createSafeDriver(
  driver: Driver,
  database: DatabaseSync,
  {
    openLog = openLogSync,
    now = SYSTEM_TIME.now,
    sleep = SYSTEM_TIME.sleep,
    noteWrite = () => undefined,
  }: DriverOptions,
): Driver {
  const counter = database.prepare('select total_changes() as changes');
  const lock = createLock();
  const pause = createPauses(now);
  let letNextIn: (() => void) | undefined;
  // Of a transaction under way nothing counts: a sync that begins before its commit would be taken to cover it.
  let committed = 0;
  const log = openLog(database, () => committed, lock);
  /** What was taken back by a transaction's end proves nothing. */
  let isUndone = false;
  const file = createBusyFile(stepAside, { now, sleep });

  function noteTrouble(error: unknown): never {
    if (error instanceof StoreUnavailable) {
      isUndone = true;
      noteWrite(false);
    }
    throw error;
  }

  /** No waiting write is begun, so that reads go first. */
  async function stepAside(pause: Promise<void>): Promise<void> {
    letNextIn?.();
    await pause;
    letNextIn = await lock();
  }

  return {
    init: (options) => driver.init(options),
    async acquireConnection(options) {
      // What came in this turn is answered first: acknowledgements do not wait for each other's work on the records.
      await nextTurn();
      const release = await lock();
      letNextIn = release;
      isUndone = false;
      return waitingWhileBusy(await driver.acquireConnection(options), { pause, file, database, noteTrouble });
    },
    async releaseConnection() {
      let changes: number;
      let hasWritten: boolean;
      try {
        changes = Number(counter.get()?.['changes']);
        hasWritten = changes > committed && !isUndone;
        committed = changes;
      } finally {
        letNextIn?.();
      }
      // Others may write meanwhile, but no commit is reported that a power loss could still undo.
      await waitForDisk(log.reached(changes)).catch(noteTrouble);
      if (hasWritten) noteWrite(true);
    },
    async destroy(options) {
      // What was asked for in this turn stands in the queue by the next.
      await nextTurn();
      await nextTurn();
      await file.close();
      const releaseToDisk = await lock();
      releaseToDisk();
      // Commits that wait for the disk are settled first; a disk that refuses has failed them already.
      await log.reached(committed).catch(() => undefined);
      const release = await lock();
      try {
        await log.close();
        await driver.destroy(options);
      } finally {
        release();
      }
    },
    commitTransaction: (connection) => driver.commitTransaction(connection),
    async beginTransaction(connection) {
      // A deferred transaction that reads first and writes later fails when another process wrote in between.
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    },
    async rollbackTransaction(connection) {
      isUndone = true;
      // SQLite rolls back by itself on some errors (disk full); a second rollback would hide the first error.
      if (database.isTransaction) await driver.rollbackTransaction(connection);
    },
  };
}

interface WaitDeps {
  pause: () => Promise<void>;
  file: BusyFile;
  database: DatabaseSync;
  noteTrouble: (error: unknown) => never;
}

function waitingWhileBusy(
  connection: DatabaseConnection,
  { pause, file, database, noteTrouble }: WaitDeps,
): DatabaseConnection {
  return {
    async executeQuery<Row>(query: CompiledQuery, options?: AbortableOperationOptions): Promise<QueryResult<Row>> {
      await pause();
      const execute = async (): Promise<QueryResult<Row>> => await connection.executeQuery<Row>(query, options);
      // A transaction under way has the file: no other process can block it.
      return await (database.isTransaction ? execute() : file.attempt(execute)).catch(noteTrouble);
    },
    streamQuery: (query, chunkSize, options) => connection.streamQuery(query, chunkSize, options),
  };
}

import type { Log } from '../ports/log.ts';
import type { Cache } from '../ports/store/storage.ts';

/** What is written to see whether that works again; it may vanish at once. */
const TRIAL = { key: 'write-trial', lifeMs: 1_000 } as const;

/** Whether the records can be written. Reading goes on where the disk is full, so it proves nothing. */
export interface WriteWatch {
  note(isDone: boolean): void;
  canWrite(): boolean;
  /** After a write that failed: writes something to see whether it works again, for there may be no other write. */
  tryAgain(cache: Pick<Cache, 'set'>): Promise<void>;
}

/** Remembers how the last write went, beginning with good faith; the log tells each change. */
export function watchWrites(log: Log): WriteWatch {
  let canWrite = true;
  return {
    note(isDone) {
      if (isDone === canWrite) return;
      canWrite = isDone;
      if (isDone) log.info({}, 'the records can be written again');
      else log.error({}, 'the records cannot be written');
    },
    canWrite: () => canWrite,
    async tryAgain(cache) {
      if (canWrite) return;
      // How it went is noted by the records themselves.
      await cache.set(TRIAL.key, true, TRIAL.lifeMs).catch(() => undefined);
    },
  };
}

import { StoreUnavailable } from '../app/ports/store-unavailable.ts';

/**
 * Result codes of SQLite that may be gone a moment later: busy, locked, out of memory, read-only, I/O error, disk full,
 * file cannot be opened, locking protocol. All others (a broken rule, a mistake of ours) come again with every try.
 */
const PASSING_CODES = new Set([5, 6, 7, 8, 10, 13, 14, 15]);
/** Extended codes carry the plain one in their lowest byte. */
const PLAIN_CODE = 0xff;

/** The error as the application knows it, when it is one of the passing ones; everything else as it is. */
function passingTrouble(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  return PASSING_CODES.has(error.errcode & PLAIN_CODE) ? new StoreUnavailable('The database cannot be used now', { cause: error }) : error;
}

/** Runs a statement; throws {@link StoreUnavailable} for what may pass. */
export function runStatement<Result>(statement: () => Result): Result {
  try {
    return statement();
  } catch (error) {
    throw passingTrouble(error);
  }
}

/** Waits for the disk; throws {@link StoreUnavailable} when it refuses, whatever it says. */
export async function waitForDisk(reached: Promise<void>): Promise<void> {
  try {
    await reached;
  } catch (error) {
    throw new StoreUnavailable('The disk did not confirm a write', { cause: error });
  }
}

import { StoreUnavailable } from '../../ports/store/store-unavailable.ts';

/**
 * Result codes of SQLite that may be gone a moment later: busy, locked, out of memory, read-only, I/O error, disk full,
 * file cannot be opened, locking protocol. All others (a broken rule, a mistake of ours) come again with every try.
 */
const PASSING_CODES = new Set([5, 6, 7, 8, 10, 13, 14, 15]);
/** Extended codes carry the plain one in their lowest byte. */
const PLAIN_CODE = 0xff;
const BUSY = 5;

/** Which result of SQLite an error stands for; undefined when it is none of its own. */
function plainCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & PLAIN_CODE;
}

/** Whether another process has the file: nothing was done, and it may let go of it in a moment. */
export function isFileBusy(error: unknown): boolean {
  return plainCodeOf(error instanceof StoreUnavailable ? error.cause : error) === BUSY;
}

/** A wrong folder or a lack of permission looks like this as well, and passes by no waiting. */
const SETTINGS_CODES = new Set([8, 14]);

/** Whether opening a database failed by what may be gone a moment later, and not by its settings. */
export function isPassingAtStart(error: unknown): boolean {
  const code = plainCodeOf(error);
  if (code !== undefined) return PASSING_CODES.has(code) && !SETTINGS_CODES.has(code);
  return error instanceof Error && error.cause !== undefined && isPassingAtStart(error.cause);
}

/** The error as the application knows it, when it is one of the passing ones; everything else as it is. */
function passingTrouble(error: unknown): unknown {
  const code = plainCodeOf(error);
  return code !== undefined && PASSING_CODES.has(code)
    ? new StoreUnavailable('The database cannot be used now', { cause: error })
    : error;
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

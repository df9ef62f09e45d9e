const MAX_DEPTH = 5;

/**
 * The most telling code of a network error for the log, such as `ECONNREFUSED`: of the innermost cause that has
 * one, also within an AggregateError (one attempt per address). Never its message, which may hold a URL.
 */
export function causeCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return 'unknown';
  const inner: unknown[] = [error.cause, ...(error instanceof AggregateError ? error.errors : [])];
  for (const cause of inner) {
    const code = causeCode(cause, depth + 1);
    if (code !== 'unknown') return code;
  }
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'Error' ? 'unknown' : error.name;
}

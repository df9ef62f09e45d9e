/**
 * Runs a request with a signal that aborts after so many milliseconds, and lets go of it when the request has
 * ended. `AbortSignal.timeout` would be kept, and through its listeners the whole request with its files, until the
 * time is over: a minute of pictures in memory.
 */
export async function withinTime<Value>(
  milliseconds: number,
  send: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new DOMException('The time is over', 'TimeoutError')), milliseconds);
  try {
    return await send(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

import type { Dispatcher } from 'undici';
import { describe, expect, test } from 'vitest';

import { watchSending } from '../../../src/backends/http/send-once.ts';

function createController() {
  const aborts: Error[] = [];
  const controller: Dispatcher.DispatchController = {
    aborted: false,
    paused: false,
    reason: null,
    abort: (reason) => void aborts.push(reason),
    pause: () => undefined,
    resume: () => undefined,
  };
  return { controller, aborts };
}

/** Sends one request through the watch, leaving to the test what a connection does with it. */
function send(handler: Dispatcher.DispatchHandler, signal: AbortSignal = new AbortController().signal) {
  const watch = watchSending(signal);
  const passed: Dispatcher.DispatchHandler[] = [];
  const dispatch = watch.interceptor((_options, inner) => passed.push(inner) > 0);
  dispatch({ path: '/', method: 'POST' }, handler);
  const [inner] = passed;
  if (inner === undefined) throw new Error('nothing was passed on');
  return { watch, inner };
}

describe('watching a request', () => {
  test('it has not started while it waits for a connection, nor when that fails', () => {
    const errors: Error[] = [];
    const { watch, inner } = send({ onResponseError: (_controller, error) => void errors.push(error) });
    expect(watch.started()).toBe(false);
    inner.onResponseError?.(createController().controller, new Error('refused'));
    expect(errors).toHaveLength(1);
    expect(watch.started()).toBe(false);
  });

  test('it has started as soon as a connection begins to write it', () => {
    const { controller, aborts } = createController();
    const { watch, inner } = send({});
    inner.onRequestStart?.(controller, null);
    expect(watch.started()).toBe(true);
    expect(aborts).toEqual([]);
  });

  test('a second writing is stopped before its first byte', () => {
    const { controller, aborts } = createController();
    let starts = 0;
    const { inner } = send({ onRequestStart: () => void (starts += 1) });
    inner.onRequestStart?.(controller, null);
    inner.onRequestStart?.(controller, null);
    expect(starts).toBe(1);
    expect(aborts).toHaveLength(1);
  });

  test('what was given up before it started can no longer be written', async () => {
    const { controller, aborts } = createController();
    const giving = new AbortController();
    const { watch, inner } = send({}, giving.signal);
    giving.abort(new Error('given up'));
    await expect(watch.unsent).rejects.toThrow('given up');
    inner.onRequestStart?.(controller, null);
    expect(aborts).toHaveLength(1);
    expect(watch.started()).toBe(false);
  });
});

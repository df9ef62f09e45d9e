import type { Dispatcher } from 'undici';

/** Watches one request on its way through a dispatcher. */
export interface SendWatch {
  interceptor: Dispatcher.DispatcherComposeInterceptor;
  /** Whether writing it to a connection was begun: while this is false, the server cannot know of the request. */
  started(): boolean;
  /** Rejects when the signal is aborted before that; undici alone would go on waiting for the connection. */
  unsent: Promise<never>;
}

/**
 * Tells unsent from lost by fact instead of by error code: undici announces a request right before its first
 * byte is written, and never for one that still waits for a name, a connection or a TLS handshake. Once the
 * signal is aborted, or after one announcement, no further writing is let through: a submit that is written
 * late, after it was reported as not sent, or twice, is a second picture that is billed.
 */
export function watchSending(signal: AbortSignal): SendWatch {
  let started = false;

  const interceptor: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        if (started || signal.aborted) {
          controller.abort(new Error('this request may no longer be written'));
          return;
        }
        started = true;
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (controller, status, headers, socket) =>
        handler.onRequestUpgrade?.(controller, status, headers, socket),
      onResponseStart: (controller, status, headers, message) =>
        handler.onResponseStart?.(controller, status, headers, message),
      onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
      onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    });

  const unsent = new Promise<never>((_resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        if (!started) reject(toError(signal.reason));
      },
      { once: true },
    );
  });
  // Often no listener is left.
  unsent.catch(() => undefined);

  return { interceptor, started: () => started, unsent };
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted');
}

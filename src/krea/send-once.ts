import type { Dispatcher } from 'undici';

/** Watches one request on its way through a dispatcher. */
export interface SendWatch {
  interceptor: Dispatcher.DispatcherComposeInterceptor;
  /** Whether writing it to a connection was begun: while this is false, the server cannot know of the request. */
  started(): boolean;
}

/**
 * Tells unsent from lost by fact instead of by error code: undici announces a request right before its first
 * byte is written, and never for one that still waits for a name, a connection or a TLS handshake. A second
 * announcement would be a repetition; it is stopped, because a submit that is sent twice is paid twice.
 */
export function watchSending(): SendWatch {
  let started = false;

  const interceptor: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        if (started) {
          controller.abort(new Error('a request may be written only once'));
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

  return { interceptor, started: () => started };
}

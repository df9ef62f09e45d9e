import type { IncomingHttpHeaders } from 'node:http';

import type { Dispatcher } from 'undici';

/** An answer read to its end. */
export interface ExchangeResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Sends a request and reads its whole answer; rejects when the connection breaks, or with the signal's reason.
 * Undici's `request` would give a stream: what belongs to that outlives the short collections of memory, and at
 * hundreds of requests a second the long ones that then follow keep people waiting. An answer with an unread body
 * would also keep its connection for itself.
 */
export async function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal | null = null,
): Promise<ExchangeResponse> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    let cut: ((reason: Error) => void) | undefined;

    function abort(): void {
      const reason: unknown = signal?.reason;
      const error = reason instanceof Error ? reason : new Error('The request was given up', { cause: reason });
      reject(error);
      cut?.(error);
    }
    function end(): void {
      signal?.removeEventListener('abort', abort);
    }

    if (signal?.aborted === true) return abort();
    signal?.addEventListener('abort', abort, { once: true });
    dispatcher.dispatch(request, {
      onRequestStart(controller) {
        // Given up while it waited for a connection: nothing is sent.
        if (signal?.aborted === true) return controller.abort(new Error('The request was given up'));
        cut = (reason) => controller.abort(reason);
      },
      onResponseStart(_controller, statusCode, answered) {
        status = statusCode;
        headers = answered;
      },
      onResponseData(_controller, piece) {
        pieces.push(piece);
      },
      onResponseEnd() {
        end();
        resolve({ status, headers, body: Buffer.concat(pieces) });
      },
      onResponseError(_controller, error) {
        end();
        reject(error);
      },
    });
  });
}

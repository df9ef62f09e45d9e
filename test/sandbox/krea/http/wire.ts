import type { IncomingHttpHeaders } from 'node:http';

/** One request as the routes see it. */
export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

export type Answer = {
  kind: 'answer';
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Spread the body over this time. */
  overMs?: number;
  /** Announce the whole body, send half of it and drop the connection. */
  cut?: boolean;
};

export type Reply = Answer | { kind: 'hang' } | { kind: 'drop' };

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return { kind: 'answer', status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** The error form that the specification declares. */
export function problem(status: number, error: string, headers: Record<string, string> = {}): Answer {
  return json(status, { error }, headers);
}

/** An answer that is not JSON. */
export function raw(
  status: number,
  contentType: string,
  body: Buffer | string,
  headers: Record<string, string> = {},
): Answer {
  return {
    kind: 'answer',
    status,
    headers: { 'content-type': contentType, ...headers },
    body: Buffer.from(body),
  };
}

/** An answer without a body. */
export function empty(status: number): Answer {
  return { kind: 'answer', status, headers: {}, body: Buffer.alloc(0) };
}

/** A request header that was sent once. */
export function header(call: Call, name: string): string | undefined {
  const value = call.headers[name];
  return typeof value === 'string' ? value : undefined;
}

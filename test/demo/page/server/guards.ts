import type { IncomingMessage } from 'node:http';

/** Nothing is loaded from anywhere else, and no other page may show or use this one. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'nonce-import-map'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Whether a request comes from the page itself. The name it was asked under is checked too: a foreign page whose name
 * was made to lead here (DNS rebinding) carries its own.
 */
export function isOwnRequest({ headers, method }: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? '')) return false;
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`) return false;
  // Every browser that sends this header names the page behind the request; typing the address is `none`.
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return method === 'GET' || method === 'HEAD' || origin !== undefined;
}

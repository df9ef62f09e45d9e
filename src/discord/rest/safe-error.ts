import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { z } from 'zod';

/**
 * What may be logged of an error of Discord's REST. The error itself holds the token's URL, the prompt and the files.
 */
export interface SafeError {
  name: string;
  code: string | number | null;
  status: number | null;
  method: string | null;
  /** The route with its ids and tokens left out. */
  route: string | null;
  /** The places of an invalid form that Discord complained about, with its short codes. */
  mistakes?: readonly string[];
}

const MAX_MISTAKES = 10;
const codeSchema = z.object({ code: z.union([z.string(), z.number()]) });
const leafSchema = z.object({ _errors: z.array(z.object({ code: z.string() })) }).transform((leaf) => leaf['_errors']);

/** Reduces anything thrown by Discord's REST to what is safe to log. */
export function safeError(error: unknown): SafeError {
  const code = plainCode(codeSchema.safeParse(error).data?.code ?? null);
  const name = error instanceof Error ? error.name.replace(/\[.*$/s, '') : typeof error;
  if (error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError) {
    const { method, url } = error;
    const status = error instanceof RateLimitError ? 429 : error.status;
    const mistakes =
      error instanceof DiscordAPIError && 'errors' in error.rawError ? mistakesIn(error.rawError.errors) : [];
    return { name, code, status, method, route: routeOf(url), ...(mistakes.length === 0 ? {} : { mistakes }) };
  }
  return { name, code, status: null, method: null, route: null };
}

/** The fields of a log line about an error: `err` as everywhere, and of a call to Discord where it went. */
export function errorFields(
  error: unknown,
): { err: unknown } & Partial<Pick<SafeError, 'method' | 'route' | 'mistakes'>> {
  const { method, route, mistakes, ...err } = safeError(error);
  return method === null ? { err: error } : { err, method, route, ...(mistakes === undefined ? {} : { mistakes }) };
}

/**
 * The path of a REST address with `:id` and `:token` in place of ids and tokens; null when it is not one of Discord's.
 */
export function routeOf(url: string): string | null {
  const path = /\/v\d+(\/[^?#]*)/.exec(url)?.[1];
  if (path === undefined) return null;
  return (
    path
      .replaceAll('%40', '@')
      .replace(/^\/(webhooks|interactions)\/(\d+)\/[^/]+/, '/$1/:id/:token')
      .replaceAll(/\d{15,}/g, ':id')
      // Whatever else is long enough to be a secret is left out too.
      .replaceAll(/[^/:]{40,}/g, ':token')
  );
}

/** Codes are numbers and names; anything else may repeat what was sent. */
const PLAIN = /^[\w.-]{1,60}$/;

function plainCode(code: string | number | null): string | number | null {
  return typeof code !== 'string' || PLAIN.test(code) ? code : null;
}

function mistakesIn(node: unknown, path: readonly string[] = []): string[] {
  if (typeof node !== 'object' || node === null || path.length > 12) return [];
  const here = (leafSchema.safeParse(node).data ?? []).map(
    ({ code }) => `${path.join('.')}: ${plainCode(code) ?? 'unnamed'}`,
  );
  const below = Object.entries(node).flatMap(([key, child]) =>
    key === '_errors' ? [] : mistakesIn(child, [...path, PLAIN.test(key) ? key.slice(0, 40) : '…']),
  );
  return [...here, ...below].slice(0, MAX_MISTAKES);
}

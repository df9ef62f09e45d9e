import type { JsonObject } from '../state/json.ts';
import type { LoggedRequest } from './log.ts';

/**
 * What goes wrong, and with which requests. A fault that names nothing else is a 500; one that only delays is answered
 * rightly, but late.
 */
export type Fault = {
  readonly method?: string;
  /** Matched with the path (`/channels/1/messages`), or asked about the request. */
  readonly route?: RegExp | ((request: LoggedRequest) => boolean);
  /** How many requests it strikes; 1 unless told, `Infinity` for all. */
  readonly times?: number;
  readonly status?: number;
  readonly code?: number;
  readonly message?: string;
  /** Seconds for a 429. */
  readonly retryAfter?: number;
  /** A 429 of the whole bot. */
  readonly global?: boolean;
  readonly delayMs?: number;
  /** Never answers. */
  readonly hang?: boolean;
  /**
   * Breaks the connection instead of answering: by a reset (which discord.js retries), or `end` for an orderly close.
   */
  readonly dropSocket?: boolean | 'end';
  /** The request is carried out, and only its answer is lost. */
  readonly afterEffect?: boolean;
};

/** A fault that was added. */
type ActiveFault = { readonly hits: () => number; readonly remove: () => void };

/** The faults that are switched on. */
export type Faults = { add(fault: Fault): ActiveFault; clear(): void };

type Entry = { readonly fault: Fault; left: number; hits: number };

/** Creates the list; `take` finds and uses up the first fault that fits a request. */
export function createFaults(): Faults & { take(request: LoggedRequest): Fault | undefined } {
  const entries = new Set<Entry>();
  return {
    add(fault) {
      const entry: Entry = { fault, left: fault.times ?? 1, hits: 0 };
      entries.add(entry);
      return { hits: () => entry.hits, remove: () => void entries.delete(entry) };
    },
    clear: () => entries.clear(),
    take(request) {
      for (const entry of entries) {
        if (!fits(entry.fault, request)) continue;
        entry.hits += 1;
        entry.left -= 1;
        if (entry.left <= 0) entries.delete(entry);
        return entry.fault;
      }
      return undefined;
    },
  };
}

function fits({ method, route }: Fault, request: LoggedRequest): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (route === undefined) return true;
  return route instanceof RegExp ? route.test(request.path) : route(request);
}

/** The answer a fault gives; a plain 500 if it names none. */
export function faultAnswer(fault: Fault): {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Record<string, string>;
} {
  const status = fault.status ?? 500;
  if (status === 429) {
    const seconds = fault.retryAfter ?? 1;
    const headers = {
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': fault.global === true ? 'global' : 'user',
      ...(fault.global === true ? { 'x-ratelimit-global': 'true' } : {}),
    };
    return {
      status,
      headers,
      body: { message: 'You are being rate limited.', retry_after: seconds, global: fault.global ?? false },
    };
  }
  return {
    status,
    headers: {},
    body: { message: fault.message ?? `${status}: injected fault`, code: fault.code ?? 0 },
  };
}

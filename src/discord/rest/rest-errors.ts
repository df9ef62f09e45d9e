import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { z } from 'zod';

import type { PublishOutcome } from '../../ports/publisher.ts';

/** What an error of Discord's REST means for a message; `invalid-form` lets the layout be changed and tried again. */
export type Verdict = Exclude<PublishOutcome, { kind: 'published' }> | { kind: 'invalid-form'; detail: string };

const TOO_LARGE = new Set([40005, 50045]);
/** AutoMod, the harmful-links filter. */
const BLOCKED = new Set([200000, 240000]);
/**
 * Slow mode, write limits of channel and server, edits of announcements, opening direct messages too fast, sending or
 * a feature switched off for the moment, resource limited, overloaded, index not ready.
 */
const PASSING = new Set([20016, 20022, 20028, 20029, 31002, 40003, 40004, 40006, 40062, 130000, 110000]);
const INVALID_FORM = 50035;
const CLOUDFLARE_BLOCK = 40333;

const CLOSED: Readonly<Record<number, string>> = {
  10003: 'unknown channel',
  10004: 'unknown server',
  10008: 'unknown message',
  10013: 'unknown user',
  10015: 'unknown webhook',
  10062: 'unknown interaction',
  20009: 'explicit content filter',
  30046: 'too many edits of an old message',
  40007: 'banned',
  40094: 'too many follow-ups',
  50001: 'no access',
  50005: 'not our message',
  50007: 'direct messages refused',
  50013: 'missing permissions',
  50024: 'wrong channel type',
  50027: 'reply token ended',
  50083: 'thread archived',
  160014: 'cannot forward',
  400001: 'file uploads limited',
};

/** What moderators may give back; Discord also says it in outages. */
const MAY_REOPEN = new Set([50001, 50013]);

/** Errors of a connection that never came about. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const DEFAULT_DELAY_MS = 5_000;
const CLOUDFLARE_DELAY_MS = 60_000;
/** A longer wait is cut to this: a wrong number must not put anything off for a day. */
const MAX_DELAY_MS = 60_000;

const retryAfterSchema = z.object({ retry_after: z.number().nonnegative() });
const codeSchema = z.object({ code: z.string() });

/**
 * Judges what discord.js's REST threw. `repeats` says that it may have sent the request more than once, so
 * that a refused connection at last proves nothing about the first attempt.
 */
export function judgeError(error: unknown, { repeats }: { repeats: boolean }): Verdict {
  if (error instanceof DiscordAPIError) return judgeAnswer(error);
  if (error instanceof RateLimitError) {
    return delayed(Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout));
  }
  if (error instanceof HTTPError) return { kind: 'unclear' };
  const code = codeSchema.safeParse(error).data?.code;
  if (!repeats && code !== undefined && NEVER_SENT.has(code)) return delayed(DEFAULT_DELAY_MS);
  return { kind: 'unclear' };
}

/**
 * Whether another attempt may come to something: repeating an edit changes nothing, and a repeated message is dropped.
 */
export function isPassing({ kind }: Verdict): boolean {
  return kind === 'delayed' || kind === 'unclear';
}

function judgeAnswer(error: DiscordAPIError): Verdict {
  const { status } = error;
  // Discord writes 0 where it has no code.
  const code = typeof error.code === 'number' && error.code !== 0 ? error.code : undefined;
  if (status === 413 || (code !== undefined && TOO_LARGE.has(code))) return { kind: 'too-large' };
  if (code !== undefined && BLOCKED.has(code)) return { kind: 'blocked' };
  if (status === 429 || (code !== undefined && PASSING.has(code))) return delayed(retryAfterOf(error));
  if (code === INVALID_FORM) return { kind: 'invalid-form', detail: 'invalid form' };
  // An answer without a code of Discord's comes from a machine in front of it, or doubts our token: nothing was
  // carried through.
  if (status === 401 && code === undefined) return delayed(DEFAULT_DELAY_MS);
  if (code === CLOUDFLARE_BLOCK || (code === undefined && status !== 404)) return delayed(CLOUDFLARE_DELAY_MS);
  const detail = code === undefined ? undefined : CLOSED[code];
  const mayReopen = code !== undefined && MAY_REOPEN.has(code);
  return { kind: 'closed', detail: detail ?? `refused with ${code ?? status}`, ...(mayReopen && { mayReopen }) };
}

function retryAfterOf({ rawError }: DiscordAPIError): number {
  const parsed = retryAfterSchema.safeParse(rawError);
  return parsed.success ? parsed.data.retry_after * 1000 : DEFAULT_DELAY_MS;
}

function delayed(milliseconds: number): Verdict {
  const bounded = Math.min(Math.max(milliseconds, 1000), MAX_DELAY_MS);
  return { kind: 'delayed', retryAfterMs: Math.ceil(Number.isFinite(bounded) ? bounded : DEFAULT_DELAY_MS) };
}

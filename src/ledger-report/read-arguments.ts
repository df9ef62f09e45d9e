import { parseArgs } from 'node:util';

import { VERDICTS } from '../core/picture/decision.ts';
import type { Verdict } from '../core/picture/decision.ts';
import type { PictureKey } from '../core/picture/generation.ts';
import { parsePictureName } from '../core/picture/picture-key.ts';
import { MAX_REASON_CHARACTERS } from '../core/rules/audit-action.ts';

/** What `npm run ledger` was asked for. */
export type LedgerArguments = CheckArguments | ResolveArguments;

/** Looking through the books: how far back Krea's list is compared, or not at all. */
export interface CheckArguments {
  kind: 'check';
  /** Epoch milliseconds. */
  since: number;
  isOffline: boolean;
}

/** A decision about one uncertain picture. */
export interface ResolveArguments {
  kind: 'resolve';
  picture: PictureKey;
  verdict: Verdict;
  reason: string | null;
  isOffline: boolean;
}

const HOUR_MS = 60 * 60_000;
const UNITS = new Map([
  ['h', HOUR_MS],
  ['d', 24 * HOUR_MS],
  ['w', 7 * 24 * HOUR_MS],
]);

export const USAGE = `Usage: npm run ledger -- [--since 7d] [--offline]
Prints the ledger, checks it, and compares it with Krea's job list. It changes nothing, and may run beside the bot.
  --since    how far back to compare with Krea: 12h, 7d, 2w or a day such as 2026-11-01 (UTC); 7d unless told
  --offline  does not ask Krea
Ends with 0 when everything agrees, 1 when something differs, 2 when it could not be checked.

Or: npm run ledger -- resolve <generation>.<picture> charged|not-charged [--reason "…"] [--offline]
Decides about a picture of which nobody can tell whether Krea painted it; the first form lists these. What Krea itself
tells about its job counts more. May run beside the bot. Ends with 0 when it is decided, 2 when nothing was changed.`;

/** Reads the words after the command; undefined when they are not understood, so that the usage is shown. */
export function readArguments(words: readonly string[], now: number): LedgerArguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { since: { type: 'string' }, reason: { type: 'string' }, offline: { type: 'boolean', default: false } },
    });
    const { since, reason, offline: isOffline } = values;
    if (positionals.length > 0) return since === undefined ? readResolve(positionals, reason, isOffline) : undefined;
    const instant = parseSince(since ?? '7d', now);
    return instant === undefined || instant > now || reason !== undefined
      ? undefined
      : { kind: 'check', since: instant, isOffline };
  } catch {
    // Node throws for options that it does not know.
    return undefined;
  }
}

function readResolve(
  [command, name = '', decision, ...more]: readonly string[],
  reason: string | undefined,
  isOffline: boolean,
): ResolveArguments | undefined {
  const picture = parsePictureName(name);
  const verdict = VERDICTS.find((one) => one === decision);
  const isUnderstood = command === 'resolve' && more.length === 0 && (reason ?? '').length <= MAX_REASON_CHARACTERS;
  if (!isUnderstood || picture === undefined || verdict === undefined) return undefined;
  return {
    kind: 'resolve',
    picture,
    verdict,
    reason: reason?.trim() || null,
    isOffline,
  };
}

function parseSince(text: string, now: number): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d{0,3})([hdw])$/.exec(text) ?? [];
  const unitMs = UNITS.get(unit);
  if (count !== undefined && unitMs !== undefined) return now - Number(count) * unitMs;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(day) ? undefined : day;
}

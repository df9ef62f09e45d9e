import { parseArgs } from 'node:util';

/** What `npm run ledger` was asked for: how far back Krea's list is compared, or not at all. */
export interface LedgerArguments {
  /** Epoch milliseconds. */
  since: number;
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
Ends with 0 when everything agrees, 1 when something differs, 2 when it could not be checked.`;

/** Reads the words after the command; undefined when they are not understood, so that the usage is shown. */
export function readArguments(words: readonly string[], now: number): LedgerArguments | undefined {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { since: { type: 'string', default: '7d' }, offline: { type: 'boolean', default: false } },
    });
    const since = parseSince(values.since, now);
    return since === undefined || since > now ? undefined : { since, isOffline: values.offline };
  } catch {
    // Node throws for options that it does not know.
    return undefined;
  }
}

function parseSince(text: string, now: number): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d{0,3})([hdw])$/.exec(text) ?? [];
  const unitMs = UNITS.get(unit);
  if (count !== undefined && unitMs !== undefined) return now - Number(count) * unitMs;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(day) ? undefined : day;
}

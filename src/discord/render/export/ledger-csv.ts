import { fixedUsd } from '../../../core/money/money.ts';
import type { MicroUsd } from '../../../core/money/money.ts';
import type { ExportRow, UntracedRow } from '../../../ports/store/ledger-reader.ts';
import { csvRow, inert } from './inert-csv.ts';

/** What a line is made of: a picture, or an amount without one; and the period that is exported. */
interface Line {
  picture: ExportRow | null;
  userId: string | null;
  held: MicroUsd;
  charged: MicroUsd;
  released: MicroUsd;
  carriedFrom: string;
  periodKey: string;
}

/** Of the picture, or nothing where there is none. */
const from =
  (read: (picture: ExportRow) => string) =>
  ({ picture }: Line): string =>
    picture === null ? '' : read(picture);

/**
 * The columns of an export, in their order. Ids begin with a letter: spreadsheets take a row of digits for a number
 * and round it. Dollars have six decimals, which no spreadsheet takes for a date or for thousands, and stand once more
 * as whole micro-dollars, which every country writes alike.
 */
const COLUMNS = {
  time: from(({ heldAt }) => new Date(heldAt).toISOString()),
  period: ({ periodKey }) => periodKey,
  carried_from: ({ carriedFrom }) => carriedFrom,
  member: ({ userId }) => (userId === null ? '' : `u${userId}`),
  channel: from(({ channelId }) => `c${channelId}`),
  generation: from(({ generationId }) => `g${generationId}`),
  picture: from(({ index }) => String(index)),
  krea_job: from(({ remoteId }) => inert(remoteId ?? '')),
  variant: from(({ variant }) => variant),
  tier: from(({ tier }) => tier),
  price_version: from(({ priceVersion }) => `v${priceVersion}`),
  held: ({ held }) => fixedUsd(held),
  charged: ({ charged }) => fixedUsd(charged),
  released: ({ released }) => fixedUsd(released),
  held_micros: ({ held }) => String(held),
  charged_micros: ({ charged }) => String(charged),
  released_micros: ({ released }) => String(released),
  state: from(({ state }) => state),
  parent: from(({ parent }) => (parent === null ? '' : `g${parent.generationId}.${parent.index}`)),
} as const satisfies Record<string, (line: Line) => string>;

/** The first line of every file. */
export const CSV_HEAD = csvRow(Object.keys(COLUMNS));

/** One row of a period's export as a line. */
export function csvLine(row: ExportRow | UntracedRow, periodKey: string): string {
  const line = lineOf(row, periodKey);
  return csvRow(Object.values(COLUMNS).map((read) => read(line)));
}

function lineOf(row: ExportRow | UntracedRow, periodKey: string): Line {
  if ('amount' in row) {
    return {
      picture: null,
      userId: row.userId,
      held: 0,
      charged: row.amount,
      released: 0,
      carriedFrom: 'unknown',
      periodKey,
    };
  }
  const { userId, held, charged, released } = row;
  return {
    picture: row,
    userId,
    held,
    charged,
    released,
    carriedFrom: row.periodKey === periodKey ? '' : row.periodKey,
    periodKey,
  };
}

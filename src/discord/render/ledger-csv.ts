import { stringify } from 'csv-stringify/sync';

import type { ExportRow } from '../../app/ports/ledger-reader.ts';
import { decimalUsd } from '../../core/money.ts';

/** The columns of an export, in their order. */
const COLUMNS = {
  time: ({ heldAt }) => new Date(heldAt).toISOString(),
  period: ({ periodKey }) => periodKey,
  member: ({ userId }) => userId,
  channel: ({ channelId }) => channelId,
  generation: ({ generationId }) => generationId,
  picture: ({ index }) => String(index),
  krea_job: ({ remoteId }) => inert(remoteId ?? ''),
  variant: ({ variant }) => variant,
  tier: ({ tier }) => tier,
  price_version: ({ priceVersion }) => priceVersion,
  held: ({ held }) => decimalUsd(held),
  charged: ({ charged }) => decimalUsd(charged),
  released: ({ released }) => decimalUsd(released),
  state: ({ state }) => state,
  parent: ({ parent }) => (parent === null ? '' : `${parent.generationId}.${parent.index}`),
} as const satisfies Record<string, (row: ExportRow) => string>;

// Krea's job ids are foreign text: a spreadsheet must not run one as a formula. Every cell is quoted, because
// some end a line at a lone carriage return, or cells at semicolons: a formula could begin behind it.
const FORMAT = { record_delimiter: 'windows', escape_formulas: true, quoted: true } as const;

/** Blanks and marks that nobody sees, such as those that turn the reading direction, and a formula behind them. */
const HIDDEN_FORMULA = /^[\s\p{C}]+[=+\-@＝＋－＠]/u;

/** What the format does for a formula at the start of a cell, also for one that hides behind invisible characters. */
function inert(text: string): string {
  return HIDDEN_FORMULA.test(text) ? `'${text}` : text;
}

/** The first line of every file. */
export const CSV_HEAD = stringify([Object.keys(COLUMNS)], FORMAT);

/** One picture as a line. */
export function csvLine(row: ExportRow): string {
  return stringify([Object.values(COLUMNS).map((read) => read(row))], FORMAT);
}

import { stringify } from 'csv-stringify/sync';

// A spreadsheet must not run foreign text as a formula. Every cell is quoted, because some end a line at a lone
// carriage return, or cells at semicolons: a formula could begin behind it.
const FORMAT = { record_delimiter: 'windows', escape_formulas: true, quoted: true } as const;

/** Invisible blanks and marks, such as those that turn the reading direction, with a formula behind them. */
const HIDDEN_FORMULA = /^[\s\p{C}]+[=+\-@＝＋－＠]/u;

/** A number to a spreadsheet, which would round a long one or read an exponent: 123, 1e5, 7E3. */
const NUMBER_LIKE = /^[\d.,\s]+(?:e[\d\s]+)?$/i;

/** Foreign text as a cell: neither a formula, also one that hides behind invisible characters, nor a number. */
export function inert(text: string): string {
  return HIDDEN_FORMULA.test(text) || NUMBER_LIKE.test(text) ? `'${text}` : text;
}

/** One line of a file for spreadsheets. */
export function csvRow(cells: readonly string[]): string {
  return stringify([[...cells]], FORMAT);
}

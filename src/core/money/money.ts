/** An amount of money as a whole number of micro-dollars: $1 is 1_000_000. Half cents fit, fractions never arise. */
export type MicroUsd = number;

const MICRO_PER_DOLLAR = 1_000_000;

/** The largest amount a moderator or operator may name, $1,000,000: sums of it stay exact integers. */
export const MAX_AMOUNT: MicroUsd = 1_000_000 * MICRO_PER_DOLLAR;

/**
 * Reads dollars as people write them ("5", "$12.50", "0.035"), at most six decimals.
 * Returns undefined for anything else, negative amounts and more than {@link MAX_AMOUNT} included.
 */
export function parseUsd(text: string): MicroUsd | undefined {
  const match = /^\$?(\d{1,7})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, dollars, decimals = ''] = match;
  const amount = Number(dollars) * MICRO_PER_DOLLAR + Number(decimals.padEnd(6, '0'));
  return amount <= MAX_AMOUNT ? amount : undefined;
}

/** Writes an amount in dollars with two decimals, or as many more as it takes to be exact: "$5.00", "$0.035". */
export function formatUsd(amount: MicroUsd): string {
  const absolute = Math.abs(amount);
  const dollars = Math.floor(absolute / MICRO_PER_DOLLAR);
  // The runtime's locale tables would group as well, and take 5 MB of every idle bot.
  const grouped = String(dollars).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}$${grouped}.${decimalsOf(absolute)}`;
}

/** Writes an amount of no less than nothing as dollars with six decimals, for spreadsheets: "1234.500000". */
export function fixedUsd(amount: MicroUsd): string {
  return `${Math.floor(amount / MICRO_PER_DOLLAR)}.${String(amount % MICRO_PER_DOLLAR).padStart(6, '0')}`;
}

function decimalsOf(absolute: MicroUsd): string {
  return String(absolute % MICRO_PER_DOLLAR)
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
}

/** What was settled for a number of pictures. */
export interface Spend {
  spent: MicroUsd;
  pictures: number;
}

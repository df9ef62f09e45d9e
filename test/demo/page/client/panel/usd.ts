const MICRO_PER_DOLLAR = 1_000_000;

/** Micro-dollars as dollars, with as many decimals as it takes. */
export function usd(amount: number): string {
  const fixed = (amount / MICRO_PER_DOLLAR).toFixed(4).replace(/0{1,2}$/, '');
  return fixed.startsWith('-') ? `-$${fixed.slice(1)}` : `$${fixed}`;
}

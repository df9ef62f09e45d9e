/** A slider or strength with its sign: "+40", "-40", "0". */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

/** An instant that Discord shows as "in 3 days", in the reader's language. */
export function fromNow(instant: number): string {
  return `<t:${Math.ceil(instant / 1000)}:R>`;
}

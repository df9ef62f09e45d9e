/** One budget period: its key names it in the ledger for ever. Instants are epoch milliseconds. */
export interface Period {
  key: string;
  startsAt: number;
  /** The first instant after the period, when the budget is whole again. */
  endsAt: number;
}

/** The calendar month in UTC that holds the instant, as `2026-11@UTC`. */
export function monthOf(now: number): Period {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    key: `${date.toISOString().slice(0, 7)}@UTC`,
    startsAt: Date.UTC(year, month, 1),
    endsAt: Date.UTC(year, month + 1, 1),
  };
}

import { leftOf, usedOf } from './budget.ts';
import type { Balance } from './budget.ts';
import type { MicroUsd } from './money.ts';
import type { Period } from './period.ts';

/** Too little has happened yet to speak of a pace. */
const SHORTEST_PACE_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Spending does not stay the same for longer: a date beyond it would only be a guess. */
const HORIZON_MS = 365 * DAY_MS;

/** How fast a budget is used, and how long it lasts at that pace. */
export interface Forecast {
  /** Micro-dollars a day, rounded; null while there is no pace yet. */
  perDay: MicroUsd | null;
  /**
   * When it is used up at this pace, epoch milliseconds; null when it lasts until it starts afresh, `far` beyond a
   * year.
   */
  emptyAt: number | 'far' | null;
}

/**
 * Looks ahead from the pace of what was spent and held since the period began; what was carried over was not spent in
 * that time. A period without an end began with the first spending there ever was, which counts in it; without any
 * there is no pace.
 */
export function forecast(
  balance: Balance,
  cap: MicroUsd,
  period: Period,
  now: number,
  firstSpentAt: number | null = null,
): Forecast {
  const isEndless = period.endsAt === null;
  const since = isEndless ? firstSpentAt : period.startsAt;
  const used = isEndless ? usedOf(balance) : balance.spent + balance.held;
  const elapsed = since === null ? 0 : now - since;
  if (elapsed < SHORTEST_PACE_MS || used === 0) return { perDay: null, emptyAt: null };
  const emptyAt = now + Math.round((leftOf(balance, cap) / used) * elapsed);
  return { perDay: Math.round((used / elapsed) * DAY_MS), emptyAt: endWithin(emptyAt, period, now) };
}

function endWithin(emptyAt: number, { endsAt }: Period, now: number): Forecast['emptyAt'] {
  if (endsAt !== null && emptyAt >= endsAt) return null;
  return emptyAt - now > HORIZON_MS ? 'far' : emptyAt;
}

import { leftOf, usedOf } from './budget.ts';
import type { Balance } from './budget.ts';
import type { MicroUsd } from './money.ts';
import type { Period } from './period.ts';

/** Too little has happened yet to speak of a pace. */
const SHORTEST_PACE_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** How fast a budget is used, and how long it lasts at that pace. */
export interface Forecast {
  /** Micro-dollars a day, rounded; null while there is no pace yet. */
  perDay: MicroUsd | null;
  /** When it is used up at this pace, epoch milliseconds; null when it lasts until it starts afresh. */
  emptyAt: number | null;
}

/** Looks ahead from the pace since the period began; periods without an end are judged by what came `since`. */
export function forecast(balance: Balance, cap: MicroUsd, period: Period, now: number, since = period.startsAt): Forecast {
  const elapsed = now - Math.max(period.startsAt, since);
  const used = usedOf(balance);
  if (elapsed < SHORTEST_PACE_MS || used === 0) return { perDay: null, emptyAt: null };
  const emptyAt = now + Math.round((leftOf(balance, cap) / used) * elapsed);
  const isInTime = period.endsAt === null || emptyAt < period.endsAt;
  return { perDay: Math.round((used / elapsed) * DAY_MS), emptyAt: isInTime ? emptyAt : null };
}

import { bucketsOf } from '../../src/core/money/buckets.ts';
import { periodAt } from '../../src/core/money/period.ts';
import type { PeriodRule } from '../../src/core/money/period.ts';
import type { SpendingReport } from '../../src/ports/chart.ts';

interface Sample {
  kind?: PeriodRule['kind'];
  now?: string;
  cap?: number;
  earlier?: number;
  /** What was spent in each stretch that has begun. */
  spent?: number;
  members?: number;
  others?: number;
}

const NOTHING = { spent: 0, pictures: 0 };

/** A report as the application makes them, with whatever the test says differently. */
export function reportSample({
  kind = 'month',
  now: text = '2026-11-22T12:00:00Z',
  cap = 5_000_000,
  earlier = 0,
  spent = 30_000,
  members = 2,
  others = 0,
}: Sample = {}): SpendingReport {
  const now = Date.parse(text);
  const rule = { kind, zone: 'UTC', resetDay: 1 };
  const period = periodAt(rule, now);
  const isSpent = (from: number): boolean => from <= now && spent > 0;
  const buckets = bucketsOf(period, 'UTC', now).map((bucket) =>
    Object.assign(bucket, isSpent(bucket.from) ? { spent, pictures: 1 } : NOTHING),
  );
  const total = {
    spent: buckets.reduce((sum, bucket) => sum + bucket.spent, 0),
    pictures: buckets.reduce((sum, bucket) => sum + bucket.pictures, 0),
  };
  return {
    cap,
    now,
    rule,
    period,
    earlier,
    buckets,
    balance: { spent: total.spent, held: 60_000, carried: earlier },
    members: Array.from({ length: members }, (_, index) => ({
      userId: `7000000000000000${String(index).padStart(2, '0')}`,
      spent: 2_000_000 - index * 17_500,
      pictures: 20,
    })),
    others: others === 0 ? NOTHING : { spent: others, pictures: 3 },
    variants: total.pictures === 0 ? [] : [{ variant: 'medium-turbo', ...total }],
    total,
  };
}

import type { Bucket } from '../core/money/buckets.ts';
import type { Balance } from '../core/money/budget.ts';
import type { MicroUsd, Spend } from '../core/money/money.ts';
import type { Period, PeriodRule } from '../core/money/period.ts';
import type { Variant } from '../core/picture/request.ts';

/** What a server spent in its running period. */
export interface SpendingReport {
  cap: MicroUsd;
  balance: Balance;
  period: Period;
  rule: PeriodRule;
  now: number;
  /** What counts against the cap and is in none of the buckets: older than the first, or carried over. */
  earlier: MicroUsd;
  /** Hour by hour or day by day; also what is still to come. */
  buckets: readonly (Bucket & Spend)[];
  /** The largest spenders first. */
  members: readonly (Spend & { userId: string })[];
  /** All the others together. */
  others: Spend;
  variants: readonly (Spend & { variant: Variant })[];
  /** All that was settled in the period. */
  total: Spend;
}

/** What stands in a chart, in the language of its readers. */
export interface ChartWords {
  title: string;
  byMember: string;
  byModel: string;
  nothingSpent: string;
  spentOnDay: string;
  spentInHour: string;
  spentBefore: string;
  budget(amount: string): string;
  member(number: number): string;
  allOthers: string;
  models: Readonly<Record<Variant, string>>;
}

/** Draws a report as a PNG. Members have no names in it: they are "member 1", "member 2", in the report's order. */
export type DrawChart = (report: SpendingReport) => Promise<Uint8Array>;

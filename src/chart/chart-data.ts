import { z } from 'zod';

import type { MicroUsd } from '../core/money/money.ts';
import type { SpendingReport } from '../ports/chart.ts';

const amount = z.int().min(0);
const rowSchema = z.object({ name: z.string(), spent: amount });

/** What the drawing is made of; it crosses over to the drawing process. */
export const chartDataSchema = z.object({
  cap: amount,
  unit: z.enum(['hour', 'day']),
  /** `before` was spent earlier in the period, `spent` in this stretch; both null for what is still to come. */
  bars: z.array(z.object({ label: z.string(), before: amount.nullable(), spent: amount.nullable() })),
  members: z.array(rowSchema),
  variants: z.array(rowSchema),
});

export type ChartData = z.infer<typeof chartDataSchema>;

/** Takes from a report what is drawn of it. */
export function chartData({ cap, earlier, buckets, members, others, variants, rule, now }: SpendingReport): ChartData {
  const rows = members.map(({ spent }, index) => ({ name: `member ${index + 1}`, spent }));
  return {
    cap,
    unit: rule.kind === 'day' ? 'hour' : 'day',
    bars: bars(earlier, buckets, now),
    members: others.pictures === 0 ? rows : [...rows, { name: 'all others', spent: others.spent }],
    variants: variants.map(({ variant, spent }) => ({ name: inTitleCase(variant), spent })),
  };
}

function bars(earlier: MicroUsd, buckets: SpendingReport['buckets'], now: number): ChartData['bars'] {
  let before = earlier;
  return buckets.map(({ from, label, spent }) => {
    if (from > now) return { label, before: null, spent: null };
    const bar = { label, before, spent };
    before += spent;
    return bar;
  });
}

function inTitleCase(name: string): string {
  return name
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');
}

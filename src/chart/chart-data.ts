import { z } from 'zod';

import { formatUsd } from '../core/money/money.ts';
import type { MicroUsd } from '../core/money/money.ts';
import type { ChartWords, SpendingReport } from '../ports/chart.ts';

const amount = z.int().min(0);
const rowSchema = z.object({ name: z.string(), spent: amount });

/** What the drawing is made of; it crosses over to the drawing process. */
export const chartDataSchema = z.object({
  cap: amount,
  /** `before` was spent earlier in the period, `spent` in this stretch; both null for what is still to come. */
  bars: z.array(z.object({ label: z.string(), before: amount.nullable(), spent: amount.nullable() })),
  members: z.array(rowSchema),
  variants: z.array(rowSchema),
  words: z.object({
    title: z.string(),
    byMember: z.string(),
    byModel: z.string(),
    nothingSpent: z.string(),
    now: z.string(),
    before: z.string(),
    cap: z.string(),
  }),
});

export type ChartData = z.infer<typeof chartDataSchema>;

/** Takes from a report what is drawn of it. */
export function chartData(report: SpendingReport, words: ChartWords): ChartData {
  const { cap, earlier, buckets, members, others, variants, rule, now } = report;
  const rows = members.map(({ spent }, index) => ({ name: words.member(index + 1), spent }));
  return {
    cap,
    bars: bars(earlier, buckets, now),
    members: others.pictures === 0 ? rows : [...rows, { name: words.allOthers, spent: others.spent }],
    variants: variants.map(({ variant, spent }) => ({ name: words.models[variant], spent })),
    words: {
      title: words.title,
      byMember: words.byMember,
      byModel: words.byModel,
      nothingSpent: words.nothingSpent,
      now: rule.kind === 'day' ? words.spentInHour : words.spentOnDay,
      before: words.spentBefore,
      cap: words.budget(formatUsd(cap)),
    },
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

import { leftOf } from '../../../core/money/budget.ts';
import { formatUsd } from '../../../core/money/money.ts';
import type { SpendingReport } from '../../../ports/chart.ts';
import { fromNow } from '../../format/figures.ts';
import { CLASSIC_TEXT_LIMIT } from '../../format/text-limits.ts';
import { counted, ordinal, VARIANT_NAMES } from '../names.ts';
import { describeReset } from './budget.ts';

/**
 * A server's spending in words: the figures of the chart, and who its numbered members are. At most 2,000 characters.
 */
export function describeReport(report: SpendingReport): string {
  const { period, members, others } = report;
  const people = members.map(
    ({ userId, spent, pictures }, index) =>
      `${index + 1}. <@${userId}> ${formatUsd(spent)} (${counted(pictures, 'picture')})`,
  );
  const lines = [
    `Spending in this server this period (${describeReset(report.rule)}):`,
    ...sums(report, '**'),
    ...(period.endsAt === null ? [] : [`It resets ${fromNow(period.endsAt)}.`]),
    ...models(report),
    ...(people.length === 0 ? [] : ['Members, as numbered in the chart:', ...people]),
    ...(others.pictures === 0
      ? []
      : [`All others: ${formatUsd(others.spent)} (${counted(others.pictures, 'picture')})`]),
  ].join('\n');
  const stretches = stretchWords(report, CLASSIC_TEXT_LIMIT - lines.length - 1);
  return stretches === '' ? lines : `${lines}\n${stretches}`;
}

/** The chart for people who do not see it; members by number, as in the chart. At most 1,024 characters. */
export function reportAltText(report: SpendingReport): string {
  const { members, others } = report;
  const people = members.map(({ spent }, index) => `${index + 1} ${formatUsd(spent)}`);
  const all = others.pictures === 0 ? people : [...people, `all others ${formatUsd(others.spent)}`];
  const lines = [
    'Chart of spending against the budget.',
    ...sums(report, ''),
    ...models(report),
    ...(all.length === 0 ? [] : [`Members by number: ${all.join(', ')}.`]),
  ].join(' ');
  const stretches = stretchWords(report, MAX_ALT_TEXT - lines.length - 1);
  return stretches === '' ? lines : `${lines} ${stretches}`;
}

const MAX_ALT_TEXT = 1024;

function sums({ cap, balance, total, earlier, rule }: SpendingReport, bold: string): string[] {
  const amount = (value: number): string => `${bold}${formatUsd(value)}${bold}`;
  const before = rule.kind === 'none' ? 'Spent before the last 31 days' : 'From before the first day, or carried over';
  return [
    `${amount(total.spent)} spent for ${counted(total.pictures, 'picture')}, ${amount(balance.held)} ` +
      `reserved, ${amount(leftOf(balance, cap))} left of ${amount(cap)}.`,
    ...(earlier === 0 ? [] : [`${before}: ${formatUsd(earlier)}.`]),
  ];
}

function models({ variants }: SpendingReport): string[] {
  if (variants.length === 0) return [];
  const each = variants.map(
    ({ variant, spent, pictures }) => `${VARIANT_NAMES[variant]} ${formatUsd(spent)} (${counted(pictures, 'picture')})`,
  );
  return [`By model: ${each.join(', ')}.`];
}

/** What was spent on each day or in each hour with spending, as many of the latest as there is room for. */
function stretchWords({ buckets, rule }: SpendingReport, room: number): string {
  const isHourly = rule.kind === 'day';
  const all = buckets
    .filter(({ spent }) => spent > 0)
    .map(({ label, spent }) => `${isHourly ? `${label}h` : ordinal(Number(label))} ${formatUsd(spent)}`);
  const head = isHourly ? 'By hour' : 'By day';
  for (let skipped = 0; skipped < all.length; skipped += 1) {
    const text = `${head}${skipped === 0 ? '' : ', the latest'}: ${all.slice(skipped).join(', ')}.`;
    if (text.length <= room) return text;
  }
  return '';
}

import type { BudgetChange } from '../../../app/budget/budget-desk.ts';
import type { BudgetView } from '../../../app/budget/budget-view.ts';
import { leftOf, usedOf } from '../../../core/money/budget.ts';
import { formatUsd } from '../../../core/money/money.ts';
import type { MicroUsd } from '../../../core/money/money.ts';
import type { PeriodRule } from '../../../core/money/period.ts';
import type { Grant } from '../../../core/rules/rules.ts';
import { bar, share } from '../../format/bar.ts';
import { fromNow } from '../../format/figures.ts';
import { describeAlerts, describeUndelivered } from '../card/alert.ts';
import { counted, ordinal } from '../names.ts';
import { doneWords } from './done.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** A server's budget: cap, bar, spent, held, left, pace, and when it starts again in the reader's own time. */
export function describeBudget({ state, ceiling, forecast, rules, undelivered }: BudgetView): string {
  const { cap, balance, period } = state;
  const lines = [
    ...(rules.isPaused ? ['**Paused:** no new pictures until a moderator uses `/krea-budget resume`.'] : []),
    `Budget: **${formatUsd(cap)}** ${describePeriod(rules.period)}`,
    `\`${bar(usedOf(balance), cap)}\` ${share(usedOf(balance), cap)} used`,
    `Spent: **${formatUsd(balance.spent)}**`,
    balance.held > 0 ? `Reserved for pictures in progress: **${formatUsd(balance.held)}**` : 'Nothing is reserved.',
    ...(balance.carried > 0 ? [`Carried over from before the change: **${formatUsd(balance.carried)}**`] : []),
    `Left: **${formatUsd(leftOf(balance, cap))}**`,
    ceiling === undefined
      ? ''
      : `Only **${formatUsd(ceiling.left)}** of that can be spent this month: the bot’s operator caps this ` +
        `server at ${formatUsd(ceiling.cap)} per ` +
        `month${ceiling.period.endsAt === null ? '' : ` (resets ${fromNow(ceiling.period.endsAt)})`}.`,
    describeForecast(forecast, leftOf(balance, cap)),
    period.endsAt === null
      ? 'It never resets.'
      : `Resets ${fromNow(period.endsAt)} (<t:${Math.ceil(period.endsAt / 1000)}:f>).`,
    ...describeGrants(rules.grants),
    describeAlerts(rules.alerts),
    undelivered === null ? '' : describeUndelivered(undelivered),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** All of them would not fit into one message. */
const SHOWN_GRANTS = 5;

/** The server's own raises first. */
function describeGrants(grants: readonly Grant[]): string[] {
  const ordered = [
    ...grants.filter(({ userId }) => userId === undefined),
    ...grants.filter(({ userId }) => userId !== undefined),
  ];
  const others = ordered.length - SHOWN_GRANTS;
  return [
    ...ordered
      .slice(0, SHOWN_GRANTS)
      .map(
        ({ amount, until, userId }) =>
          `Raised by ${formatUsd(amount)}${userId === undefined ? '' : ` for <@${userId}>`} until ` +
          `<t:${Math.ceil(until / 1000)}:f>.`,
      ),
    ...(others > 0 ? [`And ${counted(others, 'more raise')}; \`/krea-budget explain\` shows a member’s.`] : []),
  ];
}

/** The answer to a change that the budget itself shows. */
export function describeDone(isChanged: boolean, view: BudgetView): string {
  return `${doneWords(isChanged)}\n\n${describeBudget(view)}`;
}

/** What a change of the budget changed, and the budget as it is now. */
export function describeBudgetChange(change: BudgetChange): string {
  const { before, after, rules } = change;
  const isRaised = rules.grants.some(({ userId }) => userId === undefined);
  const [was, now] = [describePeriod(before.period), describePeriod(after.period)];
  const changes = [
    ...(after.cap === before.cap
      ? []
      : [`Budget: ${formatUsd(before.cap)} → ${formatUsd(after.cap)}${isRaised ? ' (before temporary raises)' : ''}.`]),
    ...(was === now ? [] : [`Period: ${was} → ${now}. What’s already spent or reserved still counts.`]),
  ];
  const head = [doneWords(changes.length > 0), ...changes].join(' ');
  return `${head}\n\n${describeBudget(change)}`;
}

const PER_PERIOD = { day: 'per day', week: 'per week', month: 'per month', none: 'in total' } as const;

/** "per month, resets on the 1st, Europe/Berlin". */
export function describePeriod(rule: PeriodRule): string {
  return `${PER_PERIOD[rule.kind]}, ${describeReset(rule)}`;
}

/** "resets on the 1st, Europe/Berlin". */
export function describeReset({ kind, zone, resetDay }: PeriodRule): string {
  switch (kind) {
    case 'none':
      return 'never resets';
    case 'day':
      return `resets at midnight, ${zone}`;
    case 'week':
      return `resets on ${WEEKDAYS[resetDay - 1] ?? 'Monday'}, ${zone}`;
    case 'month':
      return `resets on the ${ordinal(resetDay)}${resetDay > 28 ? ' or the month’s last day' : ''}, ${zone}`;
  }
}

function describeForecast({ perDay, emptyAt }: BudgetView['forecast'], left: MicroUsd): string {
  if (perDay === null) return '';
  const cents = roundToCents(perDay);
  const pace = `Pace: ${cents === 0 ? 'less than $0.01' : formatUsd(cents)} per day`;
  if (left <= 0) return `${pace}, and nothing is left.`;
  if (emptyAt === null) return `${pace}, so it will last until it resets.`;
  return emptyAt === 'far'
    ? `${pace}, so it will last more than a year.`
    : `${pace}, so it will run out on <t:${Math.floor(emptyAt / 1000)}:D>.`;
}

function roundToCents(amount: MicroUsd): MicroUsd {
  return Math.round(amount / 10_000) * 10_000;
}

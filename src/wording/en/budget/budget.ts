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
    ...(rules.isPaused ? ['**Paused:** nothing new is started until a moderator resumes it.'] : []),
    `Budget of this server: **${formatUsd(cap)}** ${describePeriod(rules.period)}`,
    `\`${bar(usedOf(balance), cap)}\` ${share(usedOf(balance), cap)} used`,
    `Spent: **${formatUsd(balance.spent)}**`,
    balance.held > 0 ? `Reserved for pictures under way: **${formatUsd(balance.held)}**` : 'Nothing is reserved.',
    ...(balance.carried > 0
      ? [`Carried over from the period before the change: **${formatUsd(balance.carried)}**`]
      : []),
    `Left: **${formatUsd(leftOf(balance, cap))}**`,
    ceiling === undefined
      ? ''
      : `Of it only **${formatUsd(ceiling.left)}** can be spent this month: ` +
        `the bot’s operator allows this server ${formatUsd(ceiling.cap)} a ` +
        `month${ceiling.period.endsAt === null ? '' : `, counted anew ${fromNow(ceiling.period.endsAt)}`}.`,
    describeForecast(forecast, leftOf(balance, cap)),
    period.endsAt === null
      ? 'It never starts again by itself.'
      : `Starts again ${fromNow(period.endsAt)} (<t:${Math.ceil(period.endsAt / 1000)}:f>).`,
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
    ...(others > 0 ? [`And ${counted(others, 'more raise')}; \`/krea-budget explain\` tells those of a member.`] : []),
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
      : [
          `The budget was ${formatUsd(before.cap)}, ` +
            `now ${formatUsd(after.cap)}${isRaised ? ' before what is granted for a while' : ''}.`,
        ]),
    ...(was === now ? [] : [`It counted ${was}, now ${now}; what was spent or reserved goes on counting.`]),
  ];
  const head = [doneWords(changes.length > 0), ...changes].join(' ');
  return `${head}\n\n${describeBudget(change)}`;
}

/** "a month, from the 1st, in Europe/Berlin". */
export function describePeriod({ kind, zone, resetDay }: PeriodRule): string {
  switch (kind) {
    case 'none':
      return 'in all';
    case 'day':
      return `a day (${zone})`;
    case 'week':
      return `a week, from ${WEEKDAYS[resetDay - 1] ?? 'Monday'} (${zone})`;
    case 'month':
      return `a month, from the ${ordinal(resetDay)}${resetDay > 28 ? ' or the month’s last day' : ''} (${zone})`;
  }
}

function describeForecast({ perDay, emptyAt }: BudgetView['forecast'], left: MicroUsd): string {
  if (perDay === null) return '';
  const cents = roundToCents(perDay);
  const pace = `Pace: ${cents === 0 ? 'less than $0.01' : formatUsd(cents)} a day`;
  if (left <= 0) return `${pace}; nothing is left.`;
  if (emptyAt === null) return `${pace}; at this pace it lasts until it starts again.`;
  return emptyAt === 'far'
    ? `${pace}; at this pace it lasts for more than a year.`
    : `${pace}; at this pace it lasts until <t:${Math.floor(emptyAt / 1000)}:D>.`;
}

function roundToCents(amount: MicroUsd): MicroUsd {
  return Math.round(amount / 10_000) * 10_000;
}

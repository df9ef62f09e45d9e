import { formatUsd } from '../../../core/money/money.ts';
import type { Refusal } from '../../../core/picture/refusal.ts';
import { fromNow } from '../../format/figures.ts';

type OverBudget = Extract<Refusal, { kind: 'budget-exceeded' }>;

/** Which budget does not suffice, and what can be done about it. */
export function describeOverBudget({ scope, price, left, endsAt }: OverBudget): string {
  const cost = `This would cost ${formatUsd(price)}`;
  const reset = endsAt === null ? 'It never resets' : `It resets ${fromNow(endsAt)}`;
  switch (scope) {
    case 'guild':
      return (
        `${cost}, and this server’s budget has ${formatUsd(left)} left. Not charged. ${reset}; ` +
        'someone with **Manage Server** can raise it sooner.'
      );
    case 'ceiling':
      return (
        `${cost}, and the bot’s operator lets this server spend only ${formatUsd(left)} more this month. ` +
        `Not charged. ${reset}; only the bot’s operator can raise it.`
      );
    case 'member':
      return (
        `${cost}, and you have ${formatUsd(left)} left here. Not charged. ${reset}; ` +
        'a moderator can raise your limit sooner.'
      );
    case 'direct':
      return `${cost}, and your budget has ${formatUsd(left)} left. Not charged. ${reset}.`;
    case 'operator':
      return (
        `${cost}, more than this bot can still spend across all servers. Not charged. ${reset}; only the ` +
        `bot’s operator can raise it.`
      );
  }
}

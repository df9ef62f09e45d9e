import type { Explanation } from '../../../app/budget/budget-desk.ts';
import { usedOf } from '../../../core/money/budget.ts';
import { formatUsd } from '../../../core/money/money.ts';
import type { Effective, LimitSource } from '../../../core/rules/effective-limits.ts';
import type { Limits } from '../../../core/rules/rules.ts';
import { counted, listed, VARIANT_NAMES } from '../names.ts';
import { describePeriod } from './budget.ts';

/** How rules come together, in one sentence. */
export const PRECEDENCE =
  'A member’s own limit comes first, then the most generous limit of their roles, then the limit for everyone.';

type Values = { [Name in keyof Required<Limits>]?: Limits[Name] | undefined };
type LimitLine = readonly [keyof Effective, string];

/** A rule's limits, one a line; what is not set is not mentioned. */
export function describeLimits(limits: Values): string {
  const lines = limitLines(limits);
  return lines.length === 0 ? 'No limits set.' : lines.map(([, words]) => `- ${words}`).join('\n');
}

/** A rule's limits in one line; empty when it sets none. */
export function limitsInLine(limits: Limits): string {
  return limitLines(limits)
    .map(([, words]) => words)
    .join(', ');
}

/** What applies to a member and which rule says so. */
export function describeExplanation(userId: string, { limits, rules, server, used }: Explanation): string {
  const { cap, variants, maxCount, maxPrice, atOnce, coolDown, isExempt } = limits;
  const values: Values = {
    cap: cap?.value,
    variants: variants && [...variants.value],
    maxCount: maxCount?.value,
    maxPrice: maxPrice?.value,
    atOnce: atOnce?.value,
    coolDown: coolDown?.value,
    isExempt: isExempt?.value,
  };
  const lines = limitLines(values).map(([name, words]) => `- ${words} (${sourceWords(limits[name]?.source)})`);
  const exempt = isExempt?.value === true ? ['Exempt: only the server’s budget applies.'] : [];
  return [
    `What <@${userId}> can do here:`,
    ...exempt,
    ...(lines.length === 0 ? ['- No limits set.'] : lines),
    ...rules.grants
      .filter((grant) => grant.userId === userId)
      .map(({ amount, until }) => `- Raised by ${formatUsd(amount)} until <t:${Math.ceil(until / 1000)}:f>`),
    `Used this period: **${formatUsd(usedOf(used))}**`,
    `The server’s budget applies to everyone: ${formatUsd(server.cap)} ${describePeriod(rules.period)}; ` +
      `${formatUsd(usedOf(server.balance))} of it is used.`,
    `-# ${PRECEDENCE}`,
  ].join('\n');
}

function limitLines({ cap, variants, maxCount, maxPrice, atOnce, coolDown, isExempt }: Values): LimitLine[] {
  const lines: (LimitLine | false)[] = [
    cap !== undefined && ['cap', `${formatUsd(cap)} per period`],
    variants !== undefined && ['variants', `Models: ${listed(variants.map((variant) => VARIANT_NAMES[variant]))}`],
    maxCount !== undefined && ['maxCount', `At most ${counted(maxCount, 'picture')} per request`],
    maxPrice !== undefined && ['maxPrice', `At most ${formatUsd(maxPrice)} per request`],
    atOnce !== undefined && ['atOnce', `At most ${counted(atOnce, 'picture')} in progress at a time`],
    coolDown !== undefined && ['coolDown', `${counted(coolDown, 'second')} between requests`],
    isExempt !== undefined && ['isExempt', isExempt ? 'Exempt from these limits' : 'Not exempt'],
  ];
  return lines.filter((line) => line !== false);
}

function sourceWords(source: LimitSource | undefined): string {
  if (source === undefined) return 'no limit';
  if (source.kind === 'member') return 'their own limit';
  return source.kind === 'role' ? `from <@&${source.roleId}>` : 'the limit for everyone';
}

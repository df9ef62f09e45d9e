import { formatUsd } from '../../core/money.ts';
import { limitsSchema, rulesSchema } from '../../core/rules.ts';
import type { Limits, Rules } from '../../core/rules.ts';
import { describePeriod } from './budget.ts';
import { limitsInLine } from './limits.ts';

/** What a change of the rules changed: before → after, in words. What cannot be read any more is said to be so. */
export function describeRuleDifferences(before: unknown, after: unknown): string {
  const [old, now] = [rulesSchema.safeParse(before), rulesSchema.safeParse(after)];
  if (!now.success) return 'written by another version';
  const differences = differencesOf(old.success ? old.data : undefined, now.data);
  return differences.length === 0 ? 'nothing changed' : differences.join('; ');
}

function differencesOf(before: Rules | undefined, after: Rules): string[] {
  const pairs: [string, string, string][] = [
    ['cap', capWords(before?.cap), capWords(after.cap)],
    ['period', before === undefined ? '' : describePeriod(before.period), describePeriod(after.period)],
    ['paused', String(before?.isPaused ?? false), String(after.isPaused)],
    ['channels', channelWords(before), channelWords(after)],
    ['moderators', roleWords(before), roleWords(after)],
    ['everyone', limitWords(before?.everyone), limitWords(after.everyone)],
    ...targetPairs(before?.members ?? {}, after.members, (id) => `<@${id}>`),
    ...targetPairs(before?.roles ?? {}, after.roles, (id) => `<@&${id}>`),
    ['raises', grantWords(before), grantWords(after)],
  ];
  return pairs.filter(([, old, now]) => old !== now).map(([name, old, now]) => `${name} ${old === '' ? 'none' : old} → ${now === '' ? 'none' : now}`);
}

function targetPairs(before: Record<string, Limits>, after: Record<string, Limits>, mention: (id: string) => string): [string, string, string][] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids].map((id) => [mention(id), limitWords(before[id]), limitWords(after[id])]);
}

const capWords = (cap: number | undefined): string => (cap === undefined ? 'default' : formatUsd(cap));
const channelWords = (rules: Rules | undefined): string => (rules?.channels ?? []).map((id) => `<#${id}>`).join(' ');
const roleWords = (rules: Rules | undefined): string => (rules?.moderatorRole ? `<@&${rules.moderatorRole}>` : '');
const limitWords = (limits: Limits | undefined): string => limitsInLine(limitsSchema.parse(limits ?? {}));
const grantWords = (rules: Rules | undefined): string => (rules?.grants ?? []).map(({ amount, until }) => `${formatUsd(amount)} until <t:${Math.ceil(until / 1000)}:d>`).join(', ');

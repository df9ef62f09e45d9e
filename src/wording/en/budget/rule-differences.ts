import { formatUsd } from '../../../core/money/money.ts';
import type { MicroUsd } from '../../../core/money/money.ts';
import { rulesPartSchema } from '../../../core/rules/rules.ts';
import type { Grant, Limits, RulesPart } from '../../../core/rules/rules.ts';
import { listed } from '../names.ts';
import { limitsInLine } from './limits.ts';

type Pair = [name: string, before: string, after: string];

/** What a change of the rules changed: before → after, in words. What cannot be read any more is said to be so. */
export function describeRuleDifferences(before: unknown, after: unknown, defaultCap: MicroUsd): string {
  const [old, now] = [rulesPartSchema.safeParse(before), rulesPartSchema.safeParse(after)];
  if (!old.success || !now.success) return 'recorded by another version of the bot';
  const differences = pairsOf(old.data, now.data, defaultCap).filter(([, was, is]) => was !== is);
  if (differences.length === 0) return 'nothing changed';
  return differences.map(([name, was, is]) => `${name} ${was || 'none'} → ${is || 'none'}`).join('; ');
}

function pairsOf(before: RulesPart, after: RulesPart, defaultCap: MicroUsd): Pair[] {
  const pair = (name: string, words: (part: RulesPart) => string): Pair => [name, words(before), words(after)];
  return [
    pair('cap', ({ cap }) => (cap === undefined ? `${formatUsd(defaultCap)} (the default)` : formatUsd(cap))),
    pair('period', ({ period }) => period?.kind ?? ''),
    pair('time zone', ({ period }) => period?.zone ?? ''),
    pair('resets on day', ({ period }) => period?.resetDay?.toString() ?? ''),
    pair('paused', ({ isPaused }) => (isPaused === true ? 'yes' : 'no')),
    pair('channels', ({ channels = [] }) => channels.map((id) => `<#${id}>`).join(' ')),
    pair('moderators', ({ moderatorRole }) => (moderatorRole ? `<@&${moderatorRole}>` : '')),
    pair('everyone', ({ everyone }) => limitsInLine(everyone ?? {})),
    ...targetPairs(before.members, after.members, (id) => `<@${id}>`),
    ...targetPairs(before.roles, after.roles, (id) => `<@&${id}>`),
    ...grantPairs(before.grants, after.grants),
    pair('allowed by the bot’s operator', ({ allowedBy }) => (allowedBy ? `<@${allowedBy}>` : 'no')),
    ...alertPairs(before.alerts, after.alerts),
  ];
}

function targetPairs(
  before: Record<string, Limits> = {},
  after: Record<string, Limits> = {},
  mention: (id: string) => string,
): Pair[] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids].map((id) => [mention(id), limitsInLine(before[id] ?? {}), limitsInLine(after[id] ?? {})]);
}

function alertPairs(before: RulesPart['alerts'], after: RulesPart['alerts']): Pair[] {
  if (after === null) return [['alerts', 'on', 'off']];
  const pair = (name: string, words: (alerts: NonNullable<RulesPart['alerts']>) => string): Pair => [
    name,
    words(before ?? {}),
    words(after ?? {}),
  ];
  return [
    pair('alerts in', ({ channelId }) => (channelId === undefined ? '' : `<#${channelId}>`)),
    pair('mentioning', ({ roleId }) => (roleId ? `<@&${roleId}>` : '')),
    pair('at', ({ thresholds = [] }) => listed(thresholds.map((threshold) => `${threshold}%`))),
    pair('forecast', ({ forecast }) => (forecast === undefined ? '' : forecast ? 'yes' : 'no')),
  ];
}

/** Each by itself: in one list what changed would stand behind all that did not. */
function grantPairs(before: readonly Grant[] = [], after: readonly Grant[] = []): Pair[] {
  const [old, now] = [grantAmounts(before), grantAmounts(after)];
  return [...new Set([...now.keys(), ...old.keys()])].map((name) => [name, old.get(name) ?? '', now.get(name) ?? '']);
}

function grantAmounts(grants: readonly Grant[]): Map<string, string> {
  const sums = new Map<string, number>();
  for (const { amount, until, userId } of grants) {
    const name = `raise${userId === undefined ? '' : ` for <@${userId}>`} until <t:${Math.ceil(until / 1000)}:f>`;
    sums.set(name, (sums.get(name) ?? 0) + amount);
  }
  return new Map([...sums].map(([name, amount]) => [name, formatUsd(amount)]));
}

import type { MicroUsd } from '../../core/money/money.ts';
import { changePeriod } from '../../core/money/period.ts';
import type { PeriodRule } from '../../core/money/period.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import { DEFAULT_THRESHOLDS, MOST_CHANNELS, MOST_MEMBERS, MOST_ROLES } from '../../core/rules/rules.ts';
import type { AlertRules, Limits, Rules } from '../../core/rules/rules.ts';
import { withoutChannels } from './gone.ts';

/** Whose limits are set. */
export type LimitTarget = { kind: 'everyone' } | { kind: 'role' | 'member'; id: string };

/** Rules with another cap, or other periods, or why not. */
export function withTerms(
  rules: Rules,
  { cap, period: wanted = {} }: { cap?: MicroUsd; period?: Partial<PeriodRule> },
  ceiling: MicroUsd,
): Rules | Refused {
  if (cap !== undefined && cap > ceiling) return { refused: { kind: 'above-ceiling', ceiling } };
  const period = changePeriod(rules.period, wanted);
  if ('dayRule' in period)
    return { refused: { kind: 'invalid-option', option: 'reset_day', rule: { kind: period.dayRule } } };
  return { ...rules, ...(cap !== undefined && { cap }), period };
}

/** Rules with other alerts; what is left out stays as it is. */
export function withAlerts(rules: Rules, wanted: Partial<AlertRules> | 'off'): Rules | Refused {
  if (wanted === 'off') return { ...rules, alerts: null };
  const { channelId, roleId, thresholds, forecast: isForecast } = { ...rules.alerts, ...wanted };
  if (channelId === undefined)
    return { refused: { kind: 'invalid-option', option: 'channel', rule: { kind: 'alert-channel-missing' } } };
  return {
    ...rules,
    alerts: {
      channelId,
      roleId: roleId ?? null,
      thresholds: thresholds ?? DEFAULT_THRESHOLDS,
      forecast: isForecast ?? true,
    },
  };
}

/** The limits that are set for one target. */
export function limitsAt(rules: Rules, target: LimitTarget): Limits {
  if (target.kind === 'everyone') return rules.everyone;
  return (target.kind === 'role' ? rules.roles : rules.members)[target.id] ?? {};
}

/**
 * Rules with other limits for one target; without any the target is forgotten. More than fit are refused, but never
 * lost.
 */
export function withLimits(rules: Rules, target: LimitTarget, limits: Limits): Rules | Refused {
  if (target.kind === 'everyone') return { ...rules, everyone: limits };
  const key = target.kind === 'role' ? 'roles' : 'members';
  const { [target.id]: _, ...others } = rules[key];
  const most = target.kind === 'role' ? MOST_ROLES : MOST_MEMBERS;
  const isNew = rules[key][target.id] === undefined && Object.keys(limits).length > 0;
  if (isNew && Object.keys(others).length >= most) {
    return {
      refused: {
        kind: 'invalid-option',
        option: 'who',
        rule: { kind: 'limits-full', of: key, most },
      },
    };
  }
  return { ...rules, [key]: Object.keys(limits).length === 0 ? others : { ...others, [target.id]: limits } };
}

/** What moderators change about where pictures may be asked for. */
export type ChannelChange = { channelId: string; isAllowed: boolean } | 'everywhere';

/**
 * Rules with a channel on the list of those where pictures may be asked for, or off it, or without the list: an empty
 * one means everywhere.
 */
export function withChannel(rules: Rules, change: ChannelChange, gone: readonly string[]): Rules | Refused {
  if (change === 'everywhere') return { ...rules, channels: [] };
  const { channelId, isAllowed } = change;
  // Deleted channels and roles forbid nothing and take no place on the list.
  const there = withoutChannels(rules.channels, gone);
  if (there.includes(channelId) === isAllowed) return { ...rules, channels: there };
  const others = there.filter((id) => id !== channelId);
  if (isAllowed && others.length >= MOST_CHANNELS) {
    return {
      refused: {
        kind: 'invalid-option',
        option: 'channel',
        rule: { kind: 'channels-full', most: MOST_CHANNELS },
      },
    };
  }
  return { ...rules, channels: isAllowed ? [...others, channelId] : others };
}

import type { Account, Ceilings } from '../money/budget.ts';
import { guildCeiling, memberAccountId } from '../money/budget.ts';
import type { MicroUsd } from '../money/money.ts';
import { periodAt, UTC_MONTH } from '../money/period.ts';
import type { Wallet } from '../picture/generation.ts';
import type { Price } from '../picture/price.ts';
import type { Refusal } from '../picture/refusal.ts';
import type { PictureRequest } from '../picture/request.ts';
import type { AlertConditions } from './alerts.ts';
import { liftFor } from './approval.ts';
import type { Lift } from './approval.ts';
import { guildCapAt, memberCapAt } from './caps.ts';
import { limitsFor } from './effective-limits.ts';
import type { Effective } from './effective-limits.ts';
import { MOST_AT_ONCE } from './rules.ts';
import type { Rules } from './rules.ts';

/**
 * Whether the operator lets a server spend: `waiting` for permission, `unknown` while Discord does not tell the owner.
 */
export type Access = 'open' | 'waiting' | 'unknown';

/** How a server is allowed to spend: for good, or as long as its rules hold the permission. */
export type JudgedAccess = Access | 'by-rules';

/** Who asks for what, and where. */
export interface Asked {
  wallet: Wallet;
  access: JudgedAccess;
  userId: string;
  roleIds: readonly string[];
  /** The channel, and what it stands in: a thread's channel, a channel's category. */
  channelIds: readonly string[];
  /** Channels of the rules that are deleted: no refusal points to them. */
  goneChannelIds?: readonly string[];
  request: Pick<PictureRequest, 'variant'>;
  count: number;
  price: Price;
}

/** What has to hold at the moment of the hold; the ledger checks it in the same transaction. */
export interface Admission {
  /** All or none of them are charged, and they are locked in this order. */
  accounts: readonly Account[];
  /** Pictures that the member may have under way in this server, the new ones included; null without a limit. */
  atOnce: number | null;
  /** How long the member's last request in this server must be over, in milliseconds; null without a cool-down. */
  coolDownMs: number | null;
  /**
   * What the person's references of a day may take on the disk in all servers; `MOST_REFERENCE_BYTES` when it is left
   * out.
   */
  referenceBytes?: number;
  /** The instant it was judged, epoch milliseconds. */
  now: number;
  /** What the server's moderators want to hear about its account, measured by its cap; nothing when it is left out. */
  watch?: AlertConditions & { cap: MicroUsd };
}

/**
 * Judges a request by the server's rules: what can be refused from the rules alone, or what the ledger has to
 * check. A moderator may have lifted limits for this request, but never the server's budget or the operator's.
 */
export function admit(
  asked: Asked,
  rules: Rules,
  ceilings: Ceilings,
  now: number,
  lifts: readonly Lift[] = [],
): { refused: Refusal } | Admission {
  const operator = accountAt('operator', 'all', ceilings.total, now);
  if (asked.wallet.scope === 'direct') {
    if (ceilings.direct === 0) return { refused: { kind: 'direct-wallet-closed' } };
    return {
      accounts: [operator, accountAt('direct', asked.wallet.id, ceilings.direct, now)],
      atOnce: MOST_AT_ONCE,
      coolDownMs: null,
      now,
    };
  }
  if (asked.access === 'unknown') return { refused: { kind: 'operator-unknown' } };
  if (asked.access === 'waiting' || (asked.access === 'by-rules' && rules.allowedBy === null))
    return { refused: { kind: 'server-waits' } };
  const limits = limitsFor(rules, asked);
  const refused = refusalsByRules(asked, rules, limits).find((refusal) => !isLifted(refusal, lifts));
  if (refused !== undefined) return { refused };

  const period = periodAt(rules.period, now);
  const guildCap = guildCapAt(asked.wallet.id, rules, ceilings, now);
  const guild: Account = { scope: 'guild', id: asked.wallet.id, cap: guildCap, period };
  const isExempt = limits.isExempt?.value === true;
  const memberCap = memberCapAt(rules, limits, asked.userId, now);
  const member: Account = {
    scope: 'member',
    id: memberAccountId(asked.wallet.id, asked.userId),
    cap: memberCap,
    ...(memberCap !== null && lifts.includes('member-cap') && { isLifted: true as const }),
    period,
  };
  return {
    accounts: [
      operator,
      accountAt('ceiling', asked.wallet.id, guildCeiling(ceilings, asked.wallet.id), now),
      guild,
      member,
    ],
    atOnce: isExempt ? MOST_AT_ONCE : (limits.atOnce?.value ?? MOST_AT_ONCE),
    coolDownMs: isExempt || limits.coolDown === undefined ? null : limits.coolDown.value * 1000,
    now,
    ...(rules.alerts !== null && {
      watch: { thresholds: rules.alerts.thresholds, forecast: rules.alerts.forecast, cap: guildCap },
    }),
  };
}

/** Everything that the rules alone say against a request, what no moderator can lift first. */
export function refusalsByRules(asked: Asked, rules: Rules, limits: Effective): Refusal[] {
  const { channelIds, goneChannelIds, request, count, price } = asked;
  const refusals: Refusal[] = [];
  if (rules.isPaused) refusals.push({ kind: 'paused' });
  if (rules.channels.length > 0 && !channelIds.some((id) => rules.channels.includes(id))) {
    refusals.push({
      kind: 'wrong-channel',
      channelIds: rules.channels.filter((id) => goneChannelIds?.includes(id) !== true),
    });
  }
  if (limits.isExempt?.value === true) return refusals;
  const { variants, maxCount, maxPrice } = limits;
  const total: MicroUsd = price.each * count;
  if (variants !== undefined && !variants.value.includes(request.variant))
    refusals.push({ kind: 'variant-not-allowed', allowed: variants.value });
  if (maxCount !== undefined && count > maxCount.value)
    refusals.push({ kind: 'too-many-pictures', most: maxCount.value });
  if (maxPrice !== undefined && total > maxPrice.value)
    refusals.push({ kind: 'request-too-expensive', price: total, most: maxPrice.value });
  return refusals;
}

function isLifted(refusal: Refusal, lifts: readonly Lift[]): boolean {
  const lift = liftFor(refusal);
  return lifts.some((lifted) => lifted === lift);
}

function accountAt(scope: 'operator' | 'ceiling' | 'direct', id: string, cap: MicroUsd, now: number): Account {
  return { scope, id, cap, period: periodAt(UTC_MONTH, now) };
}

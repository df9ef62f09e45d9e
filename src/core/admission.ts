import type { Account, Ceilings } from './budget.ts';
import { memberAccountId } from './budget.ts';
import type { Wallet } from './generation.ts';
import type { MicroUsd } from './money.ts';
import { periodAt, UTC_MONTH } from './period.ts';
import type { Price } from './price.ts';
import type { Refusal } from './refusal.ts';
import type { PictureRequest } from './request.ts';
import { guildCapAt, limitsFor } from './rules.ts';
import type { Effective, Rules } from './rules.ts';

/** Who asks for what, and where. */
export interface Asked {
  wallet: Wallet;
  userId: string;
  roleIds: readonly string[];
  /** The channel, and for a thread the channel above it. */
  channelIds: readonly string[];
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
  /** The instant it was judged, epoch milliseconds. */
  now: number;
}

/** Judges a request by the server's rules: what can be refused from the rules alone, or what the ledger has to check. */
export function admit(asked: Asked, rules: Rules, ceilings: Ceilings, now: number): { refused: Refusal } | Admission {
  const operator = accountAt('operator', 'all', ceilings.total, now);
  if (asked.wallet.scope === 'direct') {
    if (ceilings.direct === 0) return { refused: { kind: 'direct-wallet-closed' } };
    return { accounts: [operator, accountAt('direct', asked.wallet.id, ceilings.direct, now)], atOnce: null, coolDownMs: null, now };
  }
  const limits = limitsFor(rules, asked);
  const refused = refusalByRules(asked, rules, limits);
  if (refused !== undefined) return { refused };

  const period = periodAt(rules.period, now);
  const guild: Account = { scope: 'guild', id: asked.wallet.id, cap: guildCapAt(rules, ceilings, now), period };
  const isExempt = limits.isExempt?.value === true;
  const cap = isExempt ? undefined : limits.cap;
  const member: Account = { scope: 'member', id: memberAccountId(asked.wallet.id, asked.userId), cap: cap?.value ?? null, period };
  return {
    accounts: [operator, guild, member],
    atOnce: isExempt ? null : (limits.atOnce?.value ?? null),
    coolDownMs: isExempt || limits.coolDown === undefined ? null : limits.coolDown.value * 1000,
    now,
  };
}

function refusalByRules({ channelIds, request, count, price }: Asked, rules: Rules, limits: Effective): Refusal | undefined {
  if (rules.isPaused) return { kind: 'paused' };
  if (rules.channels.length > 0 && !channelIds.some((id) => rules.channels.includes(id))) {
    return { kind: 'wrong-channel', channelIds: rules.channels };
  }
  if (limits.isExempt?.value === true) return undefined;
  const { variants, maxCount, maxPrice } = limits;
  if (variants !== undefined && !variants.value.includes(request.variant)) {
    return { kind: 'variant-not-allowed', allowed: variants.value };
  }
  if (maxCount !== undefined && count > maxCount.value) return { kind: 'too-many-pictures', most: maxCount.value };
  const total: MicroUsd = price.each * count;
  if (maxPrice !== undefined && total > maxPrice.value) return { kind: 'request-too-expensive', price: total, most: maxPrice.value };
  return undefined;
}

function accountAt(scope: 'operator' | 'direct', id: string, cap: MicroUsd, now: number): Account {
  return { scope, id, cap, period: periodAt(UTC_MONTH, now) };
}

import { changePeriod, UTC_MONTH } from '../../core/money/period.ts';
import { suggestZone } from '../../core/money/zone-suggestion.ts';
import { areSameZone } from '../../core/money/zones.ts';
import type { AuditAction } from '../../core/rules/audit-action.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { ForeignNames } from './foreign-names.ts';
import { namedIn, withoutGone } from './gone.ts';

/** What `/krea-setup` can put right by itself. */
export const FIXES = ['budget', 'resume', 'zone', 'forget', 'allow', 'disallow'] as const;
export type Fix = (typeof FIXES)[number];

/** How the audit names them: the same as when it is done by /krea-budget. */
export const FIX_ACTIONS: Record<Fix, AuditAction> = {
  budget: 'set',
  resume: 'resume',
  zone: 'set',
  forget: 'forget deleted',
  allow: 'allow server',
  disallow: 'disallow server',
};

/** Only the bot's owners may press these. */
export const OPERATORS_FIXES: ReadonlySet<Fix> = new Set(['allow', 'disallow']);

/** The rules with one thing put right; undefined when it is right already, however old the button is. */
export type Fixed = (rules: Rules, visitor: Visitor, fix: Fix) => Promise<Rules | undefined>;

/** Builds what the buttons below `/krea-setup` do to the rules. */
export function createFixed({
  foreignNames,
  defaultCap,
}: {
  foreignNames: ForeignNames;
  defaultCap: (guildId: string) => number;
}): Fixed {
  return async (rules, { wallet, userId, guildLocale }, fix) => {
    switch (fix) {
      case 'budget':
        return rules.cap === undefined ? { ...rules, cap: defaultCap(wallet.id) } : undefined;
      case 'resume':
        return rules.isPaused ? { ...rules, isPaused: false } : undefined;
      case 'zone': {
        const zone = zoneToOffer(rules, guildLocale);
        const period = zone === undefined ? undefined : changePeriod(rules.period, { zone });
        return period === undefined || 'dayRule' in period ? undefined : { ...rules, period };
      }
      case 'forget': {
        const gone = await foreignNames.goneOf(wallet.id, namedIn(rules));
        return gone.channelIds.length + gone.roleIds.length === 0 ? undefined : withoutGone(rules, gone);
      }
      case 'allow':
        return rules.allowedBy === null ? { ...rules, allowedBy: userId } : undefined;
      case 'disallow':
        return rules.allowedBy === null ? undefined : { ...rules, allowedBy: null };
    }
  };
}

/** The time zone suggested by the server's language, if none is set; undefined when there is nothing to offer. */
export function zoneToOffer({ period }: Pick<Rules, 'period'>, locale: string | undefined): string | undefined {
  return areSameZone(period.zone, UTC_MONTH.zone) ? suggestZone(locale) : undefined;
}

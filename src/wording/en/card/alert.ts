import type { AlertReach } from '../../../app/budget/alert-reach.ts';
import { leftOf, usedOf } from '../../../core/money/budget.ts';
import type { Balance } from '../../../core/money/budget.ts';
import { formatUsd } from '../../../core/money/money.ts';
import type { MicroUsd } from '../../../core/money/money.ts';
import { runsOutEarly } from '../../../core/rules/alerts.ts';
import type { AlertRules } from '../../../core/rules/rules.ts';
import type { Alert, CardAction } from '../../../ports/store/cards.ts';
import { bar, share } from '../../format/bar.ts';
import { fromNow } from '../../format/figures.ts';
import { quoteShort } from '../../format/safe-text.ts';
import { listed } from '../names.ts';

/**
 * Why moderators hear of it: what has been reached by then. Once the figures below are newer, it says when that was.
 */
export function describeAlert(alert: Alert, isPast: boolean): string {
  const shares = alert.triggers.filter((trigger) => trigger !== 'forecast');
  const verb = isPast ? 'was' : 'is';
  const lines = [
    ...(shares.includes(100) ? [`**This server’s budget ${verb} used up.**`] : []),
    // Of several reached at once the highest says it all.
    ...(shares.length > 0 && !shares.includes(100)
      ? [`**${Math.max(...shares)}% of this server’s budget ${verb} used.**`]
      : []),
    ...(alert.triggers.includes('forecast') ? [describeForecastAlert(alert)] : []),
  ];
  return `${lines.join('\n')}${isPast ? ` (${fromNow(alert.at)})` : ''}`;
}

function describeForecastAlert(alert: Alert): string {
  const emptyAt = runsOutEarly(alert, alert.at);
  const when = emptyAt === null ? 'soon' : `on <t:${Math.floor(emptyAt / 1000)}:F>`;
  return `**At this pace the budget will run out ${when}, before it resets.**`;
}

/** The figures of a budget with its bar, for cards. */
export function describeUsage(balance: Balance, cap: MicroUsd, endsAt: number | null): string {
  const used = usedOf(balance);
  const reserved = balance.held > 0 ? ` (${formatUsd(balance.held)} of that reserved for pictures in progress)` : '';
  return [
    `\`${bar(used, cap)}\` ${share(used, cap)}`,
    `Used **${formatUsd(used)}** of **${formatUsd(cap)}**${reserved}`,
    `Left **${formatUsd(leftOf(balance, cap))}**${endsAt === null ? '' : ` · resets ${fromNow(endsAt)}`}`,
  ].join('\n');
}

/** What was done from a card. */
export function describeAction({ by, what }: { by: string; what: CardAction }): string {
  switch (what.kind) {
    case 'raised':
      return (
        `<@${by}> raised the budget${what.from === null ? '' : ` by ${formatUsd(what.to - what.from)}`} ` +
        `to ${formatUsd(what.to)}.`
      );
    case 'paused':
      return `<@${by}> paused pictures here until someone uses \`/krea-budget resume\`.`;
    case 'lowered':
      return `<@${by}> limited each member to ${formatUsd(what.cap)} per period.`;
  }
}

/** Where moderators hear about the budget, and when; empty without such a channel. */
export function describeAlerts(alerts: AlertRules | null): string {
  if (alerts === null) return '';
  const words = alerts.thresholds.map((threshold) => `${threshold}%`);
  const forecast = alerts.forecast ? ' and when it’s on track to run out early' : '';
  const who = alerts.roleId === null ? '' : `, mentioning <@&${alerts.roleId}>`;
  return `Alerts in <#${alerts.channelId}> at ${listed(words) || 'no share'}${forecast}${who}.`;
}

/** What stands between alerts and moderators, and how to put it right; empty when nothing does. */
export function describeReach(
  { channelId, roleId }: Pick<AlertRules, 'channelId' | 'roleId'>,
  { missing, isMentionSilent }: AlertReach,
): string {
  const where = `<#${channelId}>`;
  if (missing === 'unknown')
    return (
      `⚠️ I couldn’t check whether I can post in ${where}: Discord isn’t answering right now. ` +
      `\`/krea-setup\` checks again.`
    );
  if (missing === 'hidden')
    return (
      `⚠️ **Alerts won’t arrive yet:** I can’t see ${where}. Give me **View Channel** and **Send ` +
      `Messages** there, or add me if it’s a private thread.`
    );
  const lacking =
    missing.length === 0
      ? ''
      : `⚠️ **Alerts won’t arrive yet:** I need ${listed(missing.map((name) => `**${name}**`))} in ${where}. ` +
        `Allow it for my role (channel settings → Permissions).`;
  const silent =
    !isMentionSilent || roleId === null
      ? ''
      : `⚠️ <@&${roleId}> would be mentioned without being notified. Let anyone mention that role (role ` +
        `settings), or give me **Mention Everyone** in ${where}.`;
  return [lacking, silent].filter((line) => line !== '').join('\n');
}

/** That moderators were to be told something and it could not be posted. */
export function describeUndelivered({
  at,
  channelId,
  detail,
}: {
  at: number;
  channelId: string | null;
  detail: string;
}): string {
  const where = channelId === null ? '' : ` in <#${channelId}>`;
  return (
    `⚠️ The last alert (${fromNow(at)}) couldn’t be posted${where}: ${quoteShort(detail, 60)}. Check that ` +
    `I can view that channel and send messages there.`
  );
}

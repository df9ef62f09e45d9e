import type { AlertRules, Limits } from '../../../core/rules/rules.ts';
import { describeAlerts } from '../card/alert.ts';
import { listed } from '../names.ts';
import { doneWords } from './done.ts';
import { describeLimits, PRECEDENCE } from './limits.ts';

/** What a change of the alerts came to; `obstacle` says why they would not arrive, empty when they would. */
export function describeAlertsChange(isChanged: boolean, alerts: AlertRules | null, obstacle: string): string {
  const done = doneWords(isChanged);
  if (alerts === null) return `${done} Alerts are off, and members can’t ask for approval.`;
  const approvals = 'When a limit refuses a request, members can ask for approval there.';
  return [`${done} ${describeAlerts(alerts)}`, approvals, obstacle].filter((line) => line !== '').join('\n');
}

/** Where pictures may be asked for, after a change of it. */
export function describeChannelsChange(isChanged: boolean, channelIds: readonly string[]): string {
  const where =
    channelIds.length === 0
      ? 'everywhere the bot can be used'
      : `in ${listed(channelIds.slice(0, 50).map((id) => `<#${id}>`))} and threads there`;
  return `${doneWords(isChanged)} Pictures are allowed ${where}.`;
}

/** Who manages the budget, after a change of it. */
export function describeModeratorsChange(isChanged: boolean, roleId: string | null): string {
  const done = doneWords(isChanged);
  if (roleId === null) return `${done} Only people with **Manage Server** can manage the budget.`;
  return (
    `${done} <@&${roleId}> can manage the budget, as can people with **Manage Server**. ` +
    'Discord shows `/krea-budget` only to people with Manage Server; ' +
    'allow it for the role under Server Settings → Integrations.'
  );
}

/** The limits of a member, or of everyone with a role, after a change of them. */
export function describeLimitsChange(
  isChanged: boolean,
  { kind, id }: { kind: 'everyone' | 'member' | 'role'; id: string },
  limits: Limits,
): string {
  const whom = { everyone: 'everyone', member: `<@${id}>`, role: `<@&${id}>` }[kind];
  const head = isChanged ? '' : `${doneWords(false)}\n`;
  return `${head}Limits of ${whom} now:\n${describeLimits(limits)}\n-# ${PRECEDENCE}`;
}

import type { Rules } from '../../core/rules/rules.ts';
import type { Named } from '../../ports/directory.ts';

/** Everything in a server's rules that can be deleted in Discord. */
export function namedIn({ channels, moderatorRole, roles, alerts }: Rules): Named {
  const named = [moderatorRole, alerts?.roleId ?? null, ...Object.keys(roles)];
  return {
    channelIds: [...channels, ...(alerts === null ? [] : [alerts.channelId])],
    roleIds: [...new Set(named.filter((id) => id !== null))],
  };
}

/** Rules without what is gone: nothing in them leads nowhere any more. */
export function withoutGone(rules: Rules, { channelIds, roleIds }: Named): Rules {
  const { alerts, moderatorRole } = rules;
  const isAlertRoleGone = alerts !== null && alerts.roleId !== null && roleIds.includes(alerts.roleId);
  return {
    ...rules,
    channels: withoutChannels(rules.channels, channelIds),
    moderatorRole: moderatorRole !== null && roleIds.includes(moderatorRole) ? null : moderatorRole,
    roles: Object.fromEntries(Object.entries(rules.roles).filter(([id]) => !roleIds.includes(id))),
    alerts:
      alerts === null || channelIds.includes(alerts.channelId)
        ? null
        : { ...alerts, ...(isAlertRoleGone && { roleId: null }) },
  };
}

/** A list of channels without those that are gone. */
export function withoutChannels(channels: readonly string[], gone: readonly string[]): readonly string[] {
  return channels.filter((id) => !gone.includes(id));
}

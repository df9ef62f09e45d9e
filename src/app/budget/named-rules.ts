import type { Refused } from '../../core/picture/refusal.ts';
import { allows, PERMISSION } from '../../core/rules/permissions.ts';
import type { AlertRules, Limits, Rules } from '../../core/rules/rules.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { EditRules } from './edit-rules.ts';
import type { ForeignNames } from './foreign-names.ts';
import { limitsAt, withAlerts, withChannel, withLimits } from './rule-edits.ts';
import type { ChannelChange, LimitTarget } from './rule-edits.ts';

type Outcome<Value> = Promise<Value | Refused>;

/** Rules that name a channel, a role or a member: what is named must belong to the server. */
export interface NamedRules {
  limit(
    visitor: Visitor,
    target: LimitTarget,
    limits: Limits | 'clear',
    reason: string | null,
  ): Outcome<{ after: Limits; isChanged: boolean }>;
  /** Changes where pictures may be asked for. Channels that are deleted are dropped by the way. */
  channel(visitor: Visitor, change: ChannelChange): Outcome<{ channels: readonly string[]; isChanged: boolean }>;
  /** Where moderators hear about the budget, and when; what is left out stays as it is. */
  alerts(
    visitor: Visitor,
    wanted: Partial<AlertRules> | 'off',
    reason: string | null,
  ): Outcome<{ alerts: AlertRules | null; isChanged: boolean }>;
  moderators(visitor: Visitor, roleId: string | null): Outcome<{ roleId: string | null; isChanged: boolean }>;
}

export interface NamedRulesDeps {
  editRules: EditRules;
  foreignNames: ForeignNames;
}

/** Builds the changes of rules that name something of the server. */
export function createNamedRules({ editRules, foreignNames }: NamedRulesDeps): NamedRules {
  return {
    async limit(visitor, target, limits, reason) {
      const read = (rules: Rules): Limits => limitsAt(rules, target);
      const foreign = await foreignNames.refuse(
        visitor.wallet.id,
        'who',
        'roleIds',
        target.kind === 'role' && limits !== 'clear' ? target.id : null,
      );
      if (foreign !== undefined) return foreign;
      const outcome = await editRules(visitor, {
        action: target.kind,
        targetId: target.kind === 'everyone' ? null : target.id,
        reason,
        edit: (rules) => withLimits(rules, target, limits === 'clear' ? {} : { ...read(rules), ...limits }),
      });
      return 'refused' in outcome ? outcome : { after: read(outcome.after), isChanged: outcome.isChanged };
    },

    async channel(visitor, change) {
      const added = change !== 'everywhere' && change.isAllowed ? change.channelId : null;
      const foreign = await foreignNames.refuse(visitor.wallet.id, 'channel', 'channelIds', added);
      if (foreign !== undefined) return foreign;
      const outcome = await editRules(visitor, {
        action: change === 'everywhere' ? 'allow everywhere' : added === null ? 'remove channel' : 'allow channel',
        targetId: change === 'everywhere' ? null : change.channelId,
        reason: null,
        edit: async (rules) =>
          withChannel(
            rules,
            change,
            (await foreignNames.goneOf(visitor.wallet.id, { channelIds: rules.channels })).channelIds,
          ),
      });
      return 'refused' in outcome ? outcome : { channels: outcome.after.channels, isChanged: outcome.isChanged };
    },

    async alerts(visitor, wanted, reason) {
      const { channelId, roleId } = wanted === 'off' ? {} : wanted;
      const { id } = visitor.wallet;
      const foreign =
        (await foreignNames.refuse(id, 'channel', 'channelIds', channelId)) ??
        (await foreignNames.refuse(id, 'role', 'roleIds', roleId));
      if (foreign !== undefined) return foreign;
      const outcome = await editRules(visitor, {
        action: 'alerts',
        targetId: null,
        reason,
        edit: (rules) => withAlerts(rules, wanted),
      });
      return 'refused' in outcome ? outcome : { alerts: outcome.after.alerts, isChanged: outcome.isChanged };
    },

    async moderators(visitor, roleId) {
      const isByRole = visitor.wallet.scope === 'guild' && !allows(visitor.memberPermissions, PERMISSION.manageGuild);
      // A member with the moderator role must not change that role: it would let in others or lock out the present
      // ones.
      if (isByRole) return { refused: { kind: 'manage-server-only' } };
      const foreign = await foreignNames.refuse(visitor.wallet.id, 'role', 'roleIds', roleId);
      if (foreign !== undefined) return foreign;
      const outcome = await editRules(visitor, {
        action: 'moderators',
        targetId: roleId,
        reason: null,
        edit: (rules) => ({ ...rules, moderatorRole: roleId }),
      });
      return 'refused' in outcome ? outcome : { roleId, isChanged: outcome.isChanged };
    },
  };
}

import type { NeededPermission } from '../../core/picture/refusal.ts';
import { allows, missingForDelivery, PERMISSION } from '../../core/rules/permissions.ts';
import type { AlertRules } from '../../core/rules/rules.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Log } from '../../ports/log.ts';
import type { IsMentionable, OwnMember, PermissionsIn } from '../../ports/server.ts';

/** What stands between alerts and the moderators. */
export interface AlertReach {
  /** What the bot lacks in the channel; `hidden` when it does not even see it, `unknown` while Discord does not say. */
  missing: readonly NeededPermission[] | 'hidden' | 'unknown';
  /** Whether the mention notifies the role, if one is mentioned and it is known. */
  isMentionSilent: boolean;
}

/** Looks whether alerts would arrive where moderators want them. */
export type CheckAlertReach = (
  visitor: Visitor,
  alerts: Pick<AlertRules, 'channelId' | 'roleId'>,
) => Promise<AlertReach>;

export interface AlertReachDeps {
  permissionsIn: PermissionsIn;
  ownMember: OwnMember;
  isMentionable: IsMentionable;
  log: Log;
}

/** Builds the check; what Discord does not tell just now is no reason to refuse the setting. */
export function createAlertReach({ permissionsIn, ownMember, isMentionable, log }: AlertReachDeps): CheckAlertReach {
  return async (visitor, { channelId, roleId }) => {
    const guildId = visitor.wallet.id;
    try {
      const isHere = channelId === visitor.place.channelId;
      const permissions = isHere
        ? visitor.appPermissions
        : await permissionsIn(guildId, channelId, await ownMember(guildId));
      if (permissions === undefined) return { missing: 'hidden', isMentionSilent: false };
      // Cards carry no files.
      const missing = missingForDelivery(permissions, isHere && visitor.isThread).filter(
        (name) => name !== 'Attach Files',
      );
      const mayMention =
        roleId === null ||
        allows(permissions, PERMISSION.mentionEveryone) ||
        (await isMentionable(guildId, roleId)) !== false;
      return { missing, isMentionSilent: !mayMention };
    } catch (error) {
      log.warn({ guildId, channelId, err: error }, 'the permissions for alerts could not be looked up');
      return { missing: 'unknown', isMentionSilent: false };
    }
  };
}

import { guildCeiling } from '../../core/money/budget.ts';
import type { Ceilings } from '../../core/money/budget.ts';
import { unpricedVariants } from '../../core/picture/price.ts';
import type { NeededPermission, Refused } from '../../core/picture/refusal.ts';
import type { Variant } from '../../core/picture/request.ts';
import { missingForDelivery } from '../../core/rules/permissions.ts';
import type { Rules } from '../../core/rules/rules.ts';
import { deliveryObstacle, mayManageBudget } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Named } from '../../ports/directory.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { OwnMember, PermissionsIn } from '../../ports/server.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { Cache } from '../../ports/store/storage.ts';
import { readTrouble } from '../decorators/backend-trouble.ts';
import type { Trouble } from '../decorators/backend-trouble.ts';
import type { EditRules } from './edit-rules.ts';
import type { ForeignNames } from './foreign-names.ts';
import { namedIn } from './gone.ts';
import type { Leave, ServerAccess } from './server-access.ts';
import { createFixed, FIX_ACTIONS, OPERATORS_FIXES, zoneToOffer } from './setup-fixes.ts';
import type { Fix } from './setup-fixes.ts';
import type { RecordsSize, SizeWatch } from './watch-size.ts';

/** A channel, and what the bot lacks there; `hidden` when it does not even see it. */
export interface ChannelCheck {
  channelId: string;
  missing: readonly NeededPermission[] | 'hidden';
}

/** Everything that has to be right for pictures to come, as it is now. */
export interface SetupView {
  guildId: string;
  /** Whether the operator lets the server spend, and by what. */
  leave: Leave;
  /** The visitor runs this bot, and decides about that. */
  isOperator: boolean;
  channels: readonly ChannelCheck[];
  /** Where moderators hear about the budget; null without such a channel. */
  alertChannel: ChannelCheck | null;
  rules: Rules;
  /** What the rules name and the server has no more. */
  gone: Named;
  /** What applies while moderators set no budget of their own. */
  defaultCap: number;
  /** The zone to offer; null when there is none to suggest, or one is set. */
  suggestedZone: string | null;
  krea: Awaited<ReturnType<ImageApi['reach']>>;
  /**
   * How far this machine's clock is certainly ahead of Krea's, behind it when negative; null when it is not, or that
   * is not known.
   */
  clockOffMs: number | null;
  trouble: Trouble | null;
  /** How large the records are, when that needs a look. */
  records: RecordsSize | null;
  unpriced: readonly Variant[];
  hasRoomForFiles: boolean;
  attachmentLimit: number;
}

export interface Setup {
  /** Looks at everything, in the visitor's channel and in another one if it is named. */
  check(visitor: Visitor, otherChannelId?: string): Promise<SetupView | Refused>;
  /** Puts one thing right in the server that the button was made for, and looks again. */
  fix(visitor: Visitor, guildId: string, fix: Fix): Promise<SetupView | Refused>;
}

export interface SetupDeps {
  sizeWatch: Pick<SizeWatch, 'read'>;
  rulebook: Rulebook;
  editRules: EditRules;
  access: ServerAccess;
  foreignNames: ForeignNames;
  imageApi: Pick<ImageApi, 'reach' | 'time'>;
  cache: Cache;
  permissionsIn: PermissionsIn;
  ownMember: OwnMember;
  ceilings: Ceilings;
  clock: Clock;
}

const REASON = 'by /krea-setup';
const REACH_LIFE_MS = 60_000;
const CLOCK_TOLERANCE_MS = 1_000;

/** Builds `/krea-setup`. */
export function createSetup(deps: SetupDeps): Setup {
  const { rulebook, editRules, access, foreignNames, imageApi, cache, permissionsIn, ownMember, ceilings, clock } =
    deps;
  let reached: { at: number; answer: ReturnType<ImageApi['reach']> } | undefined;

  const defaultCap = (guildId: string): number => Math.min(ceilings.defaultGuild, guildCeiling(ceilings, guildId));

  /** However many look, Krea is asked once a minute. */
  async function reach(): ReturnType<ImageApi['reach']> {
    if (reached === undefined || clock.monotonic() - reached.at >= REACH_LIFE_MS)
      reached = { at: clock.monotonic(), answer: imageApi.reach() };
    return reached.answer;
  }

  /** A second does not matter; with more the operator should set the clock. */
  function clockOff(): number | null {
    const time = imageApi.time();
    if (time === undefined) return null;
    const [least, most] = [clock.now() - time.latest, clock.now() - time.earliest];
    if (least <= CLOCK_TOLERANCE_MS && most >= -CLOCK_TOLERANCE_MS) return null;
    return Math.round((least + most) / 2);
  }

  async function checkChannel(visitor: Visitor, channelId: string): Promise<ChannelCheck> {
    if (channelId === visitor.place.channelId)
      return { channelId, missing: missingForDelivery(visitor.appPermissions, visitor.isThread) };
    const permissions = await permissionsIn(visitor.wallet.id, channelId, await ownMember(visitor.wallet.id));
    return { channelId, missing: permissions === undefined ? 'hidden' : missingForDelivery(permissions, false) };
  }

  /** While Discord does not tell the owners, the visitor counts as none. */
  async function isOperator({ userId }: Visitor): Promise<boolean> {
    return access.isOperator(userId).catch(() => false);
  }

  async function check(visitor: Visitor, otherChannelId?: string): Promise<SetupView | Refused> {
    const { wallet, place, attachmentLimit, guildLocale } = visitor;
    if (wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
    const { rules } = await rulebook.read(wallet.id);
    const isByOperator = await isOperator(visitor);
    if (!isByOperator && !mayManageBudget(visitor, rules)) return { refused: { kind: 'not-a-moderator' } };
    const ids = new Set([place.channelId, ...(otherChannelId === undefined ? [] : [otherChannelId])]);
    const [records, leave, gone, channels, alertChannel, krea, trouble] = await Promise.all([
      deps.sizeWatch.read(),
      access.of(wallet, rules),
      foreignNames.goneOf(wallet.id, namedIn(rules)),
      Promise.all([...ids].map(async (id) => checkChannel(visitor, id))),
      rules.alerts === null ? null : checkChannel(visitor, rules.alerts.channelId),
      reach(),
      readTrouble(cache),
    ]);
    return {
      guildId: wallet.id,
      leave,
      isOperator: isByOperator,
      channels,
      alertChannel,
      rules,
      gone,
      defaultCap: defaultCap(wallet.id),
      suggestedZone: zoneToOffer(rules, guildLocale) ?? null,
      krea,
      clockOffMs: clockOff(),
      trouble: trouble ?? null,
      records,
      unpriced: unpricedVariants(),
      hasRoomForFiles: deliveryObstacle(visitor, true) === undefined,
      attachmentLimit,
    };
  }

  const fixed = createFixed({ foreignNames, defaultCap });

  return {
    check,
    async fix(visitor, guildId, fix) {
      if (visitor.wallet.scope !== 'guild' || visitor.wallet.id !== guildId)
        return { refused: { kind: 'unknown-control' } };
      if (OPERATORS_FIXES.has(fix) && !(await isOperator(visitor))) return { refused: { kind: 'operator-only' } };
      const outcome = await editRules(visitor, {
        action: FIX_ACTIONS[fix],
        targetId: null,
        reason: REASON,
        ...(OPERATORS_FIXES.has(fix) && { isOperators: true }),
        edit: async (rules) => (await fixed(rules, visitor, fix)) ?? { refused: { kind: 'already-right' } },
      });
      return 'refused' in outcome && outcome.refused.kind !== 'already-right' ? outcome : check(visitor);
    },
  };
}

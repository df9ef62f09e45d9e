import type { ChannelCheck, SetupView } from '../../../app/budget/setup.ts';
import { formatUsd } from '../../../core/money/money.ts';
import { counted, listed } from '../names.ts';
import { describePeriod } from './budget.ts';
import { clockFinding, pricesFinding, recordsFinding, troubleFinding } from './setup-operator.ts';
import type { Finding } from './setup-operator.ts';

const KREA_WORDS: Record<SetupView['krea'], string> = {
  ok: 'Krea is responding.',
  'token-refused': 'Krea doesn’t accept this bot’s access key. Only the bot’s operator can fix that.',
  'not-permitted':
    'Krea accepts this bot’s access key but doesn’t allow pictures: a permission or plan is missing. Only the ' +
    'bot’s operator can fix that.',
  unreachable: 'Krea can’t be reached right now. Check again in a few minutes.',
};

const LEAVE_WORDS: Record<SetupView['leave']['access'], string> = {
  open: 'The bot’s operator allows pictures in this server.',
  waiting:
    'This server is waiting for the bot’s operator to allow it, so nobody can request pictures yet. The ' +
    'operator can list it in `ALLOWED_GUILDS`, or press **Allow this server** in `/krea-setup` here.',
  unknown:
    'I couldn’t check with Discord who owns this server, so nobody can request pictures right now. Try again ' +
    'in a minute.',
};

/** What is right and wrong in a server, one line each; what a person has to do is said where the bot can't. */
export function describeSetup(view: SetupView): string {
  const findings = [
    { isRight: view.leave.access === 'open', words: LEAVE_WORDS[view.leave.access] },
    ...view.channels.map(channelFinding),
    whereFinding(view),
    budgetFinding(view),
    {
      isRight: !view.rules.isPaused,
      words: view.rules.isPaused ? 'Pictures are paused. `/krea-budget resume` allows them again.' : 'Not paused.',
    },
    zoneFinding(view),
    alertsFinding(view),
    goneFinding(view),
    { isRight: view.krea === 'ok', words: KREA_WORDS[view.krea] },
    clockFinding(view),
    troubleFinding(view),
    recordsFinding(view),
    pricesFinding(view),
    roomFinding(view),
  ];
  const present = findings.filter((finding) => finding !== undefined);
  const wrong = present.filter(({ isRight }) => !isRight).length;
  const summary =
    wrong === 0
      ? '**Everything looks good.**'
      : `**${wrong === 1 ? 'One thing needs' : `${wrong} things need`} attention.**`;
  return [summary, ...present.map(({ isRight, words }) => `${isRight ? '✓' : '✗'} ${words}`)].join('\n');
}

function channelFinding({ channelId, missing }: ChannelCheck): Finding {
  const where = `<#${channelId}>`;
  if (missing === 'hidden')
    return {
      isRight: false,
      words: `I can’t see ${where}. Give me **View Channel** there (channel settings → Permissions).`,
    };
  if (missing.length === 0) return { isRight: true, words: `I can post pictures in ${where}.` };
  const names = listed(missing.map((name) => `**${name}**`));
  return {
    isRight: false,
    words: `In ${where}, I need ${names}. Allow it for my role (channel settings → Permissions).`,
  };
}

function whereFinding({ rules, channels, gone }: SetupView): Finding | undefined {
  if (rules.channels.length === 0) return undefined;
  const there = rules.channels.filter((id) => !gone.channelIds.includes(id));
  if (there.length === 0) {
    return {
      isRight: false,
      words:
        'All channels where pictures were allowed have been deleted, so nobody can request any. Use ' +
        '`/krea-budget channels` to allow others, or everywhere.',
    };
  }
  const left = channels.filter(({ channelId }) => !rules.channels.includes(channelId));
  const list = listed(there.slice(0, 10).map((id) => `<#${id}>`));
  if (left.length === 0) return { isRight: true, words: `Pictures are allowed in ${list}.` };
  const others = listed(left.map(({ channelId }) => `<#${channelId}>`));
  return {
    isRight: false,
    words:
      `Pictures are allowed only in ${list}, so not in ${others} itself. Use \`/krea-budget channels\` to ` +
      `change that.`,
  };
}

/** Channels and roles that were chosen and have been deleted since. */
function goneFinding({ rules: { channels, moderatorRole, alerts, roles }, gone }: SetupView): Finding | undefined {
  const isGone = (id: string | null | undefined): boolean =>
    typeof id === 'string' && (gone.channelIds.includes(id) || gone.roleIds.includes(id));
  const [lists, limits] = [channels.filter(isGone).length, Object.keys(roles).filter(isGone).length];
  const words = [
    ...(lists === 0 ? [] : [counted(lists, 'allowed channel')]),
    ...(isGone(alerts?.channelId) ? ['the alert channel'] : []),
    ...(isGone(alerts?.roleId) ? ['the role alerts mention'] : []),
    ...(isGone(moderatorRole) ? ['the moderator role'] : []),
    ...(limits === 0 ? [] : [`${counted(limits, 'role')} with limits`]),
  ];
  return words.length === 0
    ? undefined
    : { isRight: false, words: `Deleted from this server, but still in its rules: ${listed(words)}.` };
}

function budgetFinding({ rules, defaultCap }: SetupView): Finding {
  const period = describePeriod(rules.period);
  if (rules.cap === undefined) {
    return {
      isRight: false,
      words:
        `No budget has been set, so the bot’s default applies: ${formatUsd(defaultCap)} ${period}. The ` +
        `bot’s operator can change that default.`,
    };
  }
  if (rules.cap === 0)
    return {
      isRight: false,
      words: 'The budget is $0.00, so nobody can request pictures. Use `/krea-budget set` to change that.',
    };
  return { isRight: true, words: `Budget: ${formatUsd(rules.cap)} ${period}.` };
}

function zoneFinding({ rules, suggestedZone }: SetupView): Finding | undefined {
  if (rules.period.kind === 'none') return undefined;
  const { zone } = rules.period;
  if (suggestedZone === null) return { isRight: true, words: `Time zone: ${zone}.` };
  return {
    isRight: false,
    words: `Time zone: ${zone}. Going by its language, this server may be in ${suggestedZone}.`,
  };
}

function alertsFinding({ alertChannel, gone }: SetupView): Finding {
  if (alertChannel === null)
    return {
      isRight: false,
      words: 'Nobody is alerted when the budget runs low. Use `/krea-budget alerts` to choose a channel.',
    };
  const { channelId, missing } = alertChannel;
  if (gone.channelIds.includes(channelId))
    return {
      isRight: false,
      words:
        'Nobody is alerted when the budget runs low: the alert channel was deleted. Use `/krea-budget alerts` ' +
        'to choose another.',
    };
  const lacking = missing === 'hidden' ? [] : missing.filter((name) => name !== 'Attach Files');
  if (missing !== 'hidden' && lacking.length === 0) return { isRight: true, words: `Alerts go to <#${channelId}>.` };
  const what = missing === 'hidden' ? '**View Channel**' : listed(lacking.map((name) => `**${name}**`));
  return {
    isRight: false,
    words:
      `Alerts should go to <#${channelId}>, but I need ${what} there. Allow it for my role, or choose ` +
      `another channel.`,
  };
}

function roomFinding({ hasRoomForFiles, attachmentLimit }: SetupView): Finding {
  const mebibytes = Math.floor((attachmentLimit / (1024 * 1024)) * 10) / 10;
  const words = `Discord allows files up to ${mebibytes} MB here`;
  return {
    isRight: hasRoomForFiles,
    words: hasRoomForFiles ? `${words}.` : `${words}, which is too small for a picture.`,
  };
}

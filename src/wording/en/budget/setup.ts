import type { ChannelCheck, SetupView } from '../../../app/budget/setup.ts';
import { formatUsd } from '../../../core/money/money.ts';
import { fromNow } from '../../format/figures.ts';
import { counted, listed, VARIANT_NAMES } from '../names.ts';
import { describePeriod } from './budget.ts';

/** One thing that was looked at: right or wrong, and in which words. */
interface Finding {
  isRight: boolean;
  words: string;
}

const KREA_WORDS: Record<SetupView['krea'], string> = {
  ok: 'Krea answers.',
  'token-refused': 'Krea does not accept this bot’s access key. Only the bot’s operator can fix that.',
  'not-permitted':
    'Krea knows this bot’s access key but does not let it in: a permission or a plan is missing. ' +
    'Only the bot’s operator can fix that.',
  unreachable: 'Krea cannot be reached right now. Nothing is charged meanwhile; try again in a few minutes.',
};

const LEAVE_WORDS: Record<SetupView['leave']['access'], string> = {
  open: 'The bot’s operator lets this server ask for pictures.',
  waiting:
    'This server waits for the bot’s operator: until they allow it, nobody can ask for a picture here. ' +
    'They can list it in `ALLOWED_GUILDS`, or press **Allow this server** in `/krea-setup` here.',
  unknown:
    'Discord does not tell just now whose server this is, so nobody can ask for a picture. Try again in a minute.',
};

const TROUBLE_WORDS: Record<NonNullable<SetupView['trouble']>['reason'], string> = {
  'balance-empty': 'this bot’s prepaid balance there is used up',
  'token-refused': 'this bot’s access key is not accepted',
  'not-permitted': 'this bot’s access key lacks a permission or a plan',
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
      words: view.rules.isPaused ? 'Everything is paused: nobody can ask for a picture.' : 'Not paused.',
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
      ? '**Everything is as it should be.**'
      : `**${wrong === 1 ? 'One thing needs' : `${wrong} things need`} a look.**`;
  return [summary, ...present.map(({ isRight, words }) => `${isRight ? '✓' : '✗'} ${words}`)].join('\n');
}

function channelFinding({ channelId, missing }: ChannelCheck): Finding {
  const where = `<#${channelId}>`;
  if (missing === 'hidden')
    return {
      isRight: false,
      words: `I can’t see ${where}. Give me **View Channel** there (channel settings → Permissions).`,
    };
  if (missing.length === 0) return { isRight: true, words: `I may show pictures in ${where}.` };
  const names = listed(missing.map((name) => `**${name}**`));
  return {
    isRight: false,
    words: `In ${where} I lack ${names}. Allow it for my role (channel settings → Permissions).`,
  };
}

function whereFinding({ rules, channels, gone }: SetupView): Finding | undefined {
  if (rules.channels.length === 0) return undefined;
  const there = rules.channels.filter((id) => !gone.channelIds.includes(id));
  if (there.length === 0) {
    return {
      isRight: false,
      words:
        'All channels where pictures may be asked for were deleted, so nobody can ask. ' +
        '`/krea-budget channels` allows others, or everywhere.',
    };
  }
  const left = channels.filter(({ channelId }) => !rules.channels.includes(channelId));
  const list = listed(there.slice(0, 10).map((id) => `<#${id}>`));
  if (left.length === 0) return { isRight: true, words: `Pictures may be asked for in ${list}.` };
  const others = listed(left.map(({ channelId }) => `<#${channelId}>`));
  return {
    isRight: false,
    words:
      `Pictures may be asked for in ${list} only, so not in ${others} itself. ` +
      '`/krea-budget channels` changes that.',
  };
}

/** Channels and roles that were chosen and have been deleted since. */
function goneFinding({ rules: { channels, moderatorRole, alerts, roles }, gone }: SetupView): Finding | undefined {
  const isGone = (id: string | null | undefined): boolean =>
    typeof id === 'string' && (gone.channelIds.includes(id) || gone.roleIds.includes(id));
  const [lists, limits] = [channels.filter(isGone).length, Object.keys(roles).filter(isGone).length];
  const words = [
    ...(lists === 0 ? [] : [`${counted(lists, 'channel')} of the list`]),
    ...(isGone(alerts?.channelId) ? ['the channel for alerts'] : []),
    ...(isGone(alerts?.roleId) ? ['the role that alerts mention'] : []),
    ...(isGone(moderatorRole) ? ['the moderators’ role'] : []),
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
        `Nobody has set a budget: the bot’s default of ${formatUsd(defaultCap)} ${period} applies, and its ` +
        'operator may change it.',
    };
  }
  if (rules.cap === 0)
    return {
      isRight: false,
      words: 'The budget is $0.00: nobody can ask for a picture. `/krea-budget set` changes that.',
    };
  return { isRight: true, words: `The budget is ${formatUsd(rules.cap)} ${period}.` };
}

function zoneFinding({ rules, suggestedZone }: SetupView): Finding | undefined {
  if (rules.period.kind === 'none') return undefined;
  const { zone } = rules.period;
  if (suggestedZone === null) return { isRight: true, words: `Periods begin at midnight in ${zone}.` };
  return {
    isRight: false,
    words: `Periods begin at midnight in ${zone}; by its language this server lives in ${suggestedZone}.`,
  };
}

function alertsFinding({ alertChannel, gone }: SetupView): Finding {
  if (alertChannel === null)
    return {
      isRight: false,
      words: 'Nobody is told when the budget runs low. `/krea-budget alerts` names a channel for that.',
    };
  const { channelId, missing } = alertChannel;
  if (gone.channelIds.includes(channelId))
    return {
      isRight: false,
      words:
        'Nobody is told when the budget runs low: the channel for that was deleted. ' +
        '`/krea-budget alerts` names another one.',
    };
  const lacking = missing === 'hidden' ? [] : missing.filter((name) => name !== 'Attach Files');
  if (missing !== 'hidden' && lacking.length === 0) return { isRight: true, words: `Alerts go to <#${channelId}>.` };
  const what = missing === 'hidden' ? '**View Channel**' : listed(lacking.map((name) => `**${name}**`));
  return {
    isRight: false,
    words:
      `Alerts should go to <#${channelId}>, but I lack ${what} there. ` +
      'Allow it for my role, or name another channel.',
  };
}

function clockFinding({ clockOffMs }: SetupView): Finding | undefined {
  if (clockOffMs === null) return undefined;
  const seconds = Math.round(Math.abs(clockOffMs) / 1000).toLocaleString('en-US');
  const words =
    `The clock of the machine that I run on is about ${seconds} ` +
    `s ${clockOffMs > 0 ? 'ahead' : 'behind'}. No picture and no money is lost by that, but times may ` +
    'look odd. Only the bot’s operator can fix that.';
  return { isRight: false, words };
}

function troubleFinding({ trouble }: SetupView): Finding {
  if (trouble === null) return { isRight: true, words: 'Krea has refused nothing lately for want of money or access.' };
  return {
    isRight: false,
    words:
      `Krea refused a picture ${fromNow(trouble.at)}: ${TROUBLE_WORDS[trouble.reason]}. ` +
      'Only the bot’s operator can fix that.',
  };
}

function recordsFinding({ records }: SetupView): Finding | undefined {
  if (records === null) return undefined;
  const [size, growth] = [records.bytes, records.bytesAMonth].map((bytes) => `${(bytes / 1e9).toFixed(1)} GB`);
  return {
    isRight: false,
    words:
      `This bot’s records take ${size}, ${growth} of it from the last 30 days, and keep every picture for ` +
      'ever. Only the bot’s operator can change that (`KEEP_PICTURES_DAYS`).',
  };
}

function pricesFinding({ unpriced }: SetupView): Finding {
  if (unpriced.length === 0) return { isRight: true, words: 'The price of every model is known.' };
  return {
    isRight: false,
    words:
      `I know no price of ${listed(unpriced.map((variant) => VARIANT_NAMES[variant]))}, so I refuse it. ` +
      'Only the bot’s operator can fix that.',
  };
}

function roomFinding({ hasRoomForFiles, attachmentLimit }: SetupView): Finding {
  const mebibytes = Math.floor((attachmentLimit / (1024 * 1024)) * 10) / 10;
  const words = `Discord takes files up to ${mebibytes} MB here`;
  return { isRight: hasRoomForFiles, words: hasRoomForFiles ? `${words}.` : `${words}: too little for a picture.` };
}

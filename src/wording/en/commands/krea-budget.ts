import type { PeriodRule } from '../../../core/money/period.ts';
import type { Verdict } from '../../../core/picture/decision.ts';
import { VARIANT_NAMES } from '../names.ts';

const PERIODS: Record<PeriodRule['kind'], string> = {
  day: 'Daily',
  week: 'Weekly',
  month: 'Monthly',
  none: 'Never resets',
};

const VERDICTS: Record<Verdict, string> = {
  charged: 'Charged: Krea billed it',
  'not-charged': 'Not charged: give the money back',
};

/** What Discord shows of `/krea-budget` and its subcommands while they are typed. */
export const kreaBudget = {
  description: 'What this server can spend on pictures, and who can spend it',
  reason: 'Kept in the log',
  alerts: {
    description: 'Alert moderators when the budget runs low, and let members ask for approval',
    channel: 'Where to post; a moderators-only channel is best',
    role: 'Role to mention',
    thresholds: 'Percentages of the budget (default: 50, 80, 100)',
    forecast: 'Also alert when the budget is on track to run out early (default: yes)',
    off: 'Turn off alerts and approvals',
  },
  channels: {
    description: 'Choose the channels or categories where pictures are allowed',
    channel: 'Channel or category',
    allow: 'Yes adds it to the list, no removes it',
    everywhere: 'Clears the list: pictures are allowed in every channel',
  },
  explain: { description: 'What a member can do, and which limit applies', who: 'Member' },
  export: {
    description: 'Every picture in a period with its cost, as a CSV file only you can see',
    which: 'Which period (default: the current one)',
    running: 'The current period',
    previous: 'The previous period',
  },
  grant: {
    description: 'Raise the budget temporarily',
    amount: 'Dollars to add, such as 5 or 12.50',
    lasts: 'For how long: 12h, 3d, 2w',
  },
  limits: {
    member: 'Limits for one member; these override role limits',
    memberWho: 'Member',
    role: 'Limits for everyone with a role; the most generous role applies',
    roleWho: 'Role; @everyone covers members without their own limit',
    cap: 'Dollars per period',
    models: 'Allowed models',
    modelChoices: {
      all: 'All models',
      medium: `${VARIANT_NAMES.medium} and ${VARIANT_NAMES['medium-turbo']}`,
      'medium-turbo': `${VARIANT_NAMES['medium-turbo']} only`,
    },
    mostPictures: 'Most pictures per request',
    mostPerRequest: 'Most dollars per request',
    atOnce: (most: number): string => `Most pictures in progress at a time (default: ${most})`,
    coolDown: 'Seconds between requests',
    exempt: 'Exempt from these limits, but not from the server’s budget',
    clear: 'Clear the limits set before',
  },
  log: {
    description: 'Who changed what, before and after, and why',
    page: 'Page; the newest changes are on page 1',
    person: 'Only changes by or for this person',
    kind: 'Only changes of this kind',
    file: 'Everything as a CSV file only you can see',
  },
  moderators: {
    description: 'Choose a role that can manage the budget without Manage Server; leave empty to remove it',
    role: 'Which role',
  },
  pause: 'Stop all spending here now; pictures in progress still finish',
  resume: 'Allow pictures again',
  report: 'Where the money went this period: by day, member and model',
  resolve: {
    description: 'Decide on pictures when it’s unclear whether Krea painted them',
    picture: 'Which picture; leave empty to list them all',
    decision: 'Whether it counts as spent',
    verdicts: VERDICTS,
  },
  set: {
    description: 'Set this server’s budget and when it resets',
    amount: 'Dollars per period, such as 5 or 12.50',
    period: 'How often the budget resets',
    periods: PERIODS,
    zone: 'Time zone for resets, such as Europe/Berlin',
    resetDay: 'Weekly: 1 (Monday) to 7. Monthly: 1 to 31 (the last day in shorter months)',
  },
  show: 'What’s spent, reserved and left, and how long it will last',
};

import type { PeriodRule } from '../../../core/money/period.ts';
import type { Verdict } from '../../../core/picture/decision.ts';
import { VARIANT_NAMES } from '../names.ts';

const PERIODS: Record<PeriodRule['kind'], string> = {
  day: 'a day',
  week: 'a week',
  month: 'a month',
  none: 'in all, never starting again',
};

const VERDICTS: Record<Verdict, string> = {
  charged: 'Charged: Krea billed it',
  'not-charged': 'Not charged: give the money back',
};

/** What Discord shows of `/krea-budget` and its subcommands while they are typed. */
export const kreaBudget = {
  description: 'What this server may spend on pictures, and who may spend it',
  reason: 'Kept in the log',
  alerts: {
    description: 'Tell moderators when the budget is being used up, and let members ask them',
    channel: 'Where; best a channel of the moderators alone',
    role: 'Who is mentioned',
    thresholds: 'Shares in percent; 50, 80, 100 unless you say otherwise',
    forecast: 'Also when it would be used up before it starts again; yes unless you say no',
    off: 'No alerts and no approvals any more',
  },
  channels: {
    description: 'Choose the channels (or categories) where pictures may be asked for',
    channel: 'Which channel or category',
    allow: 'Yes adds it to the list, no takes it off',
    everywhere: 'Empties the list: pictures may be asked for in every channel',
  },
  explain: { description: 'What a member may do, and which rule says so', who: 'Which member' },
  export: {
    description: 'Every picture of a period with its money, as a CSV file that only you see',
    which: 'Which period (default: the running one)',
    running: 'The running period',
    previous: 'The period before it',
  },
  grant: {
    description: 'Raise the budget for a while',
    amount: 'Dollars on top, such as 5 or 12.50',
    lasts: 'How long: 12h, 3d, 2w',
  },
  limits: {
    member: 'Limits of one member; they count before those of roles',
    memberWho: 'Whose limits',
    role: 'Limits of everyone with a role; the most generous role counts',
    roleWho: 'Which role; @everyone is everybody without a rule of their own',
    cap: 'Dollars in each of the server’s periods',
    models: 'Which models may be used',
    modelChoices: {
      all: 'All models',
      medium: `${VARIANT_NAMES.medium} and ${VARIANT_NAMES['medium-turbo']}`,
      'medium-turbo': `${VARIANT_NAMES['medium-turbo']} only`,
    },
    mostPictures: 'Pictures in one request',
    mostPerRequest: 'Dollars for one request',
    atOnce: (most: number): string => `Pictures under way at the same time; ${most} unless you say otherwise`,
    coolDown: 'Seconds between two requests',
    exempt: 'Free of these limits; never of the server’s budget',
    clear: 'Forget what was set here before',
  },
  log: {
    description: 'Who changed what, before and after, and why',
    page: 'Which page; the newest changes are on the first',
    person: 'Only what this person changed, or what was changed for them',
    kind: 'Only changes of this kind',
    file: 'Everything as a CSV file that only you see',
  },
  moderators: {
    description: 'Name a role that may manage the budget beside Manage Server; none without the option',
    role: 'Which role',
  },
  pause: 'Stop all spending here at once; what is under way ends normally',
  resume: 'Let pictures be asked for again',
  report: 'Where the money went in the running period: by day, by member, by model',
  resolve: {
    description: 'Decide about pictures of which nobody knows whether Krea painted them',
    picture: 'Which one; all are listed without it',
    decision: 'Whether its price counts as spent',
    verdicts: VERDICTS,
  },
  set: {
    description: 'Set what this server may spend, and when it starts again',
    amount: 'Dollars in each period, such as 5 or 12.50',
    period: 'How often the budget starts again',
    periods: PERIODS,
    zone: 'Whose midnight counts, such as Europe/Berlin',
    resetDay: 'Weeks: 1 (Monday) to 7; months: 1 to 31, in shorter ones their last day',
  },
  show: 'What is spent, reserved and left, and how long it lasts',
};

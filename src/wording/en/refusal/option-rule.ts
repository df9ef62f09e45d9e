import type { OptionRule, PlainOptionRule } from '../../../core/picture/option-rule.ts';
import { listed } from '../names.ts';

const PLAIN: Readonly<Record<PlainOptionRule, string>> = {
  'prompt-empty': 'The prompt is empty.',
  'prompt-too-long': 'The prompt is longer than 4,000 characters.',
  'prompt-invisible': 'The prompt has no visible text.',
  'seed-not-whole': 'A seed is a whole number from 0 to 2147483647; leave it empty for a new one.',
  'moodboard-unreadable': 'Give the moodboard’s id or share link.',
  'moodboard-missing': 'Choose a moodboard first.',
  'style-missing': 'Choose a style first.',
  'style-unknown': 'I don’t know a trained style by that name.',
  'styles-unavailable': 'Krea’s trained styles can’t be read right now. Wait a minute or leave the style out.',
  'reference-missing': 'Attach that reference image first.',
  'picture-id-unreadable': 'An id is a number of 17 to 20 digits, shown below each result.',
  'picture-missing': 'Choose a picture.',
  'verdict-missing': 'Choose a decision.',
  'not-suggested': 'Choose one of the suggestions.',
  'not-suggested-by-discord': 'Choose one of Discord’s suggestions.',
  'not-of-this-server': 'It isn’t from this server. Choose one of the suggestions.',
  'not-a-member': 'They aren’t a member of this server. Choose someone who is.',
  'not-a-channel': 'Choose a channel of this server.',
  'everyone-mentioned': 'Choose a moderator role instead of @everyone.',
  'everyone-moderating': 'Choose a role other than @everyone.',
  'alert-channel-missing': 'Choose a channel.',
  'thresholds-unreadable': 'Write percentages from 1 to 100, like 50, 80, 100.',
  'channel-change-unclear': 'Choose a channel and whether to allow it, or use everywhere on its own.',
  'amount-unreadable': 'Write an amount in dollars, like 5 or 12.50.',
  'duration-unreadable': 'Write a duration like 12h, 3d or 2w.',
  'duration-too-long': 'The longest is a year.',
  'zone-unknown':
    'I don’t know that time zone. Type your city or country and choose a suggestion, such as Europe/Berlin.',
  'zone-is-offset': 'A UTC offset ignores daylight saving time. Type your city or country and choose a suggestion.',
  'nothing-to-set': 'Set at least an amount, period, time zone or reset day.',
  'week-has-seven-days': 'For weeks, the reset day is 1 (Monday) to 7 (Sunday).',
  'daily-has-no-reset-day': 'Only weeks and months have a reset day; this budget resets every midnight.',
  'endless-has-no-reset-day': 'Only weeks and months have a reset day; this budget never resets.',
  'option-unknown': 'There’s no such option.',
  unreadable: 'It can’t be read.',
};

type Plain = Extract<OptionRule, { kind: PlainOptionRule }>;

const TYPES: Readonly<Record<Extract<OptionRule, { kind: 'wrong-type' }>['expected'], string>> = {
  text: 'text',
  number: 'a number',
  'whole-number': 'a whole number',
  'yes-or-no': 'yes or no',
  other: 'another kind of value',
};

/** What a value must be, in one or two sentences for the member who typed it. */
export function describeOptionRule(rule: OptionRule): string {
  return isPlain(rule) ? PLAIN[rule.kind] : withFacts(rule);
}

function isPlain(rule: OptionRule): rule is Plain {
  return Object.hasOwn(PLAIN, rule.kind);
}

function withFacts(rule: Exclude<OptionRule, Plain>): string {
  switch (rule.kind) {
    case 'wrong-type':
      return `It must be ${TYPES[rule.expected]}.`;
    case 'not-a-choice':
      return `It must be one of: ${listed(rule.choices)}.`;
    case 'too-small':
      return `It must be at least ${limitWords(rule)}.`;
    case 'too-big':
      return `It must be at most ${limitWords(rule)}.`;
    case 'limits-full':
      return (
        `${rule.most} ${rule.of} already have their own limits. ` +
        'Set these limits on a role they share, or clear some first.'
      );
    case 'channels-full':
      return `At most ${rule.most} can be listed. Allow their category instead, or remove one first.`;
    case 'raises-full':
      return `${rule.most} temporary raises are already active here. Change the budget or limit itself instead.`;
  }
}

function limitWords({ limit, unit }: Extract<OptionRule, { kind: 'too-small' | 'too-big' }>): string {
  return unit === 'characters' ? `${limit.toLocaleString('en-US')} characters` : String(limit);
}

import type { OptionRule, PlainOptionRule } from '../../../core/picture/option-rule.ts';
import { listed } from '../names.ts';

const PLAIN: Readonly<Record<PlainOptionRule, string>> = {
  'prompt-empty': 'The prompt is empty.',
  'prompt-too-long': 'The prompt is longer than 4,000 characters.',
  'prompt-invisible': 'Nothing of the prompt can be seen.',
  'seed-not-whole': 'A seed is a whole number from 0 to 2147483647; empty means a new one.',
  'moodboard-unreadable': 'Give the moodboard’s id or a share link that holds it.',
  'moodboard-missing': 'There is no moodboard: name one first.',
  'style-missing': 'There is no style: name one first.',
  'style-unknown': 'I know no trained style of that name.',
  'styles-unavailable': 'Krea’s trained styles can’t be read right now.',
  'reference-missing': 'There is no such reference: attach an image first.',
  'picture-id-unreadable': 'An id is a number of 17 to 20 digits, as it stands below each result.',
  'picture-missing': 'Say which picture.',
  'verdict-missing': 'Say what you decide.',
  'not-suggested': 'Choose one of the suggestions.',
  'not-suggested-by-discord': 'Choose one of Discord’s suggestions.',
  'not-of-this-server': 'It does not belong to this server: choose one of the suggestions.',
  'not-a-member': 'That is no member of this server: choose one who is.',
  'not-a-channel': 'Choose a channel of this server.',
  'everyone-mentioned': 'Not @everyone: choose a role of moderators.',
  'everyone-moderating': 'Everybody cannot moderate: name a role that some have.',
  'alert-channel-missing': 'Say in which channel.',
  'thresholds-unreadable': 'Write shares in percent, 1 to 100, like 50, 80, 100.',
  'channel-change-unclear': 'Give a channel with allow yes or no, or everywhere alone.',
  'amount-unreadable': 'Write an amount of dollars like 5 or 12.50.',
  'duration-unreadable': 'Write how long like 12h, 3d or 2w.',
  'duration-too-long': 'At most a year.',
  'zone-unknown':
    'I know no such time zone: type your city or country and choose one of the suggestions, such as Europe/Berlin.',
  'zone-is-offset':
    'A distance to UTC knows no summer time: type your city or country instead, and choose one of the suggestions.',
  'nothing-to-set': 'Say what to set: the amount, the period, the time zone or the reset day.',
  'week-has-seven-days': 'A week starts on day 1 (Monday) to 7 (Sunday).',
  'daily-has-no-reset-day': 'Only weeks and months have a first day: this budget starts again every midnight.',
  'endless-has-no-reset-day': 'Only weeks and months have a first day: this budget never starts again.',
  'option-unknown': 'There is no such option.',
  unreadable: 'It cannot be read.',
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
      return `It takes ${TYPES[rule.expected]}.`;
    case 'not-a-choice':
      return `It takes one of these: ${listed(rule.choices)}.`;
    case 'too-small':
      return `It takes at least ${limitWords(rule)}.`;
    case 'too-big':
      return `It takes at most ${limitWords(rule)}.`;
    case 'limits-full':
      return (
        `${rule.most} ${rule.of} have limits of their own already. ` +
        'Give these limits to a role that they share, or clear some first.'
      );
    case 'channels-full':
      return `At most ${rule.most} can be listed. Allow their category, or take one off first.`;
    case 'raises-full':
      return `${rule.most} raises run here already. Set the budget or the limit itself.`;
  }
}

function limitWords({ limit, unit }: Extract<OptionRule, { kind: 'too-small' | 'too-big' }>): string {
  return unit === 'characters' ? `${limit.toLocaleString('en-US')} characters` : String(limit);
}

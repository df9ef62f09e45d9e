import { z } from 'zod';

/** Rules that need no facts to be told; a schema gives one of them as its message. */
export const PLAIN_OPTION_RULES = [
  'prompt-empty',
  'prompt-too-long',
  'prompt-invisible',
  'seed-not-whole',
  'moodboard-unreadable',
  'moodboard-missing',
  'style-missing',
  'style-unknown',
  'styles-unavailable',
  'reference-missing',
  'picture-id-unreadable',
  'picture-missing',
  'verdict-missing',
  'not-suggested',
  'not-suggested-by-discord',
  'not-of-this-server',
  'not-a-member',
  'not-a-channel',
  'everyone-mentioned',
  'everyone-moderating',
  'alert-channel-missing',
  'thresholds-unreadable',
  'channel-change-unclear',
  'amount-unreadable',
  'duration-unreadable',
  'duration-too-long',
  'zone-unknown',
  'zone-is-offset',
  'nothing-to-set',
  'week-has-seven-days',
  'daily-has-no-reset-day',
  'endless-has-no-reset-day',
  'option-unknown',
  'unreadable',
] as const;

export type PlainOptionRule = (typeof PLAIN_OPTION_RULES)[number];

/** The rule that a given value breaks, with the facts that its words take. */
export type OptionRule =
  | { kind: PlainOptionRule }
  | { kind: 'wrong-type'; expected: 'text' | 'number' | 'whole-number' | 'yes-or-no' | 'other' }
  | { kind: 'not-a-choice'; choices: readonly string[] }
  | { kind: 'too-small' | 'too-big'; limit: number | bigint; unit: 'characters' | 'none' }
  | { kind: 'limits-full'; of: 'roles' | 'members'; most: number }
  | { kind: 'channels-full'; most: number }
  | { kind: 'raises-full'; most: number };

type Expected = Extract<OptionRule, { kind: 'wrong-type' }>['expected'];
const EXPECTED: Readonly<Record<string, Expected>> = {
  string: 'text',
  number: 'number',
  int: 'whole-number',
  boolean: 'yes-or-no',
};

const plainRuleSchema = z.enum(PLAIN_OPTION_RULES);

/** The rule that a schema found broken; 'unreadable' where the schema names none. */
export function brokenRule(issue: z.core.$ZodIssue | undefined): OptionRule {
  switch (issue?.code) {
    case 'invalid_type':
      return { kind: 'wrong-type', expected: EXPECTED[issue.expected] ?? 'other' };
    case 'invalid_value':
      return { kind: 'not-a-choice', choices: issue.values.map(String) };
    case 'too_small':
      return { kind: 'too-small', limit: issue.minimum, unit: issue.origin === 'string' ? 'characters' : 'none' };
    case 'too_big':
      return { kind: 'too-big', limit: issue.maximum, unit: issue.origin === 'string' ? 'characters' : 'none' };
    case 'unrecognized_keys':
      return { kind: 'option-unknown' };
    case 'custom':
    case 'invalid_format':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case undefined:
      return { kind: plainRuleSchema.safeParse(issue?.message).data ?? 'unreadable' };
  }
}

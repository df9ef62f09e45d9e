import type { z } from 'zod';

import { listed } from '../../format/names.ts';

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
};

/** What a value must be, in one sentence for the member; a schema's own sentences are kept as they are. */
export function describeRule(issue: Issue | undefined): string {
  if (issue === undefined) return 'It cannot be read.';
  switch (issue.code) {
    case 'invalid_type':
      return `It takes ${KINDS[issue.expected] ?? 'another kind of value'}.`;
    case 'invalid_value':
      return `It takes one of these: ${listed(issue.values.map(String))}.`;
    case 'too_small':
      return `It takes at least ${amount(issue.minimum, issue.origin)}.`;
    case 'too_big':
      return `It takes at most ${amount(issue.maximum, issue.origin)}.`;
    case 'unrecognized_keys':
      return 'There is no such option.';
    case 'custom':
    case 'invalid_format':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return issue.message;
  }
}

function amount(limit: number | bigint, origin: string): string {
  return origin === 'string' ? `${limit.toLocaleString('en-US')} characters` : String(limit);
}

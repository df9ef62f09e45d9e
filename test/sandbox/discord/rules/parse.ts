import type { z } from 'zod';

import { invalidForm } from '../rest/errors.ts';
import type { FormMistake } from '../rest/errors.ts';

type Issue = z.core.$ZodIssue;

/** Checks a request body; mistakes become Discord's 50035 with the place of each. */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at: readonly PropertyKey[] = [],
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidForm(result.error.issues.map((issue) => mistake(issue, at)));
}

function mistake(issue: Issue, at: readonly PropertyKey[]): FormMistake {
  const path = [...at, ...issue.path];
  const of = (code: string, message: string): FormMistake => ({ path, code, message });
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? of('NUMBER_TYPE_MAX', `Value should be less than or equal to ${issue.maximum}.`)
        : of('BASE_TYPE_BAD_LENGTH', `Must be ${issue.maximum} or fewer in length.`);
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? of('NUMBER_TYPE_MIN', `Value should be greater than or equal to ${issue.minimum}.`)
        : of('BASE_TYPE_BAD_LENGTH', `Must be ${issue.minimum} or more in length.`);
    case 'invalid_type':
      return issue.input === undefined && issue.message.endsWith('undefined')
        ? of('BASE_TYPE_REQUIRED', 'This field is required')
        : of('BASE_TYPE_CONVERT', `Could not interpret the value as ${issue.expected}.`);
    case 'invalid_union':
      return of('UNION_TYPE_CHOICES', `Value of field "${String(path.at(-1))}" is none of the allowed kinds.`);
    case 'invalid_value':
      return of('BASE_TYPE_CHOICES', `Value must be one of (${issue.values.map(String).join(', ')}).`);
    case 'custom': {
      const code: unknown = issue.params?.['code'];
      return of(typeof code === 'string' ? code : 'BASE_TYPE_INVALID', issue.message);
    }
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
      return of('BASE_TYPE_INVALID', issue.message);
  }
}

/** Adds a mistake with a short code of Discord's to a refinement. */
export function report(
  context: {
    addIssue(issue: { code: 'custom'; message: string; path: PropertyKey[]; params: { code: string } }): void;
  },
  path: PropertyKey[],
  code: string,
  message: string,
): void {
  context.addIssue({ code: 'custom', message, path, params: { code } });
}

import { z } from 'zod';

import { parseJson } from '../../kit/parse-json.ts';

/** JSON in a text column, parsed by a schema: what another version wrote is not believed unread. */
export function jsonColumn<Schema extends z.ZodType>(schema: Schema): z.ZodType<z.output<Schema>> {
  return z
    .string()
    .transform((text, context): unknown => {
      const value = parseJson(text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    })
    .pipe(schema);
}

import { z } from 'zod';

import type { PlainOptionRule } from '../../src/core/picture/option-rule.ts';
import { SNOWFLAKE } from '../../src/core/snowflake.ts';

/** The id of a member, role or channel as Discord's own suggestions give it; a forged command can hold anything. */
export const idSchema = z.string().regex(SNOWFLAKE, 'not-suggested-by-discord' satisfies PlainOptionRule);

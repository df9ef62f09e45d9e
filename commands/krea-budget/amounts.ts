import { z } from 'zod';

import { parseUsd } from '../../src/core/money/money.ts';
import type { PlainOptionRule } from '../../src/core/picture/option-rule.ts';

/** Dollars as people write them, as micro-dollars. */
export const amountSchema = z
  .string()
  .max(20)
  .transform((text, context) => {
    const amount = parseUsd(text);
    if (amount !== undefined) return amount;
    context.addIssue('amount-unreadable' satisfies PlainOptionRule);
    return z.NEVER;
  });

const UNITS = { h: 60 * 60_000, d: 24 * 60 * 60_000, w: 7 * 24 * 60 * 60_000 } as const;

/** How long something lasts ("12h", "3d", "2w"), in milliseconds; at most a year. */
export const lifeSchema = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,2}[hdw]$/, 'duration-unreadable' satisfies PlainOptionRule)
  .transform((text) => {
    const unit = text.endsWith('h') ? UNITS.h : text.endsWith('d') ? UNITS.d : UNITS.w;
    return Number(text.slice(0, -1)) * unit;
  })
  .refine((life) => life <= 366 * UNITS.d, 'duration-too-long' satisfies PlainOptionRule);

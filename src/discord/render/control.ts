import { z } from 'zod';

import { MAX_AMOUNT } from '../../core/money/money.ts';
import { MAX_COUNT, VARIANTS } from '../../core/picture/request.ts';
import { LIFTS } from '../../core/rules/approval.ts';
import { AMOUNT_LIFTS } from '../../core/rules/limits-in-the-way.ts';
import { snowflakeSchema } from '../../core/snowflake.ts';
import type { CardKind } from '../../ports/store/cards.ts';

/**
 * What a control does. `with` is the select "Reroll with…", `more` the button that answers privately with
 * that select, `with-public` the select in such an answer when the result itself is seen by everyone,
 * `remix-form` the submitted Remix form.
 */
export const PICTURE_VERBS = [
  'reroll',
  'vary',
  'remix',
  'with',
  'with-public',
  'more',
  'remix-form',
  'delete',
  'cancel',
] as const;

/**
 * What a control does that belongs to a request without being below its result: `ask` a moderator, act upon the
 * alert that the request caused, decide about it. The request is named; the server is the one that its record names.
 */
export const CARD_VERBS = [
  'ask',
  'alert-raise',
  'alert-pause',
  'alert-lower',
  'approve',
  'approve-raise',
  'deny',
  'deny-form',
] as const;

/** Controls that name the amount on which the press is decided: what is in force by then is compared with it. */
export const AMOUNT_VERBS: readonly string[] = [
  'alert-raise',
  'alert-lower',
  'approve-raise',
] satisfies (typeof CARD_VERBS)[number][];

/** What a control below `/krea-setup` puts right; the server stands in the place of the request. */
const SETUP_VERBS = [
  'setup-budget',
  'setup-resume',
  'setup-zone',
  'setup-forget',
  'setup-allow',
  'setup-disallow',
] as const;

/** Everything that a control can do. */
export const VERBS = [...PICTURE_VERBS, ...CARD_VERBS, ...SETUP_VERBS] as const;

/** Controls that charge at once when they are pressed: they name the price that is shown on them. */
const PRICED_VERBS: readonly string[] = ['reroll', 'vary'] satisfies (typeof PICTURE_VERBS)[number][];

/** Controls that may stand on a private message although their outcome is public. */
const PUBLIC_VERBS: readonly string[] = [
  'reroll',
  'vary',
  'remix',
  'remix-form',
] satisfies (typeof PICTURE_VERBS)[number][];

/** Controls that name what their card named: the limits in the way, and what was missing of those that are amounts. */
const TERMS_VERBS: readonly string[] = ['approve', 'approve-raise'] satisfies (typeof CARD_VERBS)[number][];

const money = z.int().min(0).max(MAX_AMOUNT);

const termsSchema = z
  .strictObject({
    lifts: z.array(z.enum(LIFTS)).readonly(),
    missing: z.strictObject({ 'server-cap': money.optional(), 'member-cap': money.optional() }).readonly(),
  })
  .refine(({ lifts, missing }) => AMOUNT_LIFTS.every((lift) => missing[lift] === undefined || lifts.includes(lift)), {
    path: ['missing'],
    error: 'only what is in the way can be missing',
  });

/** A control: what pressing it does, to what, and what it names of the moment it was shown. */
export const controlSchema = z
  .strictObject({
    verb: z.enum(VERBS),
    /** What it is about: a generation, the request that caused an alert or asks for approval, or a server. */
    subjectId: snowflakeSchema,
    /** The picture it acts on, counted from 1; null for the whole generation. */
    index: z.int().min(1).max(MAX_COUNT).nullable(),
    /** Micro-dollars; old cards name none. */
    amount: money.optional(),
    /** Micro-dollars for all that it makes; old messages name none. */
    price: money.optional(),
    /** Of a form: micro-dollars a picture of each model, in their order; 0 for one not offered. Old forms name none. */
    prices: z.array(money).length(VARIANTS.length).readonly().optional(),
    isPublic: z.literal(true).optional(),
    /** Old cards name none. */
    terms: termsSchema.optional(),
  })
  .refine(({ verb, index }) => index === null || PICTURE_VERBS.some((candidate) => candidate === verb), {
    path: ['index'],
    error: 'only pictures are counted',
  })
  .refine(({ verb, amount, terms }) => amount === undefined || (AMOUNT_VERBS.includes(verb) && terms === undefined), {
    path: ['amount'],
    error: 'nothing is decided by an amount here',
  })
  .refine(({ verb, price }) => price === undefined || PRICED_VERBS.includes(verb), {
    path: ['price'],
    error: 'it does not charge by itself',
  })
  .refine(({ verb, prices }) => prices === undefined || verb === 'remix-form', {
    path: ['prices'],
    error: 'it is no form',
  })
  .refine(({ verb, isPublic }) => isPublic === undefined || PUBLIC_VERBS.includes(verb), {
    path: ['isPublic'],
    error: 'it makes nothing to be seen',
  })
  .refine(({ verb, terms }) => terms === undefined || TERMS_VERBS.includes(verb), {
    path: ['terms'],
    error: 'it lifts nothing',
  });

export type Control = z.infer<typeof controlSchema>;

/** Whether pressing the control charges, without a form or a choice in between. */
export function chargesAtOnce({ verb }: Control): boolean {
  return PRICED_VERBS.includes(verb);
}

/** Which kind of card to moderators the control stands on; undefined for all other controls. */
export function cardOf({ verb }: Control): CardKind | undefined {
  if (verb.startsWith('alert-')) return 'alert';
  return verb === 'approve' || verb === 'approve-raise' || verb === 'deny' ? 'approval' : undefined;
}

/** Whether the control stands below a generation's result, and not on a card to moderators. */
export function isOnResult({ verb }: Control): boolean {
  return verb !== 'cancel' && PICTURE_VERBS.some((candidate) => candidate === verb);
}

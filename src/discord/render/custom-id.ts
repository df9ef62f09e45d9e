import { z } from 'zod';

import { MAX_AMOUNT } from '../../core/money/money.ts';
import { MAX_COUNT, VARIANTS } from '../../core/picture/request.ts';
import { LIFTS } from '../../core/rules/approval.ts';
import type { ApprovalTerms } from '../../core/rules/judge-approved.ts';
import { AMOUNT_LIFTS } from '../../core/rules/limits-in-the-way.ts';
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
const AMOUNT_VERBS: readonly string[] = [
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

const VERBS = [...PICTURE_VERBS, ...CARD_VERBS, ...SETUP_VERBS] as const;

/** Controls that charge at once when they are pressed: they name the price that is shown on them. */
const PRICED_VERBS: readonly string[] = ['reroll', 'vary'] satisfies (typeof PICTURE_VERBS)[number][];

/** Controls that may stand on a private message although what comes of them is for everyone who sees the result. */
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
    error: 'Only what is in the way can be missing.',
  });

const controlSchema = z
  .strictObject({
    verb: z.enum(VERBS),
    /** What it is about: a generation, the request that caused an alert or asks for approval, or a server. */
    subjectId: z.string().regex(/^\d{17,20}$/),
    /** The picture it acts on, counted from 1; null for the whole generation. */
    index: z.int().min(1).max(MAX_COUNT).nullable(),
    /** Micro-dollars; old cards name none. */
    amount: money.optional(),
    /** Micro-dollars for all that it makes; old messages name none. */
    price: money.optional(),
    /** Of a form: micro-dollars a picture of each model, in their order; 0 for one that it does not offer. Old forms name none. */
    prices: z.array(money).length(VARIANTS.length).readonly().optional(),
    isPublic: z.literal(true).optional(),
    /** Old cards name none. */
    terms: termsSchema.optional(),
  })
  .refine(({ verb, index }) => index === null || PICTURE_VERBS.some((candidate) => candidate === verb), {
    path: ['index'],
    error: 'Only pictures are counted.',
  })
  .refine(({ verb, amount, terms }) => amount === undefined || (AMOUNT_VERBS.includes(verb) && terms === undefined), {
    path: ['amount'],
    error: 'Nothing is decided by an amount here.',
  })
  .refine(({ verb, price }) => price === undefined || PRICED_VERBS.includes(verb), {
    path: ['price'],
    error: 'It does not charge by itself.',
  })
  .refine(({ verb, prices }) => prices === undefined || verb === 'remix-form', {
    path: ['prices'],
    error: 'It is no form.',
  })
  .refine(({ verb, isPublic }) => isPublic === undefined || PUBLIC_VERBS.includes(verb), {
    path: ['isPublic'],
    error: 'It makes nothing to be seen.',
  })
  .refine(({ verb, terms }) => terms === undefined || TERMS_VERBS.includes(verb), {
    path: ['terms'],
    error: 'It lifts nothing.',
  });

export type Control = z.infer<typeof controlSchema>;

const NUMBER = '(0|[1-9]\\d*)';
const NUMBERS = '(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*))*';
const FORM = new RegExp(
  `^v1:([a-z-]+):(\\d+)(?::${NUMBER})?(?::p${NUMBER})?(?::f(${NUMBERS}))?(:o)?(?::l${NUMBER}(?::s${NUMBER})?(?::m${NUMBER})?)?$`,
);

/**
 * The only place that knows the text form: `v1:<verb>:<subject id>[:<picture index or amount>]`, then what the
 * control names: `:p<price>`, `:f<price of each model>`, `:o` for "seen by everyone", `:l<limits as bits>[:s<missing of the server's>][:m<of the member's>]`.
 */
const controlCodec = z.codec(z.string().regex(FORM), controlSchema, {
  decode: (text) => {
    const [, verb = '', subjectId = '', number, price, prices, isPublic, bits, server, member] = FORM.exec(text) ?? [];
    const isAmount = AMOUNT_VERBS.includes(verb);
    return {
      // An unknown verb becomes a value that the schema refuses.
      verb: VERBS.find((candidate) => candidate === verb) ?? z.NEVER,
      subjectId,
      index: number === undefined || isAmount ? null : Number(number),
      ...(number !== undefined && isAmount && { amount: Number(number) }),
      ...(price !== undefined && { price: Number(price) }),
      ...(prices !== undefined && { prices: prices.split('.').map(Number) }),
      ...(isPublic !== undefined && { isPublic: true as const }),
      ...(bits !== undefined && { terms: decodeTerms(Number(bits), server, member) }),
    };
  },
  encode: ({ verb, subjectId, index, amount, price, prices, isPublic, terms }) => {
    const numbers = [
      index ?? amount,
      price === undefined ? undefined : `p${price}`,
      prices && `f${prices.join('.')}`,
      isPublic === true ? 'o' : undefined,
    ];
    return [
      `v1:${verb}:${subjectId}`,
      ...numbers.filter((part) => part !== undefined),
      ...(terms === undefined ? [] : encodeTerms(terms)),
    ].join(':');
  },
});

function encodeTerms({ lifts, missing }: ApprovalTerms): string[] {
  const bits = LIFTS.reduce((sum, lift, place) => sum + (lifts.includes(lift) ? 2 ** place : 0), 0);
  const [server, member] = [missing['server-cap'], missing['member-cap']];
  return [`l${bits}`, ...(server === undefined ? [] : [`s${server}`]), ...(member === undefined ? [] : [`m${member}`])];
}

function decodeTerms(bits: number, server: string | undefined, member: string | undefined): ApprovalTerms {
  if (bits >= 2 ** LIFTS.length) return z.NEVER;
  return {
    lifts: LIFTS.filter((_, place) => Math.floor(bits / 2 ** place) % 2 === 1),
    missing: {
      ...(server !== undefined && { 'server-cap': Number(server) }),
      ...(member !== undefined && { 'member-cap': Number(member) }),
    },
  };
}

/** Whether pressing the control charges, without a form or a choice in between. */
export function chargesAtOnce({ verb }: Control): boolean {
  return PRICED_VERBS.includes(verb);
}

/** Writes a control as a custom id. Throws on a generation id or an index that no control can have. */
export function encodeControl(control: Control): string {
  return controlCodec.encode(control);
}

/** Reads a custom id; undefined for everything that {@link encodeControl} would not have written. Never throws. */
export function parseControl(text: string): Control | undefined {
  const parsed = controlCodec.safeDecode(text);
  return parsed.success ? parsed.data : undefined;
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

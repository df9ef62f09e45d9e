import { z } from 'zod';

import type { CardKind } from '../app/ports/cards.ts';
import { MAX_AMOUNT } from '../core/money.ts';
import { MAX_COUNT } from '../core/request.ts';

/**
 * What a control does. `with` is the select "Reroll with…", `more` the button that answers privately with
 * that select, `with-public` the select in such an answer when the result itself is seen by everyone,
 * `remix-form` the submitted Remix form.
 */
export const PICTURE_VERBS = ['reroll', 'vary', 'remix', 'with', 'with-public', 'more', 'remix-form', 'delete', 'cancel'] as const;

/**
 * What a control does that belongs to a request without being below its result: `ask` a moderator, act upon the
 * alert that the request caused, decide about it. The request is named; the server is the one that its record names.
 */
export const CARD_VERBS = ['ask', 'alert-raise', 'alert-pause', 'alert-lower', 'approve', 'approve-raise', 'deny', 'deny-form'] as const;

/** Controls that name the amount on which the press is decided: what is in force by then is compared with it. */
const AMOUNT_VERBS: readonly string[] = ['alert-raise', 'alert-lower', 'approve-raise'] satisfies (typeof CARD_VERBS)[number][];

/** What a control below `/krea-setup` puts right; the server stands in the place of the request. */
const SETUP_VERBS = ['setup-budget', 'setup-resume', 'setup-zone', 'setup-allow', 'setup-disallow'] as const;

const VERBS = [...PICTURE_VERBS, ...CARD_VERBS, ...SETUP_VERBS] as const;

const controlSchema = z
  .strictObject({
    verb: z.enum(VERBS),
    generationId: z.string().regex(/^\d{17,20}$/),
    /** The picture it acts on, counted from 1; null for the whole generation. */
    index: z.int().min(1).max(MAX_COUNT).nullable(),
    /** Micro-dollars; old cards name none. */
    amount: z.int().min(0).max(MAX_AMOUNT).optional(),
  })
  .refine(({ verb, index }) => index === null || PICTURE_VERBS.some((candidate) => candidate === verb), {
    path: ['index'],
    error: 'Only pictures are counted.',
  })
  .refine(({ verb, amount }) => amount === undefined || AMOUNT_VERBS.includes(verb), { path: ['amount'], error: 'Nothing is decided by an amount here.' });

export type Control = z.infer<typeof controlSchema>;

/** The only place that knows the text form: `v1:<verb>:<generation id>[:<picture index or amount>]`. */
const controlCodec = z.codec(z.string().regex(/^v1:[a-z-]+:\d+(:(0|[1-9]\d*))?$/), controlSchema, {
  decode: (text) => {
    const [, verb = '', generationId = '', number] = text.split(':');
    const isAmount = AMOUNT_VERBS.includes(verb);
    // An unknown verb becomes a value that the schema refuses.
    const known = VERBS.find((candidate) => candidate === verb);
    return { verb: known ?? z.NEVER, generationId, index: number === undefined || isAmount ? null : Number(number), ...(number !== undefined && isAmount && { amount: Number(number) }) };
  },
  encode: ({ verb, generationId, index, amount }) => [`v1:${verb}:${generationId}`, ...(index === null ? [] : [index]), ...(amount === undefined ? [] : [amount])].join(':'),
});

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

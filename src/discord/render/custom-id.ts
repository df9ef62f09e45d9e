import { z } from 'zod';

import { LIFTS } from '../../core/rules/approval.ts';
import type { ApprovalTerms } from '../../core/rules/judge-approved.ts';
import { AMOUNT_VERBS, controlSchema, VERBS } from './control.ts';
import type { Control } from './control.ts';

const NUMBER = '(0|[1-9]\\d*)';
const NUMBERS = '(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*))*';
const TERMS = `:l${NUMBER}(?::s${NUMBER})?(?::m${NUMBER})?`;
const FORM = new RegExp(`^v1:([a-z-]+):(\\d+)(?::${NUMBER})?(?::p${NUMBER})?(?::f(${NUMBERS}))?(:o)?(?:${TERMS})?$`);

/**
 * The only place that knows the text form: `v1:<verb>:<subject id>[:<picture index or amount>]`, then what the
 * control names: `:p<price>`, `:f<price of each model>`, `:o` for "seen by everyone",
 * `:l<limits as bits>[:s<missing of the server's>][:m<of the member's>]`.
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

/** Writes a control as a custom id. Throws on a generation id or an index that no control can have. */
export function encodeControl(control: Control): string {
  return controlCodec.encode(control);
}

/** Reads a custom id; undefined for everything that {@link encodeControl} would not have written. Never throws. */
export function parseControl(text: string): Control | undefined {
  const parsed = controlCodec.safeDecode(text);
  return parsed.success ? parsed.data : undefined;
}

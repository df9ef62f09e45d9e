import { z } from 'zod';

import type { MicroUsd } from '../money/money.ts';
import { chargedFor, heldFor, isPaid, VERBS } from '../picture/generation.ts';
import type { Generation } from '../picture/generation.ts';
import type { Refusal } from '../picture/refusal.ts';
import { MAX_COUNT, pictureRequestSchema } from '../picture/request.ts';
import { snowflakeSchema } from '../snowflake.ts';

/** What can refuse a request that a moderator may allow all the same. */
export const LIFTS = ['server-cap', 'member-cap', 'price', 'count', 'models'] as const;
export type Lift = (typeof LIFTS)[number];

export const APPROVAL_STATES = ['asked', 'approved', 'denied', 'expired', 'failed'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** How long moderators can decide, and a refused request is kept for being asked. */
export const APPROVAL_LIFE_MS = 24 * 60 * 60_000;

/**
 * How long the unused images of a refused request are kept: longer than its requester has for asking and
 * the moderators for deciding after that, for what they approve must have its images.
 */
export const OFFERED_IMAGES_LIFE_MS = 3 * APPROVAL_LIFE_MS;

/**
 * Refused requests of one member whose images are kept in a server within a day: the disk that they fill is not paid
 * for.
 */
export const MOST_OFFERS_WITH_IMAGES = 5;

/** Refused requests of one member that are kept in a server for being asked: the newest ones. */
export const MOST_OFFERS = 5;

/** Requests of one member that may wait for moderators at the same time. */
export const MOST_ASKED = 3;

/** A refused request with everything that it takes to run it later, as it was asked. */
const currentRequestSchema = z.strictObject({
  /** The interaction by which it was asked: the id of what comes of it. */
  id: snowflakeSchema,
  guildId: snowflakeSchema,
  userId: snowflakeSchema,
  roleIds: z.array(z.string()).readonly(),
  channelId: snowflakeSchema,
  parentChannelId: snowflakeSchema.nullable(),
  isThread: z.boolean(),
  /** What the bot may do in the channel, as Discord writes it. */
  appPermissions: z.string().regex(/^\d+$/),
  applicationId: z.string(),
  attachmentLimit: z.int().positive(),
  order: z.strictObject({
    verb: z.enum(VERBS),
    parent: z.strictObject({ generationId: z.string(), index: z.int() }).nullable(),
    request: pictureRequestSchema,
    count: z.int().min(1).max(MAX_COUNT),
    isPrivate: z.boolean(),
    isSpoiler: z.boolean(),
  }),
  /** Micro-dollars for all of it. */
  price: z.int().min(0),
  /** Which limits stood in its way, or those that were lifted for it. */
  lifts: z.array(z.enum(LIFTS)).readonly(),
});

/** A kept request as stored: the first version named one limit alone. */
export const keptRequestSchema = z.preprocess((stored) => {
  const old = z.looseObject({ lift: z.string() }).safeParse(stored);
  if (!old.success) return stored;
  const { lift, ...request } = old.data;
  return { ...request, lifts: [lift] };
}, currentRequestSchema);

export type KeptRequest = z.infer<typeof currentRequestSchema>;

/** A decision about a request as the audit keeps it. */
export const approvalRecordSchema = z.object({
  state: z.enum(APPROVAL_STATES),
  /** Which limits it was about; old lines name one, elsewhere. */
  lifts: z.array(z.enum(LIFTS)).readonly().optional(),
  /** Micro-dollars. */
  price: z.int().min(0),
  userId: z.string(),
});

export type ApprovalRecord = z.infer<typeof approvalRecordSchema>;

/** How a requester was told that their request came to nothing; `nowhere`: no way to them was open. */
export const TOLD_WAYS = ['answer', 'direct', 'channel', 'nowhere'] as const;
export type Told = (typeof TOLD_WAYS)[number];

/** A request that waits for moderators, or what they decided. */
export interface Approval extends KeptRequest {
  state: ApprovalState;
  /** Epoch milliseconds. */
  askedAt: number;
  expiresAt: number;
  /** Null before the decision. */
  decision: { by: string; at: number; isRaise: boolean; reason: string | null } | null;
  /** Null until the requester was told; an approval is told by its pictures alone. */
  told: Told | null;
}

/** What has become of an approved request. */
export interface ApprovalResult {
  /** Pictures by how they ended; `open` ones have not. */
  made: number;
  failed: number;
  cancelled: number;
  open: number;
  /** Uncertain ones: their money stays reserved. */
  uncertain: number;
  charged: MicroUsd;
  held: MicroUsd;
}

/** Counts what has become of an approved request's pictures. */
export function resultOf(generation: Pick<Generation, 'price' | 'pictures'>): ApprovalResult {
  const { pictures } = generation;
  const count = (state: string): number => pictures.filter((picture) => picture.state === state).length;
  const [made, failed, cancelled, uncertain] = [
    pictures.filter(({ state }) => isPaid(state)).length,
    count('failed'),
    count('cancelled'),
    count('uncertain'),
  ];
  const open = pictures.length - made - failed - cancelled - uncertain;
  return { made, failed, cancelled, open, uncertain, charged: chargedFor(generation), held: heldFor(generation) };
}

/**
 * Whether nothing more will happen to the request that its card has to tell of; while it is asked, it tells of nothing
 * else either.
 */
export function isTold({ state }: Pick<Approval, 'state'>, result: ApprovalResult | null): boolean {
  return state !== 'approved' || (result !== null && result.open + result.uncertain === 0);
}

/**
 * Which limit a moderator would have to lift; undefined when no moderator can: the operator's ceiling, a pause,
 * the wrong channel, and what ends by waiting a little.
 */
export function liftFor(refusal: Refusal): Lift | undefined {
  if (refusal.kind === 'request-too-expensive') return 'price';
  if (refusal.kind === 'too-many-pictures') return 'count';
  if (refusal.kind === 'variant-not-allowed') return 'models';
  if (refusal.kind !== 'budget-exceeded') return undefined;
  if (refusal.scope === 'guild') return 'server-cap';
  return refusal.scope === 'member' ? 'member-cap' : undefined;
}

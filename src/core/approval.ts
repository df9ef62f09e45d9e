import { z } from 'zod';

import { VERBS } from './generation.ts';
import type { MicroUsd } from './money.ts';
import type { Refusal } from './refusal.ts';
import { MAX_COUNT, pictureRequestSchema } from './request.ts';

/** The limits that a moderator may lift for one request. */
export const LIFTS = ['server-cap', 'member-cap', 'price', 'count', 'models'] as const;
export type Lift = (typeof LIFTS)[number];

export const APPROVAL_STATES = ['asked', 'approved', 'denied', 'expired', 'failed'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** How long moderators can decide, and a refused request is kept for being asked. */
export const APPROVAL_LIFE_MS = 24 * 60 * 60_000;

/** Requests of one member that may wait for moderators at the same time. */
export const MOST_ASKED = 3;

const snowflake = z.string().regex(/^\d{17,20}$/);

/** A refused request with everything that it takes to run it later, as it was asked. */
export const keptRequestSchema = z.strictObject({
  /** The interaction by which it was asked: the id of what comes of it. */
  id: snowflake,
  guildId: snowflake,
  userId: snowflake,
  roleIds: z.array(z.string()).readonly(),
  channelId: snowflake,
  parentChannelId: snowflake.nullable(),
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
  /** Which limit refused it. */
  lift: z.enum(LIFTS),
});

export type KeptRequest = z.infer<typeof keptRequestSchema>;

/** A decision about a request as the audit keeps it. */
export const approvalRecordSchema = z.object({
  state: z.enum(APPROVAL_STATES),
  lift: z.enum(LIFTS),
  /** Micro-dollars. */
  price: z.int().min(0),
  userId: z.string(),
});

export type ApprovalRecord = z.infer<typeof approvalRecordSchema>;

/** A request that waits for moderators, or what they decided. */
export interface Approval extends KeptRequest {
  state: ApprovalState;
  /** Epoch milliseconds. */
  askedAt: number;
  expiresAt: number;
  /** Null until somebody decided. */
  decision: { by: string; at: number; isRaise: boolean; reason: string | null } | null;
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

/** Whether "approve and raise" means anything: a limit that is an amount for a period, and a period that ends. */
export function isRaisable({ lift }: Pick<KeptRequest, 'lift'>, endsAt: number | null): boolean {
  return endsAt !== null && (lift === 'server-cap' || lift === 'member-cap');
}

/** What is missing for the price to fit under the cap; 0 when it fits. */
export function missingFor(price: MicroUsd, used: MicroUsd, cap: MicroUsd): MicroUsd {
  return Math.max(0, used + price - cap);
}

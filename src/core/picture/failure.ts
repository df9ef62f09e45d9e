import { z } from 'zod';

/**
 * Why a picture did not come, or came without being usable. Stored with the picture, worded in one place
 * for the member and logged under its name for the operator.
 */
export const failureSchema = z.discriminatedUnion('reason', [
  /** 401: Krea refuses the operator's token. */
  z.strictObject({ reason: z.literal('token-refused') }),
  /** 403, or 402 for want of a plan: Krea knows the token, which lacks a permission or a plan. */
  z.strictObject({ reason: z.literal('not-permitted') }),
  /** 402: the operator's prepaid balance at Krea is used up. */
  z.strictObject({ reason: z.literal('balance-empty') }),
  /** 404: Krea does not know the route. */
  z.strictObject({ reason: z.literal('not-found') }),
  /** 410: Krea has retired the model. */
  z.strictObject({ reason: z.literal('model-retired') }),
  /** 400, 422: Krea refuses a setting. */
  z.strictObject({ reason: z.literal('invalid-request'), field: z.string().max(100).nullable() }),
  /** 429 for longer than we wait. */
  z.strictObject({ reason: z.literal('krea-busy') }),
  /** Krea could not be reached for longer than we wait, and provably took nothing. */
  z.strictObject({ reason: z.literal('krea-unreachable') }),
  /** A moderation filter refused the prompt or the picture. */
  z.strictObject({ reason: z.literal('moderated') }),
  /** Krea's job failed by itself. */
  z.strictObject({ reason: z.literal('job-failed') }),
  /** The job was still unfinished at our deadline and Krea confirmed that it is cancelled. */
  z.strictObject({ reason: z.literal('deadline') }),
  /** The submit's answer was lost, and Krea's job list shows that no job was made. */
  z.strictObject({ reason: z.literal('never-started') }),
  /** A style reference could not be handed to Krea. */
  z.strictObject({ reason: z.literal('reference-refused') }),
  /** The stored bytes of a style reference are gone. */
  z.strictObject({ reason: z.literal('reference-missing') }),
  /** It was uncertain, and a moderator decided that it is not charged. */
  z.strictObject({ reason: z.literal('written-off') }),
  /** Krea completed and billed the job without handing over a picture. */
  z.strictObject({ reason: z.literal('no-picture') }),
  /** It was finished and shown; its file was removed after the time for which the operator keeps pictures. */
  z.strictObject({ reason: z.literal('file-removed') }),
  /** Ended for a cause that only the log can explain. */
  z.strictObject({ reason: z.literal('internal') }),
]);

export type Failure = z.infer<typeof failureSchema>;

/** Every reason that there is. */
export const FAILURE_REASONS: readonly Failure['reason'][] = failureSchema.options.map(
  ({ shape }) => shape.reason.value,
);

import { z } from 'zod';

import type { Failure } from './failure.ts';
import type { Picture } from './generation.ts';

/** Who decides on the bot's own machine, in the place of a member's id: what persons pay for has no moderators. */
export const OPERATOR = 'operator';

/** What may be decided about an uncertain picture. */
export const VERDICTS = ['charged', 'not-charged'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A decision as the audit keeps it. */
export const decisionRecordSchema = z.object({ verdict: z.enum(VERDICTS), amount: z.int().min(0) });

/** How long a lost job is searched for automatically; an earlier decision would lack the facts. */
const SEARCH_MS = 2 * 60_000;

/**
 * From when on a picture can be decided, epoch milliseconds. An instant from the future, of a clock that was set back,
 * delays nothing.
 */
export function decidableAt({ submittingAt }: Pick<Picture, 'submittingAt'>, createdAt: number, now: number): number {
  const since = submittingAt ?? createdAt;
  return since > now ? now : since + SEARCH_MS;
}

/** The end that a verdict gives a picture; its effect on the money is that of the change of state. */
export function endByVerdict(verdict: Verdict): { to: 'finished' | 'failed'; failure: Failure } {
  if (verdict === 'charged') return { to: 'finished', failure: { reason: 'no-picture' } };
  return { to: 'failed', failure: { reason: 'written-off' } };
}

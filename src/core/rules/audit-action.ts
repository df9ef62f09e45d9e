import { z } from 'zod';

/**
 * Everything that the audit can say was done. The words are stored and shown, so that none is ever changed. A raise
 * from an alert, a raise for a request and a grant differ: a card finds its own line by its action and its target.
 */
export const AUDIT_ACTIONS = [
  'set',
  'everyone',
  'role',
  'member',
  'grant',
  'pause',
  'resume',
  'allow channel',
  'remove channel',
  'allow everywhere',
  'alerts',
  'moderators',
  'raise',
  'approve',
  'raise for request',
  'deny',
  'take back approval',
  'resolve',
  'forget deleted',
  'allow server',
  'disallow server',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** An action as it is read back: `other` is one that another version of the bot wrote. */
export type RecordedAction = AuditAction | 'other';

/** Reads a stored action. A line with an unknown one still has to show that something was done. */
export const recordedActionSchema: z.ZodType<RecordedAction> = z.enum([...AUDIT_ACTIONS, 'other']).catch('other');

/** How much a moderator may write about why something is decided. */
export const MAX_REASON_CHARACTERS = 200;

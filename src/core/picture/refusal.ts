import type { Account } from '../money/budget.ts';
import type { MicroUsd } from '../money/money.ts';
import type { OptionRule } from './option-rule.ts';
import type { Variant } from './request.ts';

/** What can be wrong with an attached image. */
export const ATTACHMENT_PROBLEMS = [
  'empty',
  'not-an-image',
  'gif',
  'svg',
  'damaged',
  'too-large',
  'too-many-pixels',
  'progressive',
  'unreachable',
] as const;
export type AttachmentProblem = (typeof ATTACHMENT_PROBLEMS)[number];

/** Discord permissions that delivering a result takes. */
export type NeededPermission = 'View Channel' | 'Send Messages' | 'Send Messages in Threads' | 'Attach Files';

/** What a press sets going, as far as a second one has to be told about the money. */
export type PressedAction = 'paint' | 'cancel' | 'delete' | 'other';

/**
 * Every expected "no". Refusals are returned, never thrown, and none of them has cost money;
 * their words stand in one place, where a missing case is a compile error.
 */
export type Refusal =
  /** The wallet cannot cover the price; `left` and `endsAt` say how much there is and until when. */
  | { kind: 'budget-exceeded'; scope: Account['scope']; price: MicroUsd; left: MicroUsd; endsAt: number | null }
  | { kind: 'direct-wallet-closed' }
  | { kind: 'unknown-price' }
  /** The bot's operator has not let this server spend. */
  | { kind: 'server-waits' }
  /** Discord does not tell the bot's owners or the server's owner just now. */
  | { kind: 'operator-unknown' }
  /** Only the bot's owners may do that. */
  | { kind: 'operator-only' }
  /** Moderators have paused all spending here. */
  | { kind: 'paused' }
  /** Where else pictures may be asked for; nowhere when all of these channels are deleted. */
  | { kind: 'wrong-channel'; channelIds: readonly string[] }
  | { kind: 'variant-not-allowed'; allowed: readonly Variant[] }
  | { kind: 'too-many-pictures'; most: number }
  | { kind: 'request-too-expensive'; price: MicroUsd; most: MicroUsd }
  | { kind: 'too-many-at-once'; underWay: number; most: number }
  | { kind: 'cooling-down'; until: number }
  /** As much of this person's images was stored within a day as may be. */
  | { kind: 'too-many-images' }
  | { kind: 'missing-permissions'; permissions: readonly NeededPermission[] }
  | { kind: 'attachment-limit-too-small' }
  | { kind: 'bad-attachment'; name: string; problem: AttachmentProblem }
  /** Images of this member's other requests, or of too many people, are still being looked at. */
  | { kind: 'too-many-files-at-once' }
  /** As many results are being shown again as may be at once. */
  | { kind: 'too-many-shown-at-once' }
  | { kind: 'invalid-option'; option: string; rule: OptionRule }
  | { kind: 'unknown-generation' }
  | { kind: 'foreign-generation' }
  | { kind: 'private-generation' }
  | { kind: 'hidden-channel' }
  /** It was made where age-restricted content may be seen, and here it may not. */
  | { kind: 'age-restricted' }
  | { kind: 'removed-generation' }
  | { kind: 'nothing-to-show' }
  | { kind: 'unknown-control' }
  /** A second press right after the first; `action` is what the first one set going. */
  | { kind: 'already-running'; action: PressedAction }
  | { kind: 'not-yours'; action: 'cancel' | 'delete' }
  | { kind: 'nothing-to-cancel' }
  | { kind: 'server-only' }
  | { kind: 'not-a-moderator' }
  /** Holders of the moderator role may not appoint moderators. */
  | { kind: 'manage-server-only' }
  /** Other changes of the rules came first, again and again. */
  | { kind: 'rules-changed-meanwhile' }
  /** The search for its job is not over. */
  | { kind: 'too-early-to-decide'; at: number }
  | { kind: 'already-decided' }
  /** What a button was to put right is right already. */
  | { kind: 'already-right' }
  | { kind: 'above-ceiling'; ceiling: MicroUsd }
  /** It costs something else by now than was shown; `shown` is null where that cannot be told any more. */
  | { kind: 'price-changed'; shown: MicroUsd | null; price: MicroUsd }
  /** Moderators have named no channel in which they could be asked, or it cannot be reached. */
  | { kind: 'no-alert-channel' }
  | { kind: 'already-asked' }
  | { kind: 'too-many-asked'; most: number }
  /** The refused request is too old to be asked for; nothing of it is kept any more. */
  | { kind: 'offer-ended' }
  | { kind: 'own-request' }
  | { kind: 'approval-ended'; state: 'approved' | 'denied' | 'expired' | 'failed'; by: string | null }
  /** The style references of a kept request have been erased. */
  | { kind: 'references-gone' }
  /** What an alert offers was done from it before, or is the case already. */
  | { kind: 'done-already'; what: 'raise' | 'pause' | 'lower'; by: string | null }
  /** The amounts on a card are no longer those on which the press was decided. */
  | { kind: 'card-outdated' }
  /** Krea has refused the operator's token for a while: nothing can be made. */
  | { kind: 'token-refused' }
  | { kind: 'shutting-down' };

/** A refusal as a value: `{ refused }` beside a use case's own outcome. */
export interface Refused {
  refused: Refusal;
  /** Moderators can be asked to allow it: the id under which the request is kept meanwhile. */
  askId?: string;
}

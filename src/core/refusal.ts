import type { MicroUsd } from './money.ts';

/** What is wrong with an image that somebody attached. */
export type AttachmentProblem =
  | 'empty'
  | 'not-an-image'
  | 'gif'
  | 'svg'
  | 'damaged'
  | 'too-large'
  | 'too-many-pixels'
  | 'unreachable';

/** Discord permissions that delivering a result takes. */
export type NeededPermission = 'View Channel' | 'Send Messages' | 'Send Messages in Threads' | 'Attach Files';

/**
 * Every expected "no". Refusals are returned, never thrown, and none of them has cost money;
 * their words stand in one place, where a missing case is a compile error.
 */
export type Refusal =
  /** The wallet cannot cover the price; `left` and `endsAt` say how much there is and until when. */
  | { kind: 'budget-exceeded'; scope: 'operator' | 'guild' | 'direct'; price: MicroUsd; left: MicroUsd; endsAt: number }
  | { kind: 'direct-wallet-closed' }
  | { kind: 'unknown-price' }
  | { kind: 'missing-permissions'; permissions: readonly NeededPermission[] }
  | { kind: 'attachment-limit-too-small' }
  | { kind: 'bad-attachment'; name: string; problem: AttachmentProblem }
  | { kind: 'invalid-option'; option: string; rule: string }
  | { kind: 'unknown-generation' }
  | { kind: 'foreign-generation' }
  | { kind: 'private-generation' }
  | { kind: 'hidden-channel' }
  | { kind: 'removed-generation' }
  | { kind: 'nothing-to-show' }
  | { kind: 'unknown-control' }
  | { kind: 'already-running' }
  | { kind: 'not-yours'; action: 'cancel' | 'delete' }
  | { kind: 'nothing-to-cancel' }
  | { kind: 'needs-manage-server' }
  | { kind: 'server-only' }
  | { kind: 'invalid-amount' }
  | { kind: 'above-ceiling'; ceiling: MicroUsd }
  | { kind: 'shutting-down' };

/** A refusal as a value: `{ refused }` beside a use case's own outcome. */
export interface Refused {
  refused: Refusal;
}

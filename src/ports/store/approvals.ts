import type { Approval, KeptRequest, Told } from '../../core/rules/approval.ts';
import type { Actor } from './rulebook.ts';

/**
 * Requests that wait for moderators. Every change of state is a compare-and-set, and leaves something new to show on
 * the card. A request is approved by {@link Journal.openApproved} alone: together with its opening.
 */
export interface Approvals {
  /** Records the request with its card to be posted; `known` when it was asked before, `too-many` when so many wait. */
  ask(
    request: KeptRequest,
    times: { askedAt: number; expiresAt: number },
    most: number,
  ): Promise<'asked' | 'known' | 'too-many'>;
  find(id: string): Promise<Approval | undefined>;
  /**
   * Denies what is still asked and writes the audit's line in the same transaction; false when it was decided already.
   */
  deny(id: string, denial: { actor: Actor; reason: string | null }, now: number): Promise<boolean>;
  /** Ends what is asked and cannot be carried out any more; false when it does not wait. */
  fail(id: string): Promise<boolean>;
  /** Ends everything that was asked and has expired. */
  expire(now: number): Promise<Approval[]>;
  /** Notes how the requester was told; the first note stays. */
  noteTold(id: string, told: Told): Promise<void>;
}

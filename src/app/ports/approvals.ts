import type { Approval, KeptRequest, Told } from '../../core/approval.ts';
import type { Actor } from './rulebook.ts';

/** What a moderator decided about a request. */
export interface ApprovalDecision {
  to: 'approved' | 'denied';
  actor: Actor;
  /** Whether the cap is raised for it too. */
  isRaise: boolean;
  reason: string | null;
}

/** Requests that wait for moderators. Every change of state is a compare-and-set, and leaves something new to show on the card. */
export interface Approvals {
  /** Records the request with its card to be posted; `known` when it was asked before, `too-many` when so many wait. */
  ask(request: KeptRequest, times: { askedAt: number; expiresAt: number }, most: number): Promise<'asked' | 'known' | 'too-many'>;
  find(id: string): Promise<Approval | undefined>;
  /** Decides what is still asked and writes the audit's line in the same transaction; false when somebody was faster. */
  decide(id: string, decision: ApprovalDecision, now: number): Promise<boolean>;
  /** Takes an approval back whose request could not be started, with a line in the audit; false when it is not approved. */
  reopen(id: string, actor: Actor, why: string, now: number): Promise<boolean>;
  /** Ends what is asked or approved without having been started. */
  fail(id: string): Promise<boolean>;
  /** Ends everything that was asked and has expired. */
  expire(now: number): Promise<Approval[]>;
  /** Notes how the requester was told; the first note stays. */
  noteTold(id: string, told: Told): Promise<void>;
  /** Approved, and a cut came before the request was started; only those that would have expired after the instant. */
  unstarted(expiringAfter: number): Promise<Approval[]>;
}

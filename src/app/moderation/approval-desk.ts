import type { MicroUsd } from '../../core/money/money.ts';
import type { Refusal, Refused } from '../../core/picture/refusal.ts';
import { APPROVAL_LIFE_MS, MOST_ASKED } from '../../core/rules/approval.ts';
import type { Approval } from '../../core/rules/approval.ts';
import type { ApprovalTerms } from '../../core/rules/judge-approved.ts';
import { mayManageBudget } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Approvals } from '../../ports/store/approvals.ts';
import type { CardBox } from '../../ports/store/card-box.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { CardFollower } from './card-follower.ts';
import type { CardOutbox } from './card-outbox.ts';
import type { OfferedRequests } from './offered-requests.ts';
import type { RunApproved } from './run-approved.ts';

/** What members ask of moderators, and what those decide. */
export interface ApprovalDesk {
  /** Asks the moderators to allow what was refused. */
  ask(visitor: Visitor, id: string): Promise<{ asked: true } | Refused>;
  /** Whether the visitor may decide about the request just now. */
  check(visitor: Visitor, id: string): Promise<{ approval: Approval } | Refused>;
  /**
   * Runs the request once, or raises by what is missing the limits that are amounts and runs it; `terms` are what the
   * pressed card named; old cards were about the limit that refused it, and named an amount at most. Its card shows
   * what becomes of it.
   */
  approve(
    visitor: Visitor,
    id: string,
    isRaise: boolean,
    terms?: ApprovalTerms | MicroUsd,
  ): Promise<{ approval: Approval } | Refused>;
  /** Says no; the requester is told. */
  deny(visitor: Visitor, id: string, reason: string | null): Promise<{ approval: Approval } | Refused>;
}

export interface ApprovalDeskDeps {
  approvals: Approvals;
  requests: Pick<OfferedRequests, 'find'>;
  rulebook: Pick<Rulebook, 'read'>;
  outbox: Pick<CardOutbox, 'post'>;
  cardBox: Pick<CardBox, 'fallBehind'>;
  follower: Pick<CardFollower, 'follow'>;
  runApproved: RunApproved;
  clock: Pick<Clock, 'now'>;
}

/**
 * Builds "Ask a moderator" and the buttons on its card. The compare-and-set lets one decision win; later ones are told
 * of it.
 */
export function createApprovalDesk(deps: ApprovalDeskDeps): ApprovalDesk {
  const { approvals, requests, rulebook, outbox, cardBox, follower, runApproved, clock } = deps;

  async function judge(visitor: Visitor, id: string): Promise<{ approval: Approval } | Refused> {
    const approval = await approvals.find(id);
    if (approval === undefined || visitor.wallet.scope !== 'guild' || approval.guildId !== visitor.wallet.id) {
      return { refused: { kind: 'unknown-control' } };
    }
    const { rules } = await rulebook.read(approval.guildId);
    if (!mayManageBudget(visitor, rules)) return { refused: { kind: 'not-a-moderator' } };
    if (approval.userId === visitor.userId) return { refused: { kind: 'own-request' } };
    const ended = endOf(approval, clock.now());
    return ended === undefined ? { approval } : { refused: ended };
  }

  /** It was decided already: how. */
  async function decidedMeanwhile(id: string): Promise<Refused> {
    const approval = await approvals.find(id);
    return { refused: (approval && endOf(approval, clock.now())) ?? { kind: 'rules-changed-meanwhile' } };
  }

  async function decided(id: string): Promise<{ approval: Approval }> {
    const approval = await approvals.find(id);
    if (approval === undefined) throw new Error('An approval is never removed.');
    follower.follow({ kind: 'approval', id });
    return { approval };
  }

  return {
    async ask(visitor, id) {
      const kept = await requests.find(id);
      if (kept === undefined) return { refused: { kind: 'offer-ended' } };
      const { guildId, userId } = kept;
      if (userId !== visitor.userId || visitor.wallet.scope !== 'guild' || guildId !== visitor.wallet.id) {
        return { refused: { kind: 'unknown-control' } };
      }
      if ((await rulebook.read(guildId)).rules.alerts === null) return { refused: { kind: 'no-alert-channel' } };
      const now = clock.now();
      const outcome = await approvals.ask(kept, { askedAt: now, expiresAt: now + APPROVAL_LIFE_MS }, MOST_ASKED);
      if (outcome === 'known') return { refused: { kind: 'already-asked' } };
      if (outcome === 'too-many') return { refused: { kind: 'too-many-asked', most: MOST_ASKED } };
      if ((await outbox.post({ kind: 'approval', id })) !== 'failed') return { asked: true };
      await approvals.fail(id);
      // The requester reads it in this answer: no message of its own.
      await approvals.noteTold(id, 'answer');
      return { refused: { kind: 'no-alert-channel' } };
    },

    check: judge,

    async approve(visitor, id, isRaise, terms) {
      const judged = await judge(visitor, id);
      if ('refused' in judged) return judged;
      const actor = { userId: visitor.userId, interactionId: visitor.interactionId };
      const named = typeof terms === 'object' ? terms : termsOfOld(judged.approval, terms);
      const outcome = await runApproved(judged.approval, { actor, isRaise, terms: named });
      if (outcome === 'ended') return decidedMeanwhile(id);
      if ('started' in outcome) return decided(id);
      // What can never run ends; what a moderator can still put right waits on, and its card shows how things stand.
      if (outcome.refused.kind === 'references-gone') await approvals.fail(id);
      else await cardBox.fallBehind({ kind: 'approval', id });
      follower.follow({ kind: 'approval', id });
      return outcome;
    },

    async deny(visitor, id, reason) {
      const judged = await judge(visitor, id);
      if ('refused' in judged) return judged;
      const actor = { userId: visitor.userId, interactionId: visitor.interactionId };
      if (!(await approvals.deny(id, { actor, reason }, clock.now()))) return decidedMeanwhile(id);
      return decided(id);
    },
  };
}

function termsOfOld({ lifts }: Approval, amount: MicroUsd | undefined): ApprovalTerms {
  return {
    lifts: lifts.slice(0, 1),
    missing: amount === undefined ? {} : { 'server-cap': amount, 'member-cap': amount },
  };
}

function endOf({ state, expiresAt, decision }: Approval, now: number): Refusal | undefined {
  if (state !== 'asked') return { kind: 'approval-ended', state, by: decision?.by ?? null };
  return now < expiresAt ? undefined : { kind: 'approval-ended', state: 'expired', by: null };
}

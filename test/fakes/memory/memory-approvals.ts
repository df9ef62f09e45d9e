import type { Approval } from '../../../src/core/rules/approval.ts';
import type { Approvals } from '../../../src/ports/store/approvals.ts';
import type { Actor } from '../../../src/ports/store/rulebook.ts';
import { addCard, fallBehind } from './memory-cards.ts';
import type { Memory } from './memory.ts';

/** Requests that wait for moderators, in memory. */
export function createMemoryApprovals(memory: Memory): Approvals {
  return {
    async ask(request, { askedAt, expiresAt }, most) {
      if (memory.approvals.has(request.id)) return 'known';
      const waiting = [...memory.approvals.values()].filter(
        (one) =>
          isAsked(one) && one.guildId === request.guildId && one.userId === request.userId && one.expiresAt > askedAt,
      );
      if (waiting.length >= most) return 'too-many';
      memory.approvals.set(
        request.id,
        structuredClone({ ...request, state: 'asked', askedAt, expiresAt, decision: null, told: null }),
      );
      addCard(memory, { kind: 'approval', id: request.id }, request.guildId, askedAt, null);
      return 'asked';
    },
    async find(id) {
      return structuredClone(memory.approvals.get(id));
    },
    async deny(id, { actor, reason }, now) {
      const approval = decidable(memory, id, now);
      if (approval === undefined) return false;
      noteDecision(memory, approval, { to: 'denied', actor, isRaise: false, reason }, now);
      return true;
    },
    async fail(id) {
      const approval = memory.approvals.get(id);
      if (approval === undefined || !isAsked(approval)) return false;
      approval.state = 'failed';
      fallBehind(memory, { kind: 'approval', id });
      return true;
    },
    async expire(now) {
      const due = [...memory.approvals.values()].filter((one) => isAsked(one) && one.expiresAt <= now);
      for (const approval of due) {
        approval.state = 'expired';
        fallBehind(memory, { kind: 'approval', id: approval.id });
      }
      return structuredClone(due);
    },
    async noteTold(id, told) {
      const approval = memory.approvals.get(id);
      if (approval !== undefined) approval.told ??= told;
    },
  };
}

function isAsked({ state }: Approval): boolean {
  return state === 'asked';
}

/** The request, if it can still be decided. */
export function decidable(memory: Memory, id: string, now: number): Approval | undefined {
  const approval = memory.approvals.get(id);
  return approval !== undefined && isAsked(approval) && now < approval.expiresAt ? approval : undefined;
}

/** Notes a decision, with its line in the audit. */
export function noteDecision(
  memory: Memory,
  approval: Approval,
  { to, actor, isRaise, reason }: { to: 'approved' | 'denied'; actor: Actor; isRaise: boolean; reason: string | null },
  now: number,
): void {
  const { id, guildId, lifts, price, userId } = approval;
  Object.assign(approval, { state: to, decision: { by: actor.userId, at: now, isRaise, reason } });
  fallBehind(memory, { kind: 'approval', id });
  const line = { guildId, interactionId: actor.interactionId, at: now, actorId: actor.userId, targetId: id, reason };
  memory.audit.push({
    ...line,
    action: to === 'approved' ? 'approve' : 'deny',
    before: { state: 'asked' },
    after: { state: to, lifts, price, userId },
  });
}

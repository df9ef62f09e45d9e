import type { Approvals } from '../../src/app/ports/approvals.ts';
import type { Actor } from '../../src/app/ports/rulebook.ts';
import type { Approval } from '../../src/core/approval.ts';
import { addCard, fallBehind } from './memory-cards.ts';
import type { Memory } from './memory.ts';

/** Requests that wait for moderators, in memory. */
export function createMemoryApprovals(memory: Memory): Approvals {
  function note(approval: Approval, actor: Actor, action: string, before: Approval['state'], reason: string | null, at: number): void {
    const { id, guildId, state, lift, price, userId } = approval;
    const line = { guildId, interactionId: actor.interactionId, at, actorId: actor.userId, action, targetId: id };
    fallBehind(memory, { kind: 'approval', id });
    memory.audit.push({ ...line, before: { state: before }, after: { state, lift, price, userId }, reason });
  }

  return {
    async ask(request, { askedAt, expiresAt }, most) {
      if (memory.approvals.has(request.id)) return 'known';
      const waiting = [...memory.approvals.values()].filter(
        (one) => isAsked(one) && one.guildId === request.guildId && one.userId === request.userId && one.expiresAt > askedAt,
      );
      if (waiting.length >= most) return 'too-many';
      memory.approvals.set(request.id, structuredClone({ ...request, state: 'asked', askedAt, expiresAt, decision: null, told: null }));
      addCard(memory, { kind: 'approval', id: request.id }, request.guildId, askedAt, null);
      return 'asked';
    },
    async find(id) {
      return structuredClone(memory.approvals.get(id));
    },
    async decide(id, { to, actor, isRaise, reason }, now) {
      const approval = memory.approvals.get(id);
      if (approval === undefined || !isAsked(approval) || approval.expiresAt <= now) return false;
      Object.assign(approval, { state: to, decision: { by: actor.userId, at: now, isRaise, reason } });
      note(approval, actor, to === 'approved' ? 'approve' : 'deny', 'asked', reason, now);
      return true;
    },
    async reopen(id, actor, why, now) {
      const approval = memory.approvals.get(id);
      if (approval?.state !== 'approved') return false;
      Object.assign(approval, { state: 'asked', decision: null });
      note(approval, actor, 'take back approval', 'approved', why, now);
      return true;
    },
    async fail(id) {
      const approval = memory.approvals.get(id);
      if (approval === undefined || (approval.state !== 'asked' && approval.state !== 'approved')) return false;
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
    async unstarted(expiringAfter) {
      const cutOff = ({ id, state, expiresAt }: Approval): boolean => state === 'approved' && expiresAt > expiringAfter && !memory.generations.has(id);
      return structuredClone([...memory.approvals.values()].filter(cutOff));
    },
  };
}

function isAsked({ state }: Approval): boolean {
  return state === 'asked';
}

import type { Visitor } from '../../src/core/rules/visitor.ts';

/**
 * Somebody in a server's channel who may do what everybody may; the bot may do everything there. Their `number` makes
 * the interaction's id.
 */
export function visitorSample(
  number: number,
  changes: Pick<Visitor, 'userId' | 'place' | 'wallet' | 'arrivedAt'> & Partial<Visitor>,
): Visitor {
  return {
    interactionId: `20000000000000${String(number).padStart(4, '0')}`,
    reply: { applicationId: 'app-1', token: 'token', messageId: 'message-1' },
    roleIds: [],
    memberPermissions: 0n,
    appPermissions: ~0n,
    isThread: false,
    parentChannelId: null,
    attachmentLimit: 10 * 1024 * 1024,
    ...changes,
  };
}

import type { Approval } from '../../../core/rules/approval.ts';
import { quotePrompt, quoteShort } from '../../format/safe-text.ts';

/** What became of a request, for the requester alone. */
export function describeOutcome(approval: Approval): string {
  const reason = approval.decision?.reason;
  const why = reason ? `\nThey wrote: ${quoteShort(reason, 300)}` : '';
  return `${endWords(approval, 'your request')}${why}\n${quotePrompt(approval.order.request.prompt, 600)}`;
}

/**
 * The same in the channel it came from, when direct messages are closed: without the prompt and the reason, which are
 * not for everyone.
 */
export function describeOutcomeInPublic(approval: Approval): string {
  const reason = approval.decision?.reason
    ? ' They gave a reason; I can’t send it to you, because your direct messages are closed.'
    : '';
  const request = `your request of <t:${Math.floor(approval.askedAt / 1000)}:f>`;
  return `<@${approval.userId}> ${endWords(approval, request)}${reason}`;
}

function endWords({ state }: Approval, request: string): string {
  switch (state) {
    case 'denied':
      return `A moderator denied ${request}. Not charged.`;
    case 'expired':
      return `No moderator decided on ${request} within a day. Not charged. You can ask again.`;
    case 'failed':
      return `I couldn’t start ${request}. Not charged. You can send it again.`;
    case 'asked':
      return `The moderators have been asked about ${request}. Nothing is charged unless they approve it.`;
    case 'approved':
      return `A moderator approved ${request}. It is being made.`;
  }
}

import type { Card } from '../../app/ports/cards.ts';
import type { Approval, Lift } from '../../core/approval.ts';
import { formatUsd } from '../../core/money.ts';
import { counted, fromNow, VARIANT_NAMES } from './names.ts';
import { quotePrompt, quoteShort } from './safe-text.ts';

type ApprovalCard = Extract<Card, { kind: 'approval' }>;

const LIFT_NAMES: Record<Lift, string> = {
  'server-cap': 'this server’s budget',
  'member-cap': 'their own limit',
  price: 'the most that one request may cost',
  count: 'the most pictures in one request',
  models: 'the models that they may use',
};

const PROMPT_ROOM = 1500;

/** Who asks for what, what it costs, and which limit stands against it. */
export function describeApproval({ approval, left }: ApprovalCard): string {
  const { userId, channelId, order, price, lift } = approval;
  const { request, count, isPrivate } = order;
  const references = request.references.length === 0 ? '' : ` · ${counted(request.references.length, 'reference')}`;
  const room = left === null ? '' : ` (${formatUsd(left.amount)} of ${formatUsd(left.cap)} left)`;
  return [
    `<@${userId}> asks for ${counted(count, 'picture')} in <#${channelId}>${isPrivate ? ', seen by them alone' : ''}:`,
    quotePrompt(request.prompt, PROMPT_ROOM),
    `${VARIANT_NAMES[request.variant]} · ${request.aspectRatio}${references} · **${formatUsd(price)}**`,
    `Refused by ${LIFT_NAMES[lift]}${room}.`,
  ].join('\n');
}

/** Where the request stands. */
export function describeState({ state, decision, expiresAt }: Approval): string {
  const who = decision === null ? 'a moderator' : `<@${decision.by}>`;
  const why = decision?.reason ? `: ${quoteShort(decision.reason, 300)}` : '.';
  switch (state) {
    case 'asked':
      return `Ends by itself ${fromNow(expiresAt)}.`;
    case 'approved':
      return `**Approved** by ${who}${decision?.isRaise === true ? ', and the limit raised by what was missing until it starts again' : ', for this once'}. It is being made.`;
    case 'denied':
      return `**Denied** by ${who}${why}`;
    case 'expired':
      return '**Expired:** nobody decided within a day.';
    case 'failed':
      return '**Failed:** it could not be started any more. Nothing was charged.';
  }
}

/** What became of a request, for the one who asked. */
export function describeOutcome(approval: Approval): string {
  const prompt = quotePrompt(approval.order.request.prompt, 600);
  const { state, decision } = approval;
  const why = decision?.reason ? ` They wrote: ${quoteShort(decision.reason, 300)}` : '';
  switch (state) {
    case 'denied':
      return `A moderator denied this request of yours. Not charged.${why}\n${prompt}`;
    case 'expired':
      return `No moderator decided about this request of yours within a day. Not charged. You can ask again.\n${prompt}`;
    case 'failed':
      return `This request of yours could not be carried out. Not charged. You can make it again.\n${prompt}`;
    case 'asked':
      return `The moderators have been asked about this request of yours.\n${prompt}`;
    case 'approved':
      return `A moderator approved this request of yours. It is being made.\n${prompt}`;
  }
}

import type { Card } from '../../app/ports/cards.ts';
import type { ApprovalResult, Lift } from '../../core/approval.ts';
import { formatUsd } from '../../core/money.ts';
import { counted, fromNow, listed, VARIANT_NAMES } from './names.ts';
import { quotePrompt, quoteShort } from './safe-text.ts';

type ApprovalCard = Extract<Card, { kind: 'approval' }>;

/** What stood against the request. */
const LIFT_WORDS: Record<Lift, string> = {
  'server-cap': 'over this server’s budget',
  'member-cap': 'over their own limit',
  price: 'over what one request may cost them',
  count: 'more pictures than they may ask for at once',
  models: 'a model that they may not use',
};

const PROMPT_ROOM = 1500;

/** Who asks for what, what it costs, and which limit stands against it. */
export function describeApproval({ approval, left }: ApprovalCard): string {
  const { userId, channelId, order, price, lift, state } = approval;
  const { request, count, isPrivate } = order;
  const references = request.references.length === 0 ? '' : ` · ${counted(request.references.length, 'reference')}`;
  // Later figures are no longer those that refused it.
  const room = left === null || state !== 'asked' ? '' : `: ${formatUsd(left.amount)} of ${formatUsd(left.cap)} left`;
  return [
    `<@${userId}> asks for ${counted(count, 'picture')} in <#${channelId}>${isPrivate ? ', seen by them alone' : ''}:`,
    quotePrompt(request.prompt, PROMPT_ROOM),
    `${VARIANT_NAMES[request.variant]} · ${request.aspectRatio}${references} · **${formatUsd(price)}**`,
    `${state === 'asked' ? 'This is' : 'It was'} ${LIFT_WORDS[lift]}${room}.`,
  ].join('\n');
}

/** Where the request stands, to the end. */
export function describeState({ approval, left, result }: ApprovalCard): string {
  const { state, decision, expiresAt, userId, channelId, told } = approval;
  const who = decision === null ? 'a moderator' : `<@${decision.by}>`;
  const why = decision?.reason ? `: ${quoteShort(decision.reason, 300)}` : '.';
  const untold = told === 'nowhere' ? `\nI could not tell <@${userId}>: their direct messages are closed, and I may not write in <#${channelId}>.` : '';
  switch (state) {
    case 'asked':
      return `**Waiting for a decision.** Ends by itself ${fromNow(expiresAt)}, at no cost.${describeChoice(approval.lift, left)}`;
    case 'approved':
      return `**Approved** by ${who}${decision?.isRaise === true ? ', and the limit raised by what was missing' : ', for this once'}.\n${describeResult(result)}`;
    case 'denied':
      return `**Denied** by ${who}${why} Nothing was charged.${untold}`;
    case 'expired':
      return `**Expired:** nobody decided within a day. Nothing was charged.${untold}`;
    case 'failed':
      return `**Failed:** it could not be started any more. Nothing was charged.${untold}`;
  }
}

/** What the two ways to approve come to, where there are two. */
function describeChoice(lift: Lift, left: ApprovalCard['left']): string {
  if (left === null) return '';
  if (left.endsAt === null) return '\n-# This budget never starts again by itself: **Approve and raise** raises the limit for good.';
  return lift === 'server-cap'
    ? '\n-# **Approve once** adds what is missing until the budget starts again, **Approve and raise** adds it for good.'
    : '\n-# **Approve once** lifts the limit for this request, **Approve and raise** raises it until it starts again.';
}

/** What has become of an approved request's pictures, and what they cost. */
function describeResult(result: ApprovalResult | null): string {
  if (result === null) return 'It is being started.';
  const { made, failed, cancelled, open, uncertain, charged, held } = result;
  const all = made + failed + cancelled + open + uncertain;
  if (open > 0) return `It is being made: ${formatUsd(held)} is reserved, and charged only for what gets finished.`;
  const paid = made === 0 ? '' : `**${made === all ? counted(made, 'picture') : `${made} of ${counted(all, 'picture')}`} made, ${formatUsd(charged)} charged.**`;
  const unpaid = [failed > 0 ? `${failed === all ? 'It' : failed} failed` : '', cancelled > 0 ? `${cancelled === all ? 'It' : cancelled} ${cancelled === 1 || cancelled === all ? 'was' : 'were'} cancelled` : ''].filter((words) => words !== '');
  const rest = unpaid.length === 0 ? '' : made === 0 && uncertain === 0 ? `**${listed(unpaid)}. Nothing was charged.**` : `${listed(unpaid)}, not charged.`;
  const unknown = uncertain === 0 ? '' : `Nobody can tell yet whether Krea made ${uncertain === all ? (all === 1 ? 'it' : 'them') : `${uncertain} of them`}: ${formatUsd(held)} stays reserved. \`/krea-budget resolve\` decides it.`;
  return [paid, rest, unknown].filter((words) => words !== '').join(' ');
}

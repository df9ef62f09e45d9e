import { formatUsd } from '../../../core/money/money.ts';
import type { ApprovalResult, Lift } from '../../../core/rules/approval.ts';
import type { AmountLift, LimitInTheWay } from '../../../core/rules/limits-in-the-way.ts';
import type { Card } from '../../../ports/store/cards.ts';
import { fromNow } from '../../format/figures.ts';
import { quotePrompt, quoteShort } from '../../format/safe-text.ts';
import { counted, listed, VARIANT_NAMES } from '../names.ts';

type ApprovalCard = Extract<Card, { kind: 'approval' }>;

/** What stood against the request. */
const LIFT_WORDS: Record<Lift, string> = {
  'server-cap': 'over this server’s budget',
  'member-cap': 'over their own limit',
  price: 'over what one request may cost them',
  count: 'more pictures than they may ask for at once',
  models: 'a model that they may not use',
};

const AMOUNT_WORDS: Record<AmountLift, string> = { 'server-cap': 'the budget', 'member-cap': 'their own limit' };

const PROMPT_ROOM = 1500;

/** Who asks for what, what it costs, and every limit that stands against it. */
export function describeApproval({ approval, limits }: ApprovalCard): string {
  const { userId, channelId, order, price, lifts, state } = approval;
  const { request, count, isPrivate } = order;
  const references = request.references.length === 0 ? '' : ` · ${counted(request.references.length, 'reference')}`;
  return [
    `<@${userId}> asks for ${counted(count, 'picture')} in <#${channelId}>${isPrivate ? ', seen by them alone' : ''}:`,
    quotePrompt(request.prompt, PROMPT_ROOM),
    `${VARIANT_NAMES[request.variant]} · ${request.aspectRatio}${references} · **${formatUsd(price)}**`,
    // Later figures are no longer those that refused it.
    state === 'asked' ? describeLimits(limits) : describeLifted(lifts),
  ].join('\n');
}

function describeLimits(limits: readonly LimitInTheWay[]): string {
  const words = limits.map(
    ({ lift, amount }) =>
      `${LIFT_WORDS[lift]}${amount === null ? '' : `: ${formatUsd(amount.left)} of ${formatUsd(amount.cap)} left`}`,
  );
  if (words.length === 0) return 'No limit stands in its way any more.';
  return words.length === 1
    ? `This is ${words.join('')}.`
    : `**${words.length} limits** are in its way. This is\n${words.map((line) => `- ${line}`).join('\n')}`;
}

function describeLifted(lifts: readonly Lift[]): string {
  return lifts.length === 0
    ? 'No limit stood in its way any more.'
    : `It was ${listed(lifts.map((lift) => LIFT_WORDS[lift]))}.`;
}

/** Where the request stands, to the end. */
export function describeState({ approval, limits, endsAt, result }: ApprovalCard): string {
  const { state, decision, expiresAt, userId, channelId, told } = approval;
  const who = decision === null ? 'a moderator' : `<@${decision.by}>`;
  const why = decision?.reason ? `: ${quoteShort(decision.reason, 300)}` : '.';
  const untold =
    told === 'nowhere'
      ? `\nI could not tell <@${userId}>: their direct messages are closed, and I may not write in <#${channelId}>.`
      : '';
  switch (state) {
    case 'asked':
      return (
        `**Waiting for a decision.** Ends by itself ${fromNow(expiresAt)}, at no ` +
        `cost.${describeChoice(limits, endsAt)}`
      );
    case 'approved':
      return (
        `**Approved** by ${who}${decision?.isRaise === true ? ', with what was missing added' : ', for this once'}.` +
        `\n${describeResult(result)}`
      );
    case 'denied':
      return `**Denied** by ${who}${why} Nothing was charged.${untold}`;
    case 'expired':
      return `**Expired:** nobody decided within a day. Nothing was charged.${untold}`;
    case 'failed':
      return `**Failed:** it could not be started any more. Nothing was charged.${untold}`;
  }
}

/** What the two ways to approve come to, where there are two. */
function describeChoice(limits: readonly LimitInTheWay[], endsAt: number | null): string {
  const missing = limits.flatMap(({ lift, amount }) => (amount === null ? [] : [{ lift, missing: amount.missing }]));
  if (missing.length === 0) return '';
  const isServer = missing.some(({ lift }) => lift === 'server-cap');
  const each = missing.map((one) => `${formatUsd(one.missing)} of ${AMOUNT_WORDS[one.lift]}`);
  const amounts = missing.length === 1 ? '' : `\n-# Missing: ${listed(each)}.`;
  if (isServer && endsAt === null)
    return `${amounts}\n-# This budget never starts again by itself: **Approve and raise** raises the limit for good.`;
  if (missing.length > 1)
    return (
      `${amounts}\n-# **Approve once** adds to the budget until it starts again and lifts the other limits ` +
      'for this request, **Approve and raise** adds to the budget for good and to their own limit until it ' +
      'starts again.'
    );
  if (isServer)
    return (
      '\n-# **Approve once** adds what is missing until the budget starts again, **Approve and raise** ' +
      'adds it for good.'
    );
  return (
    '\n-# **Approve once** lifts the limit for this request, **Approve and raise** raises ' +
    `it ${endsAt === null ? 'for good' : 'until it starts again'}.`
  );
}

/** What has become of an approved request's pictures, and what they cost. */
function describeResult(result: ApprovalResult | null): string {
  if (result === null) return 'It is being started.';
  const { made, failed, cancelled, open, uncertain, charged, held } = result;
  const all = made + failed + cancelled + open + uncertain;
  if (open > 0) return `It is being made: ${formatUsd(held)} is reserved, and charged only for what gets finished.`;
  const paid =
    made === 0
      ? ''
      : `**${made === all ? counted(made, 'picture') : `${made} of ${counted(all, 'picture')}`} ` +
        `made, ${formatUsd(charged)} charged.**`;
  const unpaid = [
    failed > 0 ? `${failed === all ? 'It' : failed} failed` : '',
    cancelled > 0
      ? `${cancelled === all ? 'It' : cancelled} ${cancelled === 1 || cancelled === all ? 'was' : 'were'} cancelled`
      : '',
  ].filter((words) => words !== '');
  const rest =
    unpaid.length === 0
      ? ''
      : made === 0 && uncertain === 0
        ? `**${listed(unpaid)}. Nothing was charged.**`
        : `${listed(unpaid)}, not charged.`;
  const which = uncertain < all ? `${uncertain} of them` : all === 1 ? 'it' : 'them';
  const unknown =
    uncertain === 0
      ? ''
      : `Nobody can tell yet whether Krea made ${which}: ${formatUsd(held)} stays reserved. ` +
        '`/krea-budget resolve` decides it.';
  return [paid, rest, unknown].filter((words) => words !== '').join(' ');
}

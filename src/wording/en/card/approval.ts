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
  price: 'over their price limit per request',
  count: 'more pictures than they can request at once',
  models: 'a model they can’t use',
};

const AMOUNT_WORDS: Record<AmountLift, string> = { 'server-cap': 'the budget', 'member-cap': 'their own limit' };

const PROMPT_ROOM = 1500;

/** Who asks for what, what it costs, and every limit that stands against it. */
export function describeApproval({ approval, limits }: ApprovalCard): string {
  const { userId, channelId, order, price, lifts, state } = approval;
  const { request, count, isPrivate } = order;
  const references = request.references.length === 0 ? '' : ` · ${counted(request.references.length, 'reference')}`;
  return [
    `<@${userId}> asks for ${counted(count, 'picture')} in ` +
      `<#${channelId}>${isPrivate ? ', visible only to them' : ''}:`,
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
  if (words.length === 0) return 'No limit blocks it any more.';
  return words.length === 1
    ? `This is ${words.join('')}.`
    : `**${words.length} limits** block it. This is\n${words.map((line) => `- ${line}`).join('\n')}`;
}

function describeLifted(lifts: readonly Lift[]): string {
  return lifts.length === 0
    ? 'No limit blocked it any more.'
    : `It was ${listed(lifts.map((lift) => LIFT_WORDS[lift]))}.`;
}

/** Where the request stands, to the end. */
export function describeState({ approval, limits, endsAt, result }: ApprovalCard): string {
  const { state, decision, expiresAt, userId, channelId, told } = approval;
  const who = decision === null ? 'a moderator' : `<@${decision.by}>`;
  const why = decision?.reason ? `: ${quoteShort(decision.reason, 300)}` : '.';
  const untold =
    told === 'nowhere'
      ? `\nI couldn’t tell <@${userId}>: their direct messages are closed, and I can’t post in <#${channelId}>.`
      : '';
  switch (state) {
    case 'asked':
      return `**Waiting for a decision.** Expires ${fromNow(expiresAt)}, at no cost.${describeChoice(limits, endsAt)}`;
    case 'approved':
      return (
        `**Approved** by ` +
        `${who}${decision?.isRaise === true ? ', with a raise' : ', this time only'}.\n${describeResult(result)}`
      );
    case 'denied':
      return `**Denied** by ${who}${why} Nothing was charged.${untold}`;
    case 'expired':
      return `**Expired:** nobody decided within a day. Nothing was charged.${untold}`;
    case 'failed':
      return `**Failed:** it couldn’t be started. Nothing was charged.${untold}`;
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
    return `${amounts}\n-# This budget never resets, so **Approve and raise** raises it permanently.`;
  if (missing.length > 1)
    return (
      `${amounts}\n-# **Approve once** adds to the budget until it resets and lifts the other limits for ` +
      `this request. **Approve and raise** adds to the budget permanently, and to their own limit until the reset.`
    );
  if (isServer)
    return (
      '\n-# **Approve once** adds what’s missing until the budget resets. **Approve and raise** adds it ' +
      'permanently.'
    );
  return (
    `\n-# **Approve once** lifts the limit for this request. **Approve and raise** raises it ` +
    `${endsAt === null ? 'permanently' : 'until it resets'}.`
  );
}

/** What has become of an approved request's pictures, and what they cost. */
function describeResult(result: ApprovalResult | null): string {
  if (result === null) return 'Starting…';
  const { made, failed, cancelled, open, uncertain, charged, held } = result;
  const all = made + failed + cancelled + open + uncertain;
  if (open > 0) return `In progress: ${formatUsd(held)} is reserved, and only finished pictures are charged.`;
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
      : `It’s unclear whether Krea made ${which}, so ${formatUsd(held)} stays reserved. ` +
        'Decide with `/krea-budget resolve`.';
  return [paid, rest, unknown].filter((words) => words !== '').join(' ');
}

import { formatUsd } from '../../../core/money/money.ts';
import type { Refusal } from '../../../core/picture/refusal.ts';
import { fromNow } from '../../format/figures.ts';
import { counted, listed, VARIANT_NAMES } from '../names.ts';
import { failureWords } from '../result/failure.ts';
import { describeRefusal } from './refusal.ts';

const WAITS = 'Nothing is charged, and the request waits on.';
const ONE_LIMIT = 'Change this limit with `/krea-budget member` and approve again, or deny the request.';

/**
 * Why a moderator's decision about a request is not carried out, in words for the moderator; the requester has others.
 */
export function describeDecisionRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'server-waits':
      return (
        `This server waits for the bot’s operator to allow it, so I don’t start it. ${WAITS} Approve again ` +
        'once `/krea-setup` says that it is allowed.'
      );
    case 'operator-unknown':
      return (
        `I couldn’t learn from Discord whether this server may ask for pictures. ${WAITS} Approve ` +
        'again in a minute.'
      );
    case 'paused':
      return (
        `Everything is paused in this server, so I don’t start it. ${WAITS} Use \`/krea-budget resume\` and ` +
        'approve again.'
      );
    case 'wrong-channel':
      return (
        `Pictures may not be asked for any more in the channel that this came from. ${WAITS} Allow it with ` +
        '`/krea-budget channels` and approve again, or deny the request.'
      );
    case 'variant-not-allowed':
      return (
        `The requester may use ${listed(refusal.allowed.map((variant) => VARIANT_NAMES[variant]))} ` +
        `only. ${WAITS} ${ONE_LIMIT}`
      );
    case 'too-many-pictures':
      return `The requester may ask for at most ${counted(refusal.most, 'picture')} at once. ${WAITS} ${ONE_LIMIT}`;
    case 'request-too-expensive':
      return (
        `It costs ${formatUsd(refusal.price)}, and one request may cost this requester at ` +
        `most ${formatUsd(refusal.most)}. ${WAITS} ${ONE_LIMIT}`
      );
    case 'budget-exceeded':
      return describeBudget(refusal);
    case 'too-many-at-once':
      return (
        `The requester has ${counted(refusal.underWay, 'picture')} under way, and may have ${refusal.most} ` +
        `at the same time. ${WAITS} Approve it when one of them is finished.`
      );
    case 'cooling-down':
      return (
        'The requester has just asked for another picture, and may do so ' +
        `again ${fromNow(refusal.until)}. ${WAITS} Approve it then.`
      );
    case 'too-many-images':
      return (
        `The requester has sent as many new images within a day as I keep of one person. ${WAITS} Approve it ` +
        'in a few hours.'
      );
    case 'missing-permissions':
      return (
        'I may not show pictures in the channel that this came from: ' +
        `I lack ${listed(refusal.permissions.map((name) => `**${name}**`))}. ${WAITS} Allow it for my role, ` +
        'and have the requester ask anew.'
      );
    case 'attachment-limit-too-small':
      return (
        `Discord takes no files that are large enough in the channel that this came from. ${WAITS} Deny it, ` +
        'and have the requester ask in another channel.'
      );
    case 'unknown-price':
      return (
        `I don’t know any more what this would cost, so I won’t start it. ${WAITS} Deny it, and have the ` +
        'requester choose another model.'
      );
    case 'price-changed':
      return (
        `It costs ${formatUsd(refusal.price)} by now and no longer what its requester was told, so I don’t ` +
        `start it. ${WAITS} Deny it, and have the requester ask anew.`
      );
    case 'above-ceiling':
      return (
        `This bot’s operator allows this server at most ${formatUsd(refusal.ceiling)} a month, and that ` +
        `stands above every approval. ${WAITS} Approve it when the budget starts again, or deny it.`
      );
    case 'token-refused':
      return (
        `${failureWords({ reason: 'token-refused' }).what} ${WAITS} Approve it when the bot’s operator has ` +
        'given it another one.'
      );
    case 'references-gone':
      return (
        'The style references of this request have been erased, so it can’t be made as it was asked. ' +
        'Nothing is charged. I have ended the request and tell its requester, who can make it again ' +
        'with new ones.'
      );
    // About the press itself: the words are the same for everyone.
    case 'already-asked':
    case 'already-decided':
    case 'already-right':
    case 'already-running':
    case 'approval-ended':
    case 'bad-attachment':
    case 'card-outdated':
    case 'direct-wallet-closed':
    case 'done-already':
    case 'foreign-generation':
    case 'hidden-channel':
    case 'age-restricted':
    case 'invalid-option':
    case 'manage-server-only':
    case 'no-alert-channel':
    case 'not-a-moderator':
    case 'not-yours':
    case 'nothing-to-cancel':
    case 'nothing-to-show':
    case 'offer-ended':
    case 'operator-only':
    case 'own-request':
    case 'private-generation':
    case 'removed-generation':
    case 'rules-changed-meanwhile':
    case 'server-only':
    case 'too-many-files-at-once':
    case 'too-many-shown-at-once':
    case 'shutting-down':
    case 'too-early-to-decide':
    case 'too-many-asked':
    case 'unknown-control':
    case 'unknown-generation':
      return describeRefusal(refusal);
  }
}

function describeBudget({ scope, price, left }: Extract<Refusal, { kind: 'budget-exceeded' }>): string {
  const cost = `It costs ${formatUsd(price)}`;
  switch (scope) {
    case 'guild':
      return (
        `${cost}, and this server’s budget has ${formatUsd(left)} left. ${WAITS} Raise the budget with ` +
        '`/krea-budget set` or `/krea-budget grant` and approve again, or deny the request.'
      );
    case 'member':
    case 'direct':
      return (
        `${cost}, and the requester has ${formatUsd(left)} left of their own limit. ${WAITS} Raise it with ` +
        '`/krea-budget member` and approve again, or deny the request.'
      );
    case 'ceiling':
      return (
        `${cost}, and this bot’s operator lets this server spend only ${formatUsd(left)} more this month, ` +
        `which stands above every approval. ${WAITS} Approve it next month, or deny it.`
      );
    case 'operator':
      return (
        `${cost}, more than this bot may still spend over all its servers. ${WAITS} Only the bot’s operator ` +
        'can raise that.'
      );
  }
}

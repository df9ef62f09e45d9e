import { formatUsd } from '../../../core/money/money.ts';
import type { Refusal } from '../../../core/picture/refusal.ts';
import { fromNow } from '../../format/figures.ts';
import { counted, listed, VARIANT_NAMES } from '../names.ts';
import { failureWords } from '../result/failure.ts';
import { describeRefusal } from './refusal.ts';

const WAITS = 'Nothing is charged, and the request keeps waiting.';
const ONE_LIMIT = 'Change this limit with `/krea-budget member` and approve again, or deny the request.';

/**
 * Why a moderator's decision about a request is not carried out, in words for the moderator; the requester has others.
 */
export function describeDecisionRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'server-waits':
      return (
        `This server is waiting for the bot’s operator to allow it, so I didn’t start the request. ` +
        `${WAITS} Approve again once \`/krea-setup\` says the server is allowed.`
      );
    case 'operator-unknown':
      return `I couldn’t check with Discord whether this server is allowed. ${WAITS} Approve again in a minute.`;
    case 'paused':
      return (
        `Pictures are paused in this server, so I didn’t start the request. ${WAITS} Use \`/krea-budget ` +
        `resume\` and approve again.`
      );
    case 'wrong-channel':
      return (
        `Pictures are no longer allowed in the channel this came from. ${WAITS} Allow it with ` +
        `\`/krea-budget channels\` and approve again, or deny the request.`
      );
    case 'variant-not-allowed':
      return (
        `The requester can use ${listed(refusal.allowed.map((variant) => VARIANT_NAMES[variant]))} only. ` +
        `${WAITS} ${ONE_LIMIT}`
      );
    case 'too-many-pictures':
      return `The requester can request at most ${counted(refusal.most, 'picture')} at once. ${WAITS} ${ONE_LIMIT}`;
    case 'request-too-expensive':
      return (
        `It costs ${formatUsd(refusal.price)}, and the requester’s limit is ${formatUsd(refusal.most)} ` +
        `per request. ${WAITS} ${ONE_LIMIT}`
      );
    case 'budget-exceeded':
      return describeBudget(refusal);
    case 'too-many-at-once':
      return (
        `The requester has ${counted(refusal.underWay, 'picture')} in progress, and ${refusal.most} at a ` +
        `time is the limit. ${WAITS} Approve it when one of them is finished.`
      );
    case 'cooling-down':
      return (
        `The requester has just requested another picture, and can do so again ${fromNow(refusal.until)}. ` +
        `${WAITS} Approve it then.`
      );
    case 'too-many-images':
      return `The requester has reached the daily limit for new images. ${WAITS} Approve it in a few hours.`;
    case 'missing-permissions':
      return (
        `I can’t post pictures in the channel this came from: I need ` +
        `${listed(refusal.permissions.map((name) => `**${name}**`))}. ${WAITS} Allow it for my role, and ask ` +
        `the requester to try again.`
      );
    case 'attachment-limit-too-small':
      return (
        `Discord takes no files that are large enough in the channel that this came from. ${WAITS} Deny it, ` +
        'and have the requester ask in another channel.'
      );
    case 'unknown-price':
      return (
        `I no longer know what this costs, so I won’t start it. ${WAITS} Deny it, and have the requester ` +
        `choose another model.`
      );
    case 'price-changed':
      return (
        `It costs ${formatUsd(refusal.price)} now, which isn’t the price the requester saw, so I didn’t ` +
        `start it. ${WAITS} Deny it, and have the requester send it again.`
      );
    case 'above-ceiling':
      return (
        `The bot’s operator caps this server at ${formatUsd(refusal.ceiling)} per month, and approvals ` +
        `can’t exceed that. ${WAITS} Approve it when the budget resets, or deny it.`
      );
    case 'token-refused':
      return (
        `${failureWords({ reason: 'token-refused' }).what} ${WAITS} Approve it once the bot’s operator ` +
        `has replaced it.`
      );
    case 'references-gone':
      return (
        'The style references of this request have been erased, so it can’t be made as requested. Nothing ' +
        'is charged. I’ve closed the request and will tell the requester, who can send it again with new ones.'
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
        `${cost}, and the requester has ${formatUsd(left)} left under their own limit. ${WAITS} Raise it ` +
        `with \`/krea-budget member\` and approve again, or deny the request.`
      );
    case 'ceiling':
      return (
        `${cost}, and the bot’s operator lets this server spend only ${formatUsd(left)} more this month. ` +
        `Approvals can’t exceed that. ${WAITS} Approve it next month, or deny it.`
      );
    case 'operator':
      return (
        `${cost}, more than this bot can still spend across all servers. ${WAITS} Only the bot’s operator ` +
        `can raise that.`
      );
  }
}

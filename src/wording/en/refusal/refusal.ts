import { formatUsd } from '../../../core/money/money.ts';
import type { Refusal } from '../../../core/picture/refusal.ts';
import { fromNow } from '../../format/figures.ts';
import { quoteShort } from '../../format/safe-text.ts';
import { counted, listed, VARIANT_NAMES } from '../names.ts';
import { describeFailure } from '../result/failure.ts';
import { describeAttachment } from './attachment.ts';
import { describeOptionRule } from './option-rule.ts';
import { describeOverBudget } from './over-budget.ts';
import { describePermissions } from './permissions.ts';
import { describeDone, describeEnded, describePriceChange, REPEATED } from './too-late.ts';
import { describeWrongChannel } from './wrong-channel.ts';

/**
 * A refusal in words for the member: what happened, that it cost nothing, what to do next. At most 1,000 characters.
 */
export function describeRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'budget-exceeded':
      return describeOverBudget(refusal);
    case 'direct-wallet-closed':
      return (
        'I can’t take requests here: there’s no budget for direct messages and personal installs. Not ' +
        'charged. Use me in a server that has added me.'
      );
    case 'unknown-price':
      return 'I don’t know what this would cost, so I won’t start it. Not charged. Try another model or fewer extras.';
    case 'server-waits':
      return (
        'This server is waiting for the bot’s operator to allow it, so you can’t request pictures here ' +
        'yet. Not charged. Ask a moderator to check `/krea-setup`.'
      );
    case 'operator-unknown':
      return 'I couldn’t check with Discord whether this server is allowed. Not charged. Try again in a minute.';
    case 'operator-only':
      return 'Only the people who run this bot can do that. Nothing was changed. Ask the bot’s operator.';
    case 'paused':
      return (
        'The moderators have paused pictures in this server. Not charged. Ask them when you can request ' +
        'pictures again.'
      );
    case 'wrong-channel':
      return describeWrongChannel(refusal.channelIds);
    case 'variant-not-allowed':
      return (
        `You can use ${listed(refusal.allowed.map((variant) => VARIANT_NAMES[variant]))} here. Not ` +
        `charged. Choose one of these.`
      );
    case 'too-many-pictures':
      return `You can request at most ${counted(refusal.most, 'picture')} at once here. Not charged. Try fewer.`;
    case 'request-too-expensive':
      return (
        `This would cost ${formatUsd(refusal.price)}, and your limit is ${formatUsd(refusal.most)} per ` +
        `request here. Not charged. Try fewer pictures or a cheaper model.`
      );
    case 'too-many-at-once':
      return (
        `You have ${counted(refusal.underWay, 'picture')} in progress, and ${refusal.most} at a time is ` +
        `the limit here. Not charged. Wait for one to finish.`
      );
    case 'cooling-down':
      return (
        `You’ve just made a request, and there’s a cool-down here. Not charged. You can make another ` +
        `${fromNow(refusal.until)}.`
      );
    case 'too-many-images':
      return (
        'You’ve reached the daily limit for new images. Not charged. Leave out new images, use Remix on a ' +
        'picture that already has some, or try again in a few hours.'
      );
    case 'missing-permissions':
      return describePermissions(refusal.permissions);
    case 'attachment-limit-too-small':
      return 'Discord’s file size limit here is too small for a picture. Not charged. Try another channel.';
    case 'bad-attachment':
      return `${describeAttachment(quoteShort(refusal.name, 80) || 'The attachment', refusal.problem)} Not charged.`;
    case 'too-many-files-at-once':
      return (
        'I’m still processing other images, from your earlier requests or other people’s. Not charged. ' +
        'Try again in a minute.'
      );
    case 'too-many-shown-at-once':
      return 'I’m still fetching other pictures, yours or other people’s. Try again in a minute.';
    case 'invalid-option':
      return (
        `Check **${quoteShort(refusal.option, 60)}**: ` +
        `${quoteShort(describeOptionRule(refusal.rule), 200)} Then try again.`
      );
    case 'unknown-generation':
      return 'I don’t know a picture with this id. Check the id below the picture’s message.';
    case 'foreign-generation':
      return 'That picture was made somewhere else, so you can’t use it here. Not charged. Go to where it was made.';
    case 'private-generation':
      return 'That picture is private to the person who requested it. Not charged. You can request one of your own.';
    case 'hidden-channel':
      return 'That picture is in a channel you can’t see. Ask someone who can see it to show it to you.';
    case 'age-restricted':
      return (
        'That picture was made in an age-restricted channel, so it can only be shown in one. Its ' +
        'requester can also show it in direct messages with me.'
      );
    case 'removed-generation':
      return 'That picture has been deleted. Not charged. You can request a new one.';
    case 'nothing-to-show':
      return 'There’s no finished picture to show for this request. You can make the request again.';
    case 'unknown-control':
      return 'This button no longer works. Not charged. Use `/krea-show` to get fresh ones.';
    case 'already-running':
      return REPEATED[refusal.action];
    case 'not-yours':
      return refusal.action === 'cancel'
        ? 'Only the person who requested this picture can cancel it. You can cancel your own.'
        : 'Only the person who requested this picture, or someone with **Manage Messages**, can delete it. Ask ' +
            'one of them.';
    case 'nothing-to-cancel':
      return (
        'It’s too late to cancel: nothing is waiting any more. Finished pictures are charged, and appear ' +
        'as soon as they’re done.'
      );
    case 'server-only':
      return 'This only works in servers. Use it in the server it’s about.';
    case 'not-a-moderator':
      return (
        'You need the **Manage Server** permission or this server’s moderator role for that. Nothing was ' +
        'changed. Ask someone who has one of them.'
      );
    case 'manage-server-only':
      return (
        'Only people with **Manage Server** can decide who moderates the budget. Nothing was changed. Ask ' +
        'one of them.'
      );
    case 'rules-changed-meanwhile':
      return 'Someone else changed this server’s rules at the same moment. Your change wasn’t made. Please try again.';
    case 'too-early-to-decide':
      return (
        `I’m still looking for that picture at Krea. Nothing was changed. If I don’t find it, you can ` +
        `decide ${fromNow(refusal.at)}.`
      );
    case 'already-decided':
      return (
        'There’s nothing left to decide about that picture: its outcome is known, or someone else was ' +
        'faster. Nothing was changed. `/krea-budget log` shows who decided what.'
      );
    case 'already-right':
      return 'That’s already right. Nothing was changed, and there’s nothing more to do.';
    case 'above-ceiling':
      return (
        `The bot’s operator caps this server at ${formatUsd(refusal.ceiling)}. Nothing was changed. ` +
        `Choose that much or less.`
      );
    case 'price-changed':
      return describePriceChange(refusal);
    case 'no-alert-channel':
      return (
        'I can’t reach this server’s moderators: they haven’t set a channel, or I can’t post in it. ' +
        'Please ask one of them yourself.'
      );
    case 'already-asked':
      return (
        'The moderators have already been asked. You’ll get the picture, or their answer, as soon as one ' +
        'of them decides.'
      );
    case 'too-many-asked':
      return (
        `The moderators already have ${counted(refusal.most, 'request')} of yours to decide. Ask again ` +
        `once one of them is decided.`
      );
    case 'offer-ended':
      return 'This request is too old to ask for. Please send it again.';
    case 'own-request':
      return 'You can’t decide on your own request. Nothing was changed. Ask another moderator.';
    case 'approval-ended':
      return describeEnded(refusal);
    case 'references-gone':
      return (
        'The style references of this request have been erased, so it can’t be made as requested. Not ' +
        'charged. Send it again with new ones.'
      );
    case 'done-already':
      return describeDone(refusal);
    case 'card-outdated':
      return (
        'This card was out of date. Nothing was changed or charged. It will update in a moment: press ' +
        'again if you still want to.'
      );
    case 'token-refused':
      return describeFailure({ reason: 'token-refused' });
    case 'shutting-down':
      return 'I’m restarting right now. Nothing was changed or charged. Try again in a minute.';
  }
}

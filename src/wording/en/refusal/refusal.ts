import { formatUsd } from '../../../core/money/money.ts';
import type { PressedAction, Refusal } from '../../../core/picture/refusal.ts';
import { fromNow } from '../../format/figures.ts';
import { quoteShort } from '../../format/safe-text.ts';
import { counted, listed, VARIANT_NAMES } from '../names.ts';
import { describeFailure } from '../result/failure.ts';
import { describeAttachment } from './attachment.ts';
import { describeOptionRule } from './option-rule.ts';
import { describeOverBudget } from './over-budget.ts';
import { describePermissions } from './permissions.ts';

const ENDED_APPROVALS: Record<Extract<Refusal, { kind: 'approval-ended' }>['state'], string> = {
  approved: 'This request has been approved already.',
  denied: 'This request has been denied already.',
  expired: 'This request is too old: nobody decided about it within a day.',
  failed: 'This request could not be carried out.',
};

const REPEATED: Record<PressedAction, string> = {
  paint:
    'I’m on it already, so I won’t start it twice. Charged once at most. ' +
    'The picture appears soon, or you read why not.',
  cancel: 'I’m cancelling it already. Cancelling costs nothing. In a moment the message says what came of it.',
  delete:
    'I’m deleting it already. Nothing was charged for that; what the picture cost stays spent. ' +
    'It disappears in a moment.',
  other:
    'I’m on it already, so I won’t do it twice. Nothing more was changed or charged. The answer comes in a moment.',
};

const DONE_ALREADY: Record<Extract<Refusal, { kind: 'done-already' }>['what'], [what: string, next: string]> = {
  raise: ['The budget was raised from this alert already', ' Use `/krea-budget set` to raise it further.'],
  pause: ['Everything has been paused already', ' Use `/krea-budget resume` when pictures may be asked for again.'],
  lower: [
    'Each member’s limit was lowered from this alert already',
    ' Use `/krea-budget role` with @everyone to change it further.',
  ],
};

/**
 * A refusal in words for the member: what happened, that it cost nothing, what to do next. At most 1,000 characters.
 */
export function describeRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'budget-exceeded':
      return describeOverBudget(refusal);
    case 'direct-wallet-closed':
      return (
        'I can’t take requests here: there is no budget for direct messages and personal installs. ' +
        'Not charged. Ask me in a server that has added me.'
      );
    case 'unknown-price':
      return 'I don’t know what this would cost, so I won’t start it. Not charged. Try another model or fewer extras.';
    case 'server-waits':
      return (
        'This server waits for the bot’s operator to allow it: until then no pictures can be asked for here. ' +
        'Not charged. Ask a moderator to look at `/krea-setup`.'
      );
    case 'operator-unknown':
      return (
        'I couldn’t learn from Discord whether this server may ask for pictures. Not charged. ' +
        'Try again in a minute.'
      );
    case 'operator-only':
      return 'Only the people who run this bot can do that. Nothing was changed or charged. Ask its operator.';
    case 'paused':
      return 'The moderators have paused pictures in this server. Not charged. Ask them when it goes on.';
    case 'wrong-channel':
      return describeWrongChannel(refusal.channelIds);
    case 'variant-not-allowed':
      return (
        `You may use ${listed(refusal.allowed.map((variant) => VARIANT_NAMES[variant]))} here. Not charged. ` +
        'Choose one of them.'
      );
    case 'too-many-pictures':
      return `You may ask for at most ${counted(refusal.most, 'picture')} at once here. Not charged. Ask for fewer.`;
    case 'request-too-expensive':
      return (
        `This would cost ${formatUsd(refusal.price)}, and one request may cost you at ` +
        `most ${formatUsd(refusal.most)} here. Not charged. Ask for fewer pictures or a cheaper model.`
      );
    case 'too-many-at-once':
      return (
        `You have ${counted(refusal.underWay, 'picture')} under way, and may have ${refusal.most} at the ` +
        'same time here. Not charged. Wait for one to finish.'
      );
    case 'cooling-down':
      return (
        'You have only just asked, and there has to be some time between two requests here. Not charged. ' +
        `You can ask again ${fromNow(refusal.until)}.`
      );
    case 'too-many-images':
      return (
        'You have sent as many new images within a day as I keep of one person. Not charged. ' +
        'Ask without new images, use Remix on a picture that has some, or try again in a few hours.'
      );
    case 'missing-permissions':
      return describePermissions(refusal.permissions);
    case 'attachment-limit-too-small':
      return 'Discord takes no files here that are large enough for a picture. Not charged. Try another channel.';
    case 'bad-attachment':
      return `${describeAttachment(quoteShort(refusal.name, 80) || 'The attachment', refusal.problem)} Not charged.`;
    case 'too-many-files-at-once':
      return (
        'I am still looking at other images, of earlier requests of yours or of many people at once, so I ' +
        'took nothing on. Not charged. Try again in a minute.'
      );
    case 'too-many-shown-at-once':
      return 'I am still bringing other pictures, yours or other people’s. Nothing was charged. Try again in a minute.';
    case 'invalid-option':
      return (
        `**${quoteShort(refusal.option, 60)}** doesn’t ` +
        `fit: ${quoteShort(describeOptionRule(refusal.rule), 200)} Not charged. Change it and try again.`
      );
    case 'unknown-generation':
      return 'I know no picture with this id. Not charged. Check the id below the picture’s message.';
    case 'foreign-generation':
      return 'That picture belongs to another place, so it can’t be used here. Not charged. Use it where it was made.';
    case 'private-generation':
      return 'That picture is private to the person who asked for it. Not charged. You can ask for one of your own.';
    case 'hidden-channel':
      return 'That picture is in a channel you can’t see. Not charged. Ask somebody who can see it to show it to you.';
    case 'age-restricted':
      return (
        'That picture was made in an age-restricted channel, so it can be shown in such channels only. ' +
        'Not charged. Show it there; its requester can also do so in direct messages with me.'
      );
    case 'removed-generation':
      return 'That picture has been deleted. Not charged. You can ask for a new one.';
    case 'nothing-to-show':
      return (
        'There is no finished picture to show for this request. Nothing was charged for looking. ' +
        'You can make the request again.'
      );
    case 'unknown-control':
      return 'I don’t know this button any more. Not charged. Use `/krea-show` to get fresh ones.';
    case 'already-running':
      return REPEATED[refusal.action];
    case 'not-yours':
      return refusal.action === 'cancel'
        ? 'Only the person who asked for this picture can cancel it. Nothing was changed or charged. ' +
            'You can ask for one of your own.'
        : 'Only the person who asked for this picture, or someone with **Manage Messages**, can delete it. ' +
            'Nothing was charged or deleted. Ask one of them.';
    case 'nothing-to-cancel':
      return (
        'Too late to cancel: nothing of it is waiting any more. Cancelling costs nothing; ' +
        'pictures that get finished are charged. They appear as soon as they are done.'
      );
    case 'server-only':
      return 'This works in servers only. Nothing was changed or charged. Use it in the server that it is about.';
    case 'not-a-moderator':
      return (
        'This takes the **Manage Server** permission, or the role that moderators named for it. ' +
        'Nothing was changed or charged. Ask someone who has it.'
      );
    case 'manage-server-only':
      return (
        'Only people with **Manage Server** decide who moderates the budget. Nothing was changed or charged. ' +
        'Ask someone who has it.'
      );
    case 'rules-changed-meanwhile':
      return (
        'The rules of this server were changed at the same moment. Nothing was changed or charged. ' +
        'Please try again.'
      );
    case 'too-early-to-decide':
      return (
        'I am still looking for that picture at Krea. Nothing was changed or charged. ' +
        `If I don’t find it, you can decide ${fromNow(refusal.at)}.`
      );
    case 'already-decided':
      return (
        'There is nothing to decide about that picture any more: its end is known, or somebody was faster. ' +
        'Nothing was changed or charged by this. `/krea-budget log` says who decided what.'
      );
    case 'already-right':
      return 'That is right already. Nothing was changed or charged. There is nothing more to do.';
    case 'above-ceiling':
      return (
        `That is more than this bot’s operator allows a server: at most ${formatUsd(refusal.ceiling)}. ` +
        'Nothing was changed or charged. Choose that much or less.'
      );
    case 'price-changed':
      return describePriceChange(refusal);
    case 'no-alert-channel':
      return (
        'I can’t reach this server’s moderators: they have no channel for that, or I may not write in it. ' +
        'Not charged. Ask one of them yourself.'
      );
    case 'already-asked':
      return (
        'The moderators have been asked about this already. Not charged. ' +
        'You get the picture, or their answer, as soon as one of them decides.'
      );
    case 'too-many-asked':
      return (
        `The moderators have ${counted(refusal.most, 'request')} of yours to decide about already. ` +
        'Not charged. Ask again when one of them is decided.'
      );
    case 'offer-ended':
      return 'This request is too old to be asked for. Not charged. Make it again.';
    case 'own-request':
      return 'Nobody decides about their own request. Nothing was changed or charged. Another moderator can.';
    case 'approval-ended':
      return (
        `${ENDED_APPROVALS[refusal.state]}${refusal.by === null ? '' : ` It was <@${refusal.by}>.`} Nothing ` +
        'more was changed or charged.'
      );
    case 'references-gone':
      return (
        'The style references of this request have been erased, so it can’t be made as it was asked. ' +
        'Not charged. Make it again with new ones.'
      );
    case 'done-already':
      return describeDone(refusal);
    case 'card-outdated':
      return (
        'What this card is about has changed since it was shown. Nothing was changed or charged. ' +
        'It shows how things stand in a moment: press again if you still want to.'
      );
    case 'token-refused':
      return describeFailure({ reason: 'token-refused' });
    case 'shutting-down':
      return 'I’m restarting right now, so I took nothing on. Nothing was changed or charged. Try again in a minute.';
  }
}

function describePriceChange({ shown, price }: Extract<Refusal, { kind: 'price-changed' }>): string {
  const was =
    shown === null
      ? 'I can’t tell any more which price this showed'
      : `This showed ${formatUsd(shown)}, and that is not the price any more`;
  return `${was}: it costs ${formatUsd(price)} now. Not charged. Choose again below if you want it for that.`;
}

function describeDone({ what, by }: Extract<Refusal, { kind: 'done-already' }>): string {
  const [done, next] = DONE_ALREADY[what];
  return `${done}${by === null ? '' : ` by <@${by}>`}. Nothing was changed or charged by this press.${next}`;
}

function describeWrongChannel(channelIds: readonly string[]): string {
  if (channelIds.length === 0)
    return (
      'The channels where pictures may be asked for were deleted. Not charged. ' +
      'Ask a moderator to allow others with `/krea-budget channels`.'
    );
  return (
    `Pictures may be asked for in ${listed(channelIds.slice(0, 10).map((id) => `<#${id}>`))} only. ` +
    'Not charged. Go there and ask again.'
  );
}

import { formatUsd } from '../../../core/money/money.ts';
import type { PressedAction, Refusal } from '../../../core/picture/refusal.ts';

const ENDED_APPROVALS: Record<Extract<Refusal, { kind: 'approval-ended' }>['state'], string> = {
  approved: 'This request has already been approved.',
  denied: 'This request has already been denied.',
  expired: 'This request has expired: nobody decided within a day.',
  failed: 'This request couldn’t be started.',
};

/** A press that repeats one which is still being worked on. */
export const REPEATED: Record<PressedAction, string> = {
  paint:
    'I’m already on it, so I won’t start it twice. You’re charged once at most. The picture will appear soon, ' +
    'or I’ll say why not.',
  cancel: 'I’m already cancelling it. The message will show the outcome in a moment.',
  delete: 'I’m already deleting it. It will disappear in a moment.',
  other: 'I’m already on it, so I won’t do it twice. You’ll get the answer in a moment.',
};

const DONE_ALREADY: Record<Extract<Refusal, { kind: 'done-already' }>['what'], [what: string, next: string]> = {
  raise: ['The budget has already been raised from this alert', ' Use `/krea-budget set` to raise it further.'],
  pause: ['Pictures have already been paused', ' Use `/krea-budget resume` to allow them again.'],
  lower: [
    'Each member’s limit has already been lowered from this alert',
    ' Use `/krea-budget role` with @everyone to change it further.',
  ],
};

/** A request to the moderators that somebody has decided, or nobody in time. */
export function describeEnded({ state, by }: Extract<Refusal, { kind: 'approval-ended' }>): string {
  return `${ENDED_APPROVALS[state]}${by === null ? '' : ` It was <@${by}>.`} Nothing more was changed or charged.`;
}

/** A button that shows another price than today's. */
export function describePriceChange({ shown, price }: Extract<Refusal, { kind: 'price-changed' }>): string {
  const was =
    shown === null
      ? 'I can’t tell which price this showed'
      : `This showed ${formatUsd(shown)}, but the price has changed`;
  return `${was}: it costs ${formatUsd(price)} now. Not charged. Choose again below if you want it for that.`;
}

/** A quick action of an alert that was taken before. */
export function describeDone({ what, by }: Extract<Refusal, { kind: 'done-already' }>): string {
  const [done, next] = DONE_ALREADY[what];
  return `${done}${by === null ? '' : ` by <@${by}>`}. Nothing more was changed.${next}`;
}

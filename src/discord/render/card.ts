import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import type { APIButtonComponent, APIComponentInContainer } from 'discord.js';

import { formatUsd } from '../../core/money/money.ts';
import { loweredMemberCap, raiseStep } from '../../core/rules/alerts.ts';
import type { Card, CardAction } from '../../ports/store/cards.ts';
import { wording } from '../../wording/wording.ts';
import { freeButton, row } from './controls.ts';
import type { MessageBody } from './rendered.ts';

type AlertCard = Extract<Card, { kind: 'alert' }>;
type ApprovalCard = Extract<Card, { kind: 'approval' }>;

/** Amber while a decision is open; then green for what runs or ran, grey for what came to nothing. */
const COLORS = { open: 0xf5a623, done: 0x3ba55d, over: 0x80848e } as const;

/** A card to moderators as a Components V2 message. It mentions only the role that they named. */
export function renderCard(card: Card): MessageBody {
  const mention = card.roleId === null ? [] : [`<@&${card.roleId}>`];
  const { head, state } =
    card.kind === 'alert'
      ? alertTexts(card)
      : { head: [wording.card.describeApproval(card)], state: [wording.card.describeState(card)] };
  return {
    flags: MessageFlags.IsComponentsV2,
    content: null,
    embeds: [],
    components: [
      {
        type: ComponentType.Container,
        accent_color: COLORS[card.kind === 'alert' ? 'open' : moodOf(card)],
        components: [
          ...[...mention, ...head].map(text),
          ...(state.length === 0 ? [] : [{ type: ComponentType.Separator } as const, text(state.join('\n'))]),
        ],
      },
      ...row(card.kind === 'alert' ? alertButtons(card) : approvalButtons(card)),
    ],
    attachments: [],
    allowed_mentions: card.roleId === null ? { parse: [] } : { parse: [], roles: [card.roleId] },
  };
}

function text(content: string): APIComponentInContainer {
  return { type: ComponentType.TextDisplay, content };
}

function moodOf({ approval, result }: ApprovalCard): keyof typeof COLORS {
  if (approval.state === 'asked') return 'open';
  if (approval.state !== 'approved') return 'over';
  return result !== null && result.open === 0 && result.made === 0 ? 'over' : 'done';
}

function alertTexts({ alert, now, done }: AlertCard): { head: string[]; state: string[] } {
  const { balance, cap, endsAt } = now ?? { ...alert, endsAt: alert.period.endsAt };
  return {
    head: [wording.card.describeAlert(alert, now !== null), wording.card.describeUsage(balance, cap, endsAt)],
    state: done.map(wording.card.describeAction),
  };
}

function alertButtons({ alert, now, isPaused, memberCap, done }: AlertCard): (APIButtonComponent | undefined)[] {
  const target = { subjectId: alert.id, index: null };
  const cap = now?.cap ?? alert.cap;
  const lowered = loweredMemberCap(memberCap, cap);
  const isDone = (kind: CardAction['kind']): boolean => done.some(({ what }) => what.kind === kind);
  return [
    isDone('raised')
      ? undefined
      : freeButton(wording.controls.raise(formatUsd(raiseStep(alert.cap))), {
          verb: 'alert-raise',
          ...target,
          amount: cap,
        }),
    isPaused ? undefined : freeButton(wording.controls.pause, { verb: 'alert-pause', ...target }, ButtonStyle.Danger),
    isDone('lowered') || lowered === memberCap
      ? undefined
      : freeButton(wording.controls.limitEach(formatUsd(lowered)), { verb: 'alert-lower', ...target, amount: lowered }),
  ];
}

/** Each button carries what its card names: nothing else is lifted by it, however old it is. */
function approvalButtons({ approval, limits, endsAt }: ApprovalCard): (APIButtonComponent | undefined)[] {
  if (approval.state !== 'asked') return [];
  const target = { subjectId: approval.id, index: null };
  const amounts = limits.flatMap(({ lift, amount }) => (amount === null ? [] : [{ lift, missing: amount.missing }]));
  const terms = {
    lifts: limits.map(({ lift }) => lift),
    missing: Object.fromEntries(amounts.map(({ lift, missing }) => [lift, missing])),
  };
  const isOnce = endsAt !== null || !terms.lifts.includes('server-cap');
  const raise = amounts.map(({ missing }) => formatUsd(missing)).join(' + ');
  return [
    isOnce ? freeButton(wording.controls.approveOnce, { verb: 'approve', ...target, terms }) : undefined,
    amounts.length > 0
      ? freeButton(wording.controls.approveAndRaise(raise), { verb: 'approve-raise', ...target, terms })
      : undefined,
    freeButton(wording.controls.deny, { verb: 'deny', ...target }, ButtonStyle.Danger),
  ];
}

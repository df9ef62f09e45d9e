import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import type { APIAllowedMentions, APIButtonComponent } from 'discord.js';

import type { Card } from '../../app/ports/cards.ts';
import { raiseStep } from '../../core/alerts.ts';
import { isRaisable, missingFor } from '../../core/approval.ts';
import { formatUsd } from '../../core/money.ts';
import { describeAction, describeAlert, describeUsage } from '../wording/alert.ts';
import { describeApproval, describeState } from '../wording/approval.ts';
import type { Control } from '../custom-id.ts';
import { freeButton, row } from './controls.ts';
import type { MessageBody } from './rendered.ts';

const MONEY_COLOR = 0xf5a623;

/** A card to moderators as a Components V2 message. It mentions the role that they named and nobody else. */
export function renderCard(card: Card): MessageBody {
  const mention = card.roleId === null ? [] : [`<@&${card.roleId}>`];
  const texts = [...mention, ...(card.kind === 'alert' ? alertTexts(card) : approvalTexts(card))];
  return {
    flags: MessageFlags.IsComponentsV2,
    content: null,
    embeds: [],
    components: [
      {
        type: ComponentType.Container,
        accent_color: MONEY_COLOR,
        components: texts.map((content) => ({ type: ComponentType.TextDisplay, content })),
      },
      ...row(card.kind === 'alert' ? alertButtons(card) : approvalButtons(card)),
    ],
    attachments: [],
    allowed_mentions: mentionRole(card.roleId),
  };
}

function mentionRole(roleId: string | null): APIAllowedMentions {
  return roleId === null ? { parse: [] } : { parse: [], roles: [roleId] };
}

function alertTexts({ alert, now, done }: Extract<Card, { kind: 'alert' }>): string[] {
  const { balance, cap } = now ?? alert;
  return [describeAlert(alert), describeUsage(balance, cap, alert.period.endsAt), ...(done === null ? [] : [describeAction(done)])];
}

function alertButtons({ alert, now }: Extract<Card, { kind: 'alert' }>): APIButtonComponent[] {
  const button = (label: string, verb: Control['verb'], style?: ButtonStyle.Danger): APIButtonComponent =>
    freeButton(label, { verb, generationId: alert.id, index: null }, style);
  return [
    button(`Raise by ${formatUsd(raiseStep(alert.cap))}`, 'alert-raise'),
    ...(now?.isPaused === true ? [] : [button('Pause', 'alert-pause', ButtonStyle.Danger)]),
    button('Lower the member cap', 'alert-lower'),
  ];
}

function approvalTexts(card: Extract<Card, { kind: 'approval' }>): string[] {
  return [describeApproval(card), describeState(card.approval)];
}

function approvalButtons({ approval, left }: Extract<Card, { kind: 'approval' }>): (APIButtonComponent | undefined)[] {
  if (approval.state !== 'asked') return [];
  const target = { generationId: approval.id, index: null };
  const missing = left === null ? 0 : missingFor(approval.price, left.cap - left.amount, left.cap);
  return [
    freeButton('Approve once', { verb: 'approve', ...target }),
    isRaisable(approval, left?.endsAt ?? null) ? freeButton(`Approve and raise by ${formatUsd(missing)}`, { verb: 'approve-raise', ...target }) : undefined,
    freeButton('Deny', { verb: 'deny', ...target }, ButtonStyle.Danger),
  ];
}

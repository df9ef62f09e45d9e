import type { QuickAction } from '../app/alert-actions.ts';
import type { App } from '../app/app.ts';
import type { Card } from '../app/ports/cards.ts';
import type { Refused } from '../core/refusal.ts';
import type { Press } from './press.ts';
import { renderCard } from './render/card.ts';
import { textMessage } from './render/rendered.ts';
import type { Responder } from './responder.ts';
import { describeRefusal } from './wording/refusal.ts';

/** Does what a button of an alert offers; the card shows it, or whoever pressed reads why not. */
export async function actOnAlert({ visitor, control, responder }: Press, app: App, action: QuickAction): Promise<void> {
  await responder.deferUpdate();
  return answerOnCard(responder, await app.alerts(visitor, control.generationId, action));
}

/** Shows on the card what came of a press, or privately why nothing did. The update mentions nobody again. */
export async function answerOnCard(responder: Responder, outcome: { card: Card } | Refused): Promise<void> {
  if ('refused' in outcome) return responder.followUpPrivately(textMessage(describeRefusal(outcome.refused)));
  return responder.edit({ ...renderCard(outcome.card), allowed_mentions: { parse: [] } });
}

import type { App } from '../../../app/app.ts';
import type { Wish } from '../../../app/creation/again.ts';
import type { MicroUsd } from '../../../core/money/money.ts';
import { sourceOf } from '../../interactions/press.ts';
import type { Press, PressEnd } from '../../interactions/press.ts';
import { refuseDeferred } from '../../interactions/refuse.ts';
import { shownPrice } from '../../interactions/shown-price.ts';
import type { Row } from '../../render/controls.ts';
import { renderFreshControl } from '../../render/fresh-control.ts';

/**
 * Starts what a paying button asks for, in a reply of its own. What came from a private result stays private:
 * unless told otherwise, the reply is as private as the message that the control stands on. It costs what was shown, or
 * nothing is started and the answer holds a control that shows what it costs now.
 */
export async function startAgain(
  press: Press,
  app: App,
  wish: Wish,
  given: { isPrivate?: boolean; shown?: MicroUsd | null } = {},
): Promise<PressEnd> {
  const { visitor, control, message, values, responder } = press;
  const isPrivate = given.isPrivate ?? (control.isPublic === true ? false : (message?.isPrivate ?? false));
  const shown =
    given.shown === undefined ? (control.price ?? shownPrice(message?.components, control, values[0])) : given.shown;
  const messageId = await responder.defer(isPrivate);
  const present = { ...visitor, reply: { ...visitor.reply, messageId } };
  const outcome = await app.again.again(present, sourceOf(control), { wish, isPrivate, shown });
  if (outcome === 'duplicate' || !('refused' in outcome)) return 'done';
  const rows = outcome.refused.kind === 'price-changed' ? await freshRows(press, app, wish, isPrivate) : [];
  return { sayNo: async () => refuseDeferred(responder, isPrivate, outcome, rows) };
}

async function freshRows({ visitor, control }: Press, app: App, wish: Wish, isPrivate: boolean): Promise<Row[]> {
  const found = await app.again.peek(visitor, sourceOf(control));
  if ('refused' in found) return [];
  const { subjectId, index } = control;
  return renderFreshControl(wish.verb, { subjectId, index }, found, { isPublic: !isPrivate });
}

import type { Wish } from '../app/again.ts';
import type { App } from '../app/app.ts';
import type { Press, PressEnd } from './press.ts';
import { refuseDeferred } from './refuse.ts';

/**
 * Starts what a paying button asks for, in a reply of its own. What came from a private result stays private:
 * unless told otherwise, the reply is as private as the message that the control stands on.
 */
export async function startAgain(
  { visitor, control, message, responder }: Press,
  app: App,
  wish: Wish,
  isPrivate = message?.isPrivate ?? false,
): Promise<PressEnd> {
  const messageId = await responder.defer(isPrivate);
  const present = { ...visitor, reply: { ...visitor.reply, messageId } };
  const outcome = await app.again.again(present, control, { wish, isPrivate });
  if (outcome === 'duplicate' || !('refused' in outcome)) return 'done';
  return { sayNo: async () => refuseDeferred(responder, isPrivate, outcome) };
}

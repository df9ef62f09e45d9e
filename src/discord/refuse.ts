import type { Refusal } from '../core/refusal.ts';
import { textMessage } from './render/rendered.ts';
import type { Responder } from './responder.ts';
import { describeRefusal } from './wording/refusal.ts';

/**
 * Refuses after a public "thinking…": that goes away, and only the one who asked reads why. Should it not
 * go away, it says why instead: a reply that thinks for ever is worse than a refusal everyone sees.
 */
export async function refuseDeferred(responder: Responder, isPrivate: boolean, refusal: Refusal): Promise<void> {
  const body = textMessage(describeRefusal(refusal));
  if (isPrivate) return responder.edit(body);
  try {
    await responder.deleteReply();
  } catch {
    return responder.edit(body);
  }
  return responder.followUpPrivately(body);
}

import type { Refused } from '../../core/picture/refusal.ts';
import { wording } from '../../wording/wording.ts';
import { freeButton, row } from '../render/controls.ts';
import type { Row } from '../render/controls.ts';
import { textMessage } from '../render/rendered.ts';
import type { MessageBody } from '../render/rendered.ts';
import type { Responder } from './responder.ts';

/**
 * Refuses after a public "thinking…": that goes away, and only the requester reads why. Should it not
 * go away, it says why instead: a reply that thinks for ever is worse than a refusal everyone sees.
 */
export async function refuseDeferred(
  responder: Responder,
  isPrivate: boolean,
  refused: Refused,
  rows: readonly Row[] = [],
): Promise<void> {
  const body = refusalMessage(refused, rows);
  return isPrivate ? responder.edit(body) : refuseInstead(responder, body);
}

/** Takes a public "thinking…" away and tells the requester; a message after it would be as public as it was. */
export async function refuseInstead(responder: Responder, body: MessageBody): Promise<void> {
  try {
    await responder.deleteReply();
  } catch {
    return responder.edit(body);
  }
  return responder.followUpPrivately(body);
}

/** Why not; with a button to ask a moderator where one could allow it. */
function refusalMessage({ refused, askId }: Refused, rows: readonly Row[]): MessageBody {
  const ask =
    askId === undefined
      ? undefined
      : freeButton(wording.controls.askModerator, { verb: 'ask', subjectId: askId, index: null });
  return textMessage(wording.refusal.describeRefusal(refused), [...row([ask]), ...rows]);
}

import type { PictureRequest } from '../../../core/picture/request.ts';
import { wording } from '../../../wording/wording.ts';
import { changeSelect, row } from '../controls.ts';
import { textMessage } from '../rendered.ts';
import type { MessageBody } from '../rendered.ts';

/**
 * The private answer to "Reroll 2 with…": a select of everything that can be changed, each with its price.
 * What is chosen there is seen by everyone when the result was (`isPublic`), although the select itself is private.
 */
export function renderMoreSelect(
  request: PictureRequest,
  generationId: string,
  index: number | null,
  { isPublic = false }: { isPublic?: boolean } = {},
): MessageBody {
  const select = changeSelect(request, { subjectId: generationId, index }, isPublic ? 'with-public' : 'with');
  if (select === undefined) return textMessage(wording.result.NOTHING_TO_CHANGE);
  return textMessage(wording.result.askForChange(index), row([select]));
}

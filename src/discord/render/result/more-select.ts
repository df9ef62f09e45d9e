import type { PictureRequest } from '../../../core/picture/request.ts';
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
  if (select === undefined) return textMessage('There is nothing I could change here. Not charged. Try Remix instead.');
  const which = index === null ? 'this picture' : `picture ${index}`;
  return textMessage(
    `What should be different about ${which}? The seed and everything else stay as they are.`,
    row([select]),
  );
}

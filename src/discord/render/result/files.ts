import type { ResultMessage, ShownPicture } from '../../../ports/publisher.ts';
import { altText } from '../../../wording/format/safe-text.ts';
import type { MessageBody, MessageFile } from '../rendered.ts';

/** What marks a file as a spoiler where no layout can say so. */
export const SPOILER_PREFIX = 'SPOILER_';

/** The files of a result in the order in which it shows them. */
export function resultFiles({ generation, pictures }: ResultMessage, prefix = ''): MessageFile[] {
  return pictures.map((picture) => ({ name: `${prefix}${fileName(generation.id, picture)}`, data: picture.bytes }));
}

/** The entries that go with the files; whatever an edit does not list is removed from the message. */
export function attachmentEntries({ generation, pictures }: ResultMessage, prefix = ''): MessageBody['attachments'] {
  const description = altText(generation.request.prompt);
  return pictures.map((picture, id) => ({
    id,
    filename: `${prefix}${fileName(generation.id, picture)}`,
    ...(description === undefined ? {} : { description }),
  }));
}

/** The name under which a picture is uploaded and referred to. */
export function fileName(
  generationId: string,
  { index, extension }: Pick<ShownPicture, 'index' | 'extension'>,
): string {
  const safeExtension = /^[a-z0-9]{1,5}$/.test(extension) ? extension : 'png';
  return `krea-${generationId}-${index}.${safeExtension}`;
}

/**
 * Which pictures of the generation are named by {@link fileName} in a text, such as a message as Discord returns it.
 */
export function namedPictures(text: string, generationId: string): number[] {
  const names = text.matchAll(new RegExp(`krea-${generationId}-(\\d+)\\.`, 'g'));
  return [...new Set([...names].map(([, index]) => Number(index)))];
}

import { cutText } from '../../../wording/format/safe-text.ts';
import type { Said } from '../../interactions/command.ts';
import { textMessage } from '../rendered.ts';

/** A file that an answer carries. */
export interface AnswerFile {
  name: string;
  bytes: Uint8Array;
  /** What people who do not see it are told. */
  description?: string;
}

/** The longest description Discord takes. */
const MAX_DESCRIPTION = 1024;

/** Words with files, in this order. */
export function fileMessage(content: string, files: readonly AnswerFile[]): Said {
  const attachments = files.map(({ name, description }, id) => ({
    id,
    filename: name,
    ...(description !== undefined && { description: cutText(description, MAX_DESCRIPTION) }),
  }));
  return {
    say: { ...textMessage(content), attachments },
    files: files.map(({ name, bytes }) => ({ name, data: bytes })),
  };
}

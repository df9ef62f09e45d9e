import { Buffer } from 'node:buffer';

import { MAX_FILES_BYTES } from '../../../ports/publisher.ts';

/** Discord takes that many files with one message. */
const MAX_FILES = 10;

/** As many files as one message may carry. */
export interface FileParts {
  /** Each of them with a head of its own. At least one. */
  files: Buffer[];
  /** How many files there were in the messages before. */
  filesBefore: number;
  isLast: boolean;
}

/** Cuts lines into files of at most `maxBytes` each, in as many messages as it takes; a line is longer than no file. */
export async function* fileParts(
  head: string,
  texts: AsyncIterable<string>,
  maxBytes: number,
): AsyncGenerator<FileParts> {
  const first = Buffer.from(head);
  let [files, filesBefore, messageBytes]: [Buffer[], number, number] = [[], 0, 0];
  let [lines, bytes] = [[first], first.length];

  function closeFile(): void {
    files.push(Buffer.concat(lines));
    messageBytes += bytes;
    [lines, bytes] = [[first], first.length];
  }

  for await (const text of texts) {
    const line = Buffer.from(text);
    if (bytes + line.length > maxBytes) closeFile();
    if (files.length === MAX_FILES || messageBytes + bytes + line.length > MAX_FILES_BYTES) {
      if (lines.length > 1) closeFile();
      yield { files, filesBefore, isLast: false };
      [files, filesBefore, messageBytes] = [[], filesBefore + files.length, 0];
    }
    lines.push(line);
    bytes += line.length;
  }
  if (lines.length > 1 || files.length === 0) closeFile();
  yield { files, filesBefore, isLast: true };
}

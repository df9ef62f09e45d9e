import { Buffer } from 'node:buffer';

import type { ExportRow, UntracedRow } from '../../app/ports/ledger-reader.ts';
import { CSV_HEAD, csvLine } from './ledger-csv.ts';

/** Discord takes that many files with one message. */
const MAX_FILES = 10;
/** Discord takes 25 MiB in one request, everything included. */
const MAX_BYTES = 24 * 1024 * 1024;

/** As much of an export as one message may carry. */
export interface CsvFiles {
  /** Each of them with a head of its own. At least one. */
  files: Buffer[];
  /** How many files there were in the messages before. */
  filesBefore: number;
  /** Pictures, and what was charged for them and is still reserved: in this message and in those before. */
  pictures: number;
  charged: number;
  held: number;
  /** Of what was charged and is reserved, the part that was carried over from other periods. */
  carried: number;
  isLast: boolean;
}

/** Writes the rows of a period's export into files of at most `maxBytes` each, in as many messages as it takes. */
export async function* csvFiles(rows: AsyncIterable<ExportRow | UntracedRow>, maxBytes: number, periodKey: string): AsyncGenerator<CsvFiles> {
  const head = Buffer.from(CSV_HEAD);
  const sums = { pictures: 0, charged: 0, held: 0, carried: 0 };
  let [files, filesBefore, messageBytes]: [Buffer[], number, number] = [[], 0, 0];
  let [lines, bytes] = [[head], head.length];

  function closeFile(): void {
    files.push(Buffer.concat(lines));
    messageBytes += bytes;
    [lines, bytes] = [[head], head.length];
  }

  for await (const row of rows) {
    const line = Buffer.from(csvLine(row, periodKey));
    if (bytes + line.length > maxBytes) closeFile();
    const isFull = files.length === MAX_FILES || messageBytes + bytes + line.length > MAX_BYTES;
    if (isFull) {
      if (lines.length > 1) closeFile();
      yield { files, filesBefore, ...sums, isLast: false };
      [files, filesBefore, messageBytes] = [[], filesBefore + files.length, 0];
    }
    lines.push(line);
    bytes += line.length;
    addTo(sums, row, periodKey);
  }
  if (lines.length > 1 || files.length === 0) closeFile();
  yield { files, filesBefore, ...sums, isLast: true };
}

function addTo(sums: Pick<CsvFiles, 'pictures' | 'charged' | 'held' | 'carried'>, row: ExportRow | UntracedRow, periodKey: string): void {
  if ('amount' in row) {
    sums.charged += row.amount;
    sums.carried += row.amount;
    return;
  }
  sums.pictures += 1;
  sums.charged += row.charged;
  sums.held += row.held;
  if (row.periodKey !== periodKey) sums.carried += row.charged + row.held;
}

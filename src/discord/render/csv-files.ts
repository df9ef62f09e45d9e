import { Buffer } from 'node:buffer';

import type { ExportRow } from '../../app/ports/ledger-reader.ts';
import { CSV_HEAD, csvLine } from './ledger-csv.ts';

/** Discord takes that many files with one message. */
const MAX_FILES = 10;
/** Discord takes 25 MiB in one request, everything included. */
const MAX_BYTES = 24 * 1024 * 1024;

/** An export cut into files. */
export interface CsvFiles {
  /** Each of them with a head of its own. At least one. */
  files: Buffer[];
  rows: number;
  /** What the ledger charged for these rows, and still reserves. */
  charged: number;
  held: number;
  /** When the first picture was asked for that had no room any more, epoch milliseconds; null when all are there. */
  cutAt: number | null;
}

/** Writes rows into files of at most `maxBytes` each, as many as one message may carry; what has no room is not read any further. */
export async function csvFiles(rows: AsyncIterable<ExportRow>, maxBytes: number): Promise<CsvFiles> {
  const head = Buffer.from(CSV_HEAD);
  const done: CsvFiles = { files: [], rows: 0, charged: 0, held: 0, cutAt: null };
  let lines = [head];
  let size = head.length;
  let total = head.length;
  for await (const row of rows) {
    const line = Buffer.from(csvLine(row));
    const isFull = size + line.length > maxBytes;
    total += line.length + (isFull ? head.length : 0);
    if (total > MAX_BYTES || (isFull && done.files.length === MAX_FILES - 1)) {
      done.cutAt = row.heldAt;
      break;
    }
    if (isFull) {
      done.files.push(Buffer.concat(lines));
      lines = [head];
      size = head.length;
    }
    lines.push(line);
    size += line.length;
    done.rows += 1;
    done.charged += row.charged;
    done.held += row.held;
  }
  return { ...done, files: [...done.files, Buffer.concat(lines)] };
}

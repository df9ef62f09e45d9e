import type { ExportRow, UntracedRow } from '../../../ports/store/ledger-reader.ts';
import { fileParts } from '../result/file-parts.ts';
import type { FileParts } from '../result/file-parts.ts';
import { CSV_HEAD, csvLine } from './ledger-csv.ts';

/** As much of an export as one message may carry. */
export interface CsvFiles extends FileParts {
  /** Pictures, and what was charged for them and is still reserved: in this message and in those before. */
  pictures: number;
  charged: number;
  held: number;
  /** Of what was charged and is reserved, the part that was carried over from other periods. */
  carried: number;
}

/** Writes the rows of a period's export into files of at most `maxBytes` each, in as many messages as it takes. */
export async function* csvFiles(
  rows: AsyncIterable<ExportRow | UntracedRow>,
  maxBytes: number,
  periodKey: string,
): AsyncGenerator<CsvFiles> {
  let written = { pictures: 0, charged: 0, held: 0, carried: 0 };
  // The line that has no room any more is read before the message is handed out, and belongs to the next.
  let before = written;

  async function* lines(): AsyncGenerator<string> {
    for await (const row of rows) {
      before = written;
      written = withRow(written, row, periodKey);
      yield csvLine(row, periodKey);
    }
  }

  for await (const part of fileParts(CSV_HEAD, lines(), maxBytes))
    yield { ...part, ...(part.isLast ? written : before) };
}

type Sums = Omit<CsvFiles, keyof FileParts>;

function withRow(sums: Sums, row: ExportRow | UntracedRow, periodKey: string): Sums {
  if ('amount' in row) return { ...sums, charged: sums.charged + row.amount, carried: sums.carried + row.amount };
  const { charged, held } = row;
  return {
    pictures: sums.pictures + 1,
    charged: sums.charged + charged,
    held: sums.held + held,
    carried: sums.carried + (row.periodKey === periodKey ? 0 : charged + held),
  };
}

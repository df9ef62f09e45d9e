import type { UnreadableRow } from '../../ports/store/ledger-snapshot.ts';
import { UnreadableRecord } from '../../ports/store/unreadable-record.ts';

/** More of them are counted and left out as well, but not remembered one by one. */
const MOST_REMEMBERED = 10_000;

/** Reads rows, so that one that cannot be read does not stop the others. */
export interface RowReader {
  /** Those that can be read; the others are noted and left out. */
  all<Row, Result>(
    table: string,
    rows: readonly Row[],
    idOf: (row: Row) => string,
    read: (row: Row) => Result,
  ): Result[];
  /** One row that was asked for; throws {@link UnreadableRecord} when it cannot be read. */
  one<Result>(table: string, id: string, read: () => Result): Result;
  /** Whether it was found to be unreadable before: what belongs to it is left to the operator. */
  isUnreadable(table: string, id: string): boolean;
  /** How many were found since the start. */
  count(): number;
}

/** `note` is told of each such row once. */
export function createRowReader(note: (row: UnreadableRow) => void = () => undefined): RowReader {
  const found = new Set<string>();

  function noteOnce(table: string, id: string): void {
    const name = rowName(table, id);
    if (found.has(name) || found.size >= MOST_REMEMBERED) return;
    found.add(name);
    note({ table, id });
  }

  return {
    all(table, rows, idOf, read) {
      return rows.flatMap((row) => {
        try {
          return [read(row)];
        } catch {
          noteOnce(table, idOf(row));
          return [];
        }
      });
    },
    one(table, id, read) {
      try {
        return read();
      } catch {
        noteOnce(table, id);
        throw new UnreadableRecord(table, id);
      }
    },
    isUnreadable: (table, id) => found.has(rowName(table, id)),
    count: () => found.size,
  };
}

function rowName(table: string, id: string): string {
  return `${table} ${id}`;
}

/** Reads CSV as spreadsheets do (RFC 4180): one record per row of the file, by the names of the columns. */
export function readCsv(text: string): Record<string, string>[] {
  const [head = [], ...records] = recordsOf(text);
  return records.map((record) => Object.fromEntries(head.map((name, column) => [name, record[column] ?? ''])));
}

function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  // A cell, quoted or bare, and what ends it.
  for (const [whole, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (whole === '' && record.length === 0) break;
    record.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

/** Dollars as an export writes them, as micro-dollars. Throws for anything else. */
export function microsOf(dollars: string | undefined): number {
  const [, whole, decimals] = /^(\d+)\.(\d{2,6})$/.exec(dollars ?? '') ?? [];
  if (whole === undefined || decimals === undefined) throw new Error(`Not an amount: ${dollars}`);
  return Number(whole) * 1_000_000 + Number(decimals.padEnd(6, '0'));
}

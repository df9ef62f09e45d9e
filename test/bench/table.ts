/** One line of the result: what was measured, by us and by the baseline, and whether it is good enough. */
export interface Row {
  measurement: string;
  ours: string;
  baseline: string;
  /** Ours over the baseline, where there is one. */
  ratio: number | null;
  target: string;
  isMet: boolean;
}

/** The rows below their headings, each column as wide as it needs to be. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [
    ['measurement', 'ours', 'baseline', 'ratio', 'target', 'verdict'],
    ...rows.map((row) => [
      row.measurement,
      row.ours,
      row.baseline,
      row.ratio?.toFixed(2) ?? '',
      row.target,
      row.isMet ? 'met' : 'MISSED',
    ]),
  ];
  const widths = lines.reduce<number[]>(
    (most, line) => line.map((cell, column) => Math.max(most[column] ?? 0, cell.length)),
    [],
  );
  const [heading = [], ...body] = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  return [heading, widths.map((width) => '─'.repeat(width)), ...body]
    .map((line) => line.join('  ').trimEnd())
    .join('\n');
}

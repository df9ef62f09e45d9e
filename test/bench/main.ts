/**
 * Measures what the bot promises about speed and memory, against baselines in the same run, and prints one table.
 * `--quick` takes fewer and shorter rounds.
 */
import { cpus, loadavg } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { measureAcknowledge } from './acknowledge.ts';
import { measureDelivery } from './delivery.ts';
import { measureMemory } from './memory.ts';
import { ANYTHING_FROM_10_TO_40_S, BY_VARIANT, measureNoticing } from './noticing.ts';
import { measureReports } from './reports.ts';
import { measureReservations } from './reservations.ts';
import {
  acknowledgeRows,
  deliveryRow,
  memoryRows,
  noticingRow,
  periodChangeRow,
  reportRow,
  reservationRow,
  worstMembersRow,
} from './rows.ts';
import { formatTable } from './table.ts';
import type { Row } from './table.ts';
import { measureWorstMembers } from './worst-members.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const effort = values.quick
  ? { rounds: 1, windows: 1, seconds: 2, deliveries: 1 }
  : { rounds: 3, windows: 3, seconds: 5, deliveries: 7 };

const MEASUREMENTS: [string, () => Promise<Row[]>][] = [
  ['how fast interactions are acknowledged', async () => acknowledgeRows(await measureAcknowledge(effort))],
  ['memory', async () => memoryRows(await measureMemory())],
  ['memory under the worst that members can send', async () => (await measureWorstMembers()).map(worstMembersRow)],
  [
    'how fast finished pictures are posted',
    async () => [deliveryRow(await measureDelivery({ rounds: effort.deliveries }))],
  ],
  [
    'how soon finished jobs are noticed',
    async () => [
      noticingRow('by variant, 8–40 s', measureNoticing(BY_VARIANT)),
      noticingRow('anything from 10 to 40 s', measureNoticing(ANYTHING_FROM_10_TO_40_S)),
    ],
  ],
  ['what a reservation costs', async () => [reservationRow(await measureReservations())]],
  [
    'how long reports and changes of period take',
    async () => {
      const figures = await measureReports();
      return [reportRow(figures), periodChangeRow(figures)];
    },
  ],
];

print(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, load at the start ${load()}`,
);
const rows: Row[] = [];
for (const [name, measure] of MEASUREMENTS) {
  const startedAt = performance.now();
  rows.push(...(await measure()));
  print(`measured: ${name} (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`);
}
print(
  `\n${formatTable(rows)}\n\nLoad at the end ${load()}. Above the number of processors, other programs slow down both sides, and single figures mean little.`,
);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function load(): string {
  return loadavg()[0]?.toFixed(1) ?? '?';
}

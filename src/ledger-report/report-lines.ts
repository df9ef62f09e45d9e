import { hasDifferences } from '../app/budget/audit-ledger.ts';
import type { LedgerReport, ReportedAccount } from '../app/budget/audit-ledger.ts';
import { formatUsd } from '../core/money/money.ts';
import {
  at,
  describeDifference,
  describeFaulty,
  describeImbalance,
  describeUndecided,
  describeUnreadable,
  describeWrongCap,
  describeWrongSum,
} from './difference-words.ts';

const SCOPES = [
  ['operator', 'Everything together'],
  ['ceiling', 'Servers by calendar month, for the operator’s ceilings'],
  ['guild', 'Servers'],
  ['direct', 'Direct messages and personal installs'],
] as const;

const DECIDE = '/krea-budget resolve in a server, or npm run ledger -- resolve for all of them';

/**
 * The report as lines of text: the accounts, the checks, the differences. Members’ own accounts are checked, not
 * printed.
 */
export function reportLines(report: LedgerReport): string[] {
  const { accounts, imbalances, wrongSums, faulty, wrongCaps, unreadable, jobs, undecided } = report;
  return [
    `Ledger as of ${at(report.takenAt)}`,
    ...SCOPES.flatMap(([scope, title]) =>
      table(
        title,
        accounts.filter((account) => account.scope === scope),
      ),
    ),
    '',
    'Checks',
    check(imbalances.length, 'every balance is the sum of its entries'),
    check(wrongSums.length, 'every sum that reports read is that of its entries'),
    check(faulty.length, 'every picture’s money is as its state says'),
    check(wrongCaps.length, 'nothing was held over a cap in force, unless an approval on record lifted it'),
    check(unreadable.length, 'every record can be read'),
    ...(undecided.length === 0
      ? []
      : [`  note: ${undecided.length} undecided: their money stays held until somebody decides (${DECIDE})`]),
    ...undecided.map((picture) => `    - ${describeUndecided(picture)}`),
    jobs === null
      ? '  skipped: Krea was not asked'
      : check(jobs.differences.length, `Krea’s ${jobs.compared} jobs since ${at(jobs.since)} agree with the ledger`),
    ...[
      ...imbalances.map(describeImbalance),
      ...wrongSums.map(describeWrongSum),
      ...faulty.map(describeFaulty),
      ...wrongCaps.map(describeWrongCap),
      ...unreadable.map(describeUnreadable),
      ...(jobs?.differences ?? []).map(describeDifference),
    ].map((line) => `    - ${line}`),
    '',
    hasDifferences(report) ? 'There are differences.' : 'Everything agrees.',
  ];
}

function check(differences: number, claim: string): string {
  return differences === 0
    ? `  ok: ${claim}`
    : `  NOT OK: ${claim}: ${differences} ${differences === 1 ? 'difference' : 'differences'}`;
}

function table(title: string, accounts: readonly ReportedAccount[]): string[] {
  if (accounts.length === 0) return [];
  const rows = accounts.map(({ id, periodKey, spent, held, carried, pictures }) => [
    id,
    periodKey,
    `${formatUsd(spent)} spent`,
    `${formatUsd(held)} held`,
    `${pictures} ${pictures === 1 ? 'picture' : 'pictures'}`,
    carried === 0 ? '' : `${formatUsd(carried)} carried over`,
  ]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return [
    '',
    title,
    ...rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()),
  ];
}

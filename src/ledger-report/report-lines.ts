import { hasDifferences } from '../app/audit-ledger.ts';
import type { LedgerReport, ReportedAccount } from '../app/audit-ledger.ts';
import { formatUsd } from '../core/money.ts';
import { at, describeDifference, describeFaulty, describeImbalance } from './difference-words.ts';

const SCOPES = [
  ['operator', 'Everything together'],
  ['guild', 'Servers'],
  ['direct', 'Direct messages and personal installs'],
] as const;

/** The report as lines of text: the accounts, the checks, the differences. Members’ own accounts are checked, not printed. */
export function reportLines(report: LedgerReport): string[] {
  const { accounts, imbalances, faulty, jobs, undecided } = report;
  return [
    `Ledger as of ${at(report.takenAt)}`,
    ...SCOPES.flatMap(([scope, title]) => table(title, accounts.filter((account) => account.scope === scope))),
    '',
    'Checks',
    check(imbalances.length, 'every balance is the sum of its entries'),
    check(faulty.length, 'every picture’s money is as its state says'),
    ...(undecided === 0 ? [] : [`  note: ${undecided} undecided: their money stays held until somebody decides (/krea-budget resolve)`]),
    jobs === null ? '  skipped: Krea was not asked' : check(jobs.differences.length, `Krea’s ${jobs.compared} jobs since ${at(jobs.since)} agree with the ledger`),
    ...[...imbalances.map(describeImbalance), ...faulty.map(describeFaulty), ...(jobs?.differences ?? []).map(describeDifference)].map((line) => `    - ${line}`),
    '',
    hasDifferences(report) ? 'There are differences.' : 'Everything agrees.',
  ];
}

function check(differences: number, claim: string): string {
  return differences === 0 ? `  ok: ${claim}` : `  NOT OK: ${claim}: ${differences} ${differences === 1 ? 'difference' : 'differences'}`;
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
  return ['', title, ...rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())];
}

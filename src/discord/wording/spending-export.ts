import { formatUsd } from '../../core/money.ts';
import type { MicroUsd } from '../../core/money.ts';
import type { Period } from '../../core/period.ts';
import { counted } from './names.ts';

/** What an export's files hold. */
interface Written {
  files: readonly unknown[];
  rows: number;
  charged: MicroUsd;
  held: MicroUsd;
  cutAt: number | null;
}

/** What is in an export, with its sums, and what is not. */
export function describeExport({ startsAt, endsAt }: Period, { files, rows, charged, held, cutAt }: Written): string {
  const span = endsAt === null ? 'since the beginning' : `from <t:${seconds(startsAt)}:f> to <t:${seconds(endsAt)}:f>`;
  return [
    `${counted(rows, 'picture')} ${span}: **${formatUsd(charged)}** charged, **${formatUsd(held)}** still reserved.`,
    ...(files.length > 1 ? [`Discord takes no larger files here, so there are ${files.length}; each begins with the names of the columns.`] : []),
    ...(cutAt === null ? [] : [`**Not all of it:** pictures from <t:${seconds(cutAt)}:f> on had no room. The bot’s operator can export them.`]),
    '-# Times are in UTC, money is in dollars. The sum of “charged” is what the ledger has spent.',
  ].join('\n');
}

/** A name that tells the period apart; several files are numbered. */
export function exportFileName({ startsAt, endsAt }: Period, number: number, of: number): string {
  const from = endsAt === null ? 'all' : new Date(startsAt).toISOString().slice(0, 10);
  return `krea-spending-${from}${of === 1 ? '' : `-part-${number}`}.csv`;
}

function seconds(instant: number): number {
  return Math.ceil(instant / 1000);
}

import { formatUsd } from '../../../core/money/money.ts';
import type { MicroUsd } from '../../../core/money/money.ts';
import { readPeriodKey } from '../../../core/money/period.ts';
import { counted } from '../names.ts';

/** The answer to an export of the period before the running one, where there is none. */
export const NOTHING_TO_EXPORT = 'Nothing was counted in any period but the running one. Export that.';

/** What one message of an export holds, and all up to it. */
interface Written {
  files: readonly unknown[];
  filesBefore: number;
  pictures: number;
  charged: MicroUsd;
  held: MicroUsd;
  carried: MicroUsd;
  isLast: boolean;
}

/** What is in an export, with its sums; while more follows, what has been written so far. */
export function describeExport(periodKey: string, written: Written): string {
  const { files, filesBefore, pictures, charged, held, carried, isLast } = written;
  const all = filesBefore + files.length;
  if (!isLast)
    return (
      `${counted(pictures, 'picture')} so far, from ${describePeriodKey(periodKey)}. The rest follows in ` +
      `the next message.`
    );
  return [
    `${counted(pictures, 'picture')} from ${describePeriodKey(periodKey)}: **${formatUsd(charged)}** charged, ` +
      `**${formatUsd(held)}** still reserved.`,
    ...(carried === 0
      ? []
      : [`**${formatUsd(carried)}** of this was carried over from other periods: the rows with a \`carried_from\`.`]),
    ...(all > 1
      ? [`Discord doesn’t accept larger files here, so there are ${all}; each starts with the column names.`]
      : []),
    '-# Times are in UTC. Money is in dollars, and again in millionths of a dollar. Ids start with a letter so ' +
      'that spreadsheets don’t round them. “charged” plus “held” is what counts against the budget.',
  ].join('\n');
}

/** A name that tells the period by its first day in the server's time zone; several files are numbered. */
export function exportFileName(periodKey: string, number: number, isOnly: boolean): string {
  const named = readPeriodKey(periodKey);
  const from = named === undefined || named.kind === 'none' ? 'all' : named.firstDay;
  return `krea-spending-${from}${isOnly ? '' : `-part-${number}`}.csv`;
}

/** "the month from 2026-11-01 (Europe/Berlin)". */
export function describePeriodKey(periodKey: string): string {
  const named = readPeriodKey(periodKey);
  if (named === undefined) return 'a period from another version of the bot';
  if (named.kind === 'none') return 'the budget that never resets';
  return `the ${named.kind} from ${named.firstDay} (${named.zone})`;
}

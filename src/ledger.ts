import process from 'node:process';

import { auditLedger, hasDifferences } from './app/audit-ledger.ts';
import type { LedgerReport } from './app/audit-ledger.ts';
import { ImageApiUnavailable } from './app/ports/image-api.ts';
import { parseConfig } from './config.ts';
import type { Config } from './config.ts';
import { createKrea } from './krea/create-krea.ts';
import { readArguments, USAGE } from './ledger-report/read-arguments.ts';
import type { LedgerArguments } from './ledger-report/read-arguments.ts';
import { reportLines } from './ledger-report/report-lines.ts';
import { createLogger } from './logger.ts';
import { openLedgerSnapshot } from './store/open-ledger-snapshot.ts';
import { systemClock } from './system.ts';

/** What supervisors and scripts go by. */
const EXIT = { agrees: 0, differs: 1, unchecked: 2 } as const;

/** Looks through the books as they are now, beside the running bot; everything opened is closed again. */
async function look(config: Config, { since, isOffline }: LedgerArguments): Promise<LedgerReport> {
  const snapshot = await openLedgerSnapshot(config.databaseUrl, systemClock);
  // What goes wrong is said once, in words, by whoever called.
  const krea = isOffline ? null : createKrea({ ...config.krea, log: createLogger('silent'), clock: systemClock });
  try {
    return await auditLedger(snapshot, krea, since);
  } finally {
    await Promise.all([snapshot.close(), krea?.close()]);
  }
}

function complain(lines: readonly string[]): void {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = EXIT.unchecked;
}

const given = readArguments(process.argv.slice(2), systemClock.now());
const parsed = parseConfig(process.env);
if (given === undefined) {
  complain([USAGE]);
} else if ('mistakes' in parsed) {
  complain(['The settings are not right:', ...parsed.mistakes.map((line) => `  ${line}`)]);
} else {
  try {
    const report = await look(parsed.config, given);
    process.stdout.write(`${reportLines(report).join('\n')}\n`);
    process.exitCode = hasDifferences(report) ? EXIT.differs : EXIT.agrees;
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown error';
    const hint = error instanceof ImageApiUnavailable ? ' With --offline the ledger alone is checked.' : '';
    complain([`The ledger could not be checked: ${why}.${hint}`]);
  }
}

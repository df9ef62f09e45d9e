import process from 'node:process';

import { auditLedger, hasDifferences } from './app/budget/audit-ledger.ts';
import type { LedgerReport } from './app/budget/audit-ledger.ts';
import { createDecidePicture } from './app/painting/decide-picture.ts';
import type { DecidePicture } from './app/painting/decide-picture.ts';
import { createKrea } from './backends/krea/create-krea.ts';
import { OPERATOR } from './core/picture/decision.ts';
import { describeDecided, describeUndecidable } from './ledger-report/decision-words.ts';
import { readArguments, USAGE } from './ledger-report/read-arguments.ts';
import type { CheckArguments, ResolveArguments } from './ledger-report/read-arguments.ts';
import { reportLines } from './ledger-report/report-lines.ts';
import { ImageApiUnavailable } from './ports/image-api.ts';
import type { ImageApi } from './ports/image-api.ts';
import { parseConfig } from './process/config.ts';
import type { Config } from './process/config.ts';
import { envFileMistakes } from './process/env-file.ts';
import { createLogger } from './process/logger.ts';
import { systemClock } from './process/system.ts';
import { openLedgerSnapshot } from './store/checks/open-snapshot.ts';
import { openStore } from './store/open-store.ts';

/** What supervisors and scripts go by. */
const EXIT = { agrees: 0, differs: 1, undone: 2 } as const;

// Errors are worded once, by the caller.
const log = createLogger('silent');

async function withKrea<Result>(
  config: Config,
  isOffline: boolean,
  work: (krea: ImageApi | null) => Promise<Result>,
): Promise<Result> {
  const krea = isOffline ? null : createKrea({ ...config.krea, log, clock: systemClock });
  try {
    return await work(krea);
  } finally {
    await krea?.close();
  }
}

/** Looks through the books as they are now, beside the running bot; everything opened is closed again. */
async function look(config: Config, { since, isOffline }: CheckArguments): Promise<LedgerReport> {
  const snapshot = await openLedgerSnapshot(config.databaseUrl, systemClock);
  try {
    return await withKrea(config, isOffline, async (krea) => auditLedger(snapshot, krea, since));
  } finally {
    await snapshot.close();
  }
}

/**
 * Decides about a picture for the operator; whether the bot runs or not, the database lets one of them write at a
 * time.
 */
async function decide(
  config: Config,
  { picture, verdict, reason, isOffline }: ResolveArguments,
): ReturnType<DecidePicture> {
  // Neither makes a database nor changes one of another version, which only the bot may.
  await (await openLedgerSnapshot(config.databaseUrl, systemClock)).close();
  const store = await openStore(config.databaseUrl);
  try {
    // A picture is decided once: its name makes the audit's line unique.
    const actor = { userId: OPERATOR, interactionId: `${OPERATOR}:${picture.generationId}.${picture.index}` };
    return await withKrea(config, isOffline, async (imageApi) => {
      const decidePicture = createDecidePicture({ ...store, imageApi, clock: systemClock, log });
      return decidePicture({ ...picture, verdict, reason, actor }, () => true);
    });
  } finally {
    await store.close();
  }
}

async function check(config: Config, given: CheckArguments): Promise<void> {
  const report = await look(config, given);
  process.stdout.write(`${reportLines(report).join('\n')}\n`);
  process.exitCode = hasDifferences(report) ? EXIT.differs : EXIT.agrees;
}

async function resolve(config: Config, given: ResolveArguments): Promise<void> {
  const outcome = await decide(config, given);
  if ('refused' in outcome)
    complain([describeUndecidable(`${given.picture.generationId}.${given.picture.index}`, outcome.refused)]);
  else process.stdout.write(`${describeDecided(outcome)}\n`);
}

function complain(lines: readonly string[]): void {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = EXIT.undone;
}

const given = readArguments(process.argv.slice(2), systemClock.now());
const parsed = parseConfig(process.env);
if (given === undefined) {
  complain([USAGE]);
} else if ('mistakes' in parsed) {
  complain(['The settings are not right:', ...[...envFileMistakes(), ...parsed.mistakes].map((line) => `  ${line}`)]);
} else {
  try {
    await (given.kind === 'check' ? check(parsed.config, given) : resolve(parsed.config, given));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown error';
    const hint = error instanceof ImageApiUnavailable ? ' With --offline the ledger alone is checked.' : '';
    complain([
      given.kind === 'check' ? `The ledger could not be checked: ${why}.${hint}` : `Nothing was decided: ${why}.`,
    ]);
  }
}

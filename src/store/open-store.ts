import type { Approvals } from '../app/ports/approvals.ts';
import type { Budgets } from '../app/ports/budgets.ts';
import type { CardBox } from '../app/ports/card-box.ts';
import type { Decisions } from '../app/ports/decisions.ts';
import type { Gauges } from '../app/ports/gauges.ts';
import type { Journal } from '../app/ports/journal.ts';
import type { UnreadableRow } from '../app/ports/ledger-snapshot.ts';
import type { LedgerReader } from '../app/ports/ledger-reader.ts';
import type { PendingAnswers } from '../app/ports/pending-answers.ts';
import type { Rulebook } from '../app/ports/rulebook.ts';
import type { Blobs, Cache } from '../app/ports/storage.ts';
import { createApprovals } from './approvals.ts';
import { createBlobs } from './blobs.ts';
import { createBudgets } from './budgets.ts';
import { createCache } from './cache.ts';
import { createCardBox } from './cards.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { createDecisions } from './decisions.ts';
import { createGauges } from './gauges.ts';
import { createJournal } from './journal.ts';
import { createLedgerReader } from './ledger-reader.ts';
import { openDatabase } from './open-database.ts';
import { createRowReader } from './row-reader.ts';
import { createPendingAnswers } from './pending-answers.ts';
import { createRulebook } from './rulebook.ts';

/** Everything that is kept, over one database. */
export interface Store {
  journal: Journal;
  decisions: Decisions;
  budgets: Budgets;
  rulebook: Rulebook;
  cardBox: CardBox;
  approvals: Approvals;
  blobs: Blobs;
  cache: Cache;
  ledger: LedgerReader;
  gauges: Gauges;
  pendingAnswers: PendingAnswers;
  /** Waits for what is under way and closes the database; later calls fail. */
  close(): Promise<void>;
}

interface StoreOptions {
  now?: () => number;
  /** Told once of each row that cannot be read. */
  noteUnreadable?: (row: UnreadableRow) => void;
  /** Told whether something could be written, whenever that was tried. */
  noteWrite?: (isDone: boolean) => void;
}

/**
 * Opens the database that `DATABASE_URL` names and brings its tables up to date. `now` decides what has
 * expired in the cache. Throws when the address is not understood or the database cannot be opened; with
 * `StoreUnavailable` when that may pass.
 */
export async function openStore(databaseUrl: string, options: StoreOptions = {}): Promise<Store> {
  const { path } = parseDatabaseUrl(databaseUrl);
  const db = await openDatabase(path, options.noteWrite === undefined ? {} : { noteWrite: options.noteWrite });
  const reader = createRowReader(options.noteUnreadable);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => (closed ??= db.destroy());
  return {
    journal: createJournal(db, reader),
    decisions: createDecisions(db, reader),
    budgets: createBudgets(db),
    rulebook: createRulebook(db, reader),
    cardBox: createCardBox(db, reader),
    approvals: createApprovals(db, reader),
    blobs: createBlobs(db),
    cache: createCache(db, options.now ?? Date.now),
    ledger: createLedgerReader(db),
    gauges: createGauges(db, reader),
    pendingAnswers: createPendingAnswers(db),
    close,
  };
}

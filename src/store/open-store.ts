import type { Approvals } from '../ports/store/approvals.ts';
import type { Budgets } from '../ports/store/budgets.ts';
import type { CardBox } from '../ports/store/card-box.ts';
import type { Decisions } from '../ports/store/decisions.ts';
import type { Gauges } from '../ports/store/gauges.ts';
import type { Journal } from '../ports/store/journal.ts';
import type { LedgerReader } from '../ports/store/ledger-reader.ts';
import type { UnreadableRow } from '../ports/store/ledger-snapshot.ts';
import type { PendingAnswers } from '../ports/store/pending-answers.ts';
import type { Rulebook } from '../ports/store/rulebook.ts';
import type { Blobs, Cache } from '../ports/store/storage.ts';
import { createApprovals } from './cards/approvals.ts';
import { createCardBox } from './cards/card-box.ts';
import { parseDatabaseUrl } from './database/database-url.ts';
import { createRowReader } from './database/row-reader.ts';
import { createDecisions } from './journal/decisions.ts';
import { createJournal } from './journal/journal.ts';
import { createPendingAnswers } from './journal/pending-answers.ts';
import { createBudgets } from './ledger/budgets.ts';
import { createGauges } from './ledger/gauges.ts';
import { createLedgerReader } from './ledger/ledger-reader.ts';
import { createBlobs } from './lookup/blobs.ts';
import { createCache } from './lookup/cache.ts';
import { createRulebook } from './rules/rulebook.ts';
import { openDatabase } from './sqlite/open-database.ts';

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

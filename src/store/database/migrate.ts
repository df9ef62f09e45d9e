import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';

import * as generations from '../migrations/0001-generations.ts';
import * as ledger from '../migrations/0002-ledger.ts';
import * as rules from '../migrations/0003-rules.ts';
import * as blobs from '../migrations/0004-blobs.ts';
import * as cache from '../migrations/0005-cache.ts';
import * as decisions from '../migrations/0006-decisions.ts';
import * as cards from '../migrations/0007-cards.ts';
import * as cardProgress from '../migrations/0008-card-progress.ts';
import * as blobExpiry from '../migrations/0009-blob-expiry.ts';
import * as uncopiedPictures from '../migrations/0010-uncopied-pictures.ts';
import * as approvedAtOnce from '../migrations/0011-approved-at-once.ts';
import * as carries from '../migrations/0012-carries.ts';
import * as submitSpan from '../migrations/0013-submit-span.ts';
import * as lastingDeliveries from '../migrations/0014-lasting-deliveries.ts';
import * as blobUse from '../migrations/0015-blob-use.ts';
import type { Database } from './transaction.ts';

/** Every migration there ever was, by name: what has been released is never changed, only followed. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-generations': generations,
  '0002-ledger': ledger,
  '0003-rules': rules,
  '0004-blobs': blobs,
  '0005-cache': cache,
  '0006-decisions': decisions,
  '0007-cards': cards,
  '0008-card-progress': cardProgress,
  '0009-blob-expiry': blobExpiry,
  '0010-uncopied-pictures': uncopiedPictures,
  '0011-approved-at-once': approvedAtOnce,
  '0012-carries': carries,
  '0013-submit-span': submitSpan,
  '0014-lasting-deliveries': lastingDeliveries,
  '0015-blob-use': blobUse,
};

/** The names under which a database of this version remembers them, in order. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS).toSorted();

/** Brings the tables up to this version, or an older one, all steps in one transaction. Throws when that fails. */
export async function migrate(db: Database, to?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to));
  if (error !== undefined) throw new Error('The database could not be brought up to date', { cause: error });
}

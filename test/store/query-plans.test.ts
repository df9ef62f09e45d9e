import { Kysely } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { createBlobs } from '../../src/store/blobs.ts';
import { createBudgets } from '../../src/store/budgets.ts';
import { createCache } from '../../src/store/cache.ts';
import { createJournal } from '../../src/store/journal.ts';
import { createLedgerReader } from '../../src/store/ledger-reader.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Tables } from '../../src/store/schema.ts';
import { openSqlite } from '../../src/store/sqlite-connection.ts';
import { createSqliteDialect } from '../../src/store/sqlite-dialect.ts';
import type { Database } from '../../src/store/transaction.ts';
import { NOVEMBER, opened, TO_FINISHED } from '../contract/samples.ts';

let db: Database;
let queries: CompiledQuery[] = [];
beforeEach(async () => {
  queries = [];
  const dialect = createSqliteDialect(openSqlite(':memory:'));
  db = new Kysely<Tables>({ dialect, log: ({ query }) => void queries.push(query) });
  await migrate(db);
  queries = [];
});
afterEach(async () => db.destroy());

/** Each step of each query's plan that reads a table or an index from end to end. */
async function scans(): Promise<string[]> {
  const asked = new Map(queries.filter(({ sql }) => /^(select|insert|update|delete)/.test(sql)).map((query) => [query.sql, query]));
  const found: string[] = [];
  for (const query of asked.values()) {
    const { rows } = await db.executeQuery<{ detail: string }>({ ...query, sql: `explain query plan ${query.sql}` });
    found.push(...rows.map(({ detail }) => detail).filter((detail) => /^SCAN (?!\d)/.test(detail)));
  }
  return found;
}

test('every query of daily work finds its rows by index, however long the history is', async () => {
  const journal = createJournal(db);
  await opened(journal, {}, [...TO_FINISHED], ['submitting', 'uncertain', 'failed']);
  await journal.find('1001');
  await journal.findByRemoteId('job-1');
  await journal.knownRemoteIds(['job-1', 'job-2']);
  await journal.recent('user-1', 'guild-1', 5);
  await journal.recent('user-1', null, 5);
  await journal.noteHash({ generationId: '1001', index: 1 }, 'a');
  await journal.noteRemoved('1001', 'user-1');
  await journal.startDelivery('1001', 5);
  await journal.climb({ generationId: '1001', part: 1 }, 'channel');
  await journal.endDelivery({ generationId: '1001', part: 1 }, { status: 'kept', channelId: null, messageId: null });
  await createBudgets(db).setGuildCap('guild-1', 5, { userId: 'u', interactionId: 'i' }, 5);
  await createBudgets(db).balance('guild', 'guild-1', NOVEMBER.key);
  await createLedgerReader(db).entries('1001');
  await createLedgerReader(db).capChanges('guild-1');
  const blobs = createBlobs(db);
  await blobs.get(await blobs.put(Uint8Array.of(1), 'image/png'));
  const cache = createCache(db, () => 5);
  await cache.set('a', 1, 5);
  await cache.get('a');
  await cache.delete('a');
  expect(queries.length).toBeGreaterThan(40);
  expect(await scans()).toStrictEqual([]);
});

test('what recovery asks for reads only the indexes of unfinished work', async () => {
  const journal = createJournal(db);
  await journal.waiting();
  await journal.inStates(['queued', 'submitting', 'running', 'uncertain']);
  expect(await scans()).toStrictEqual([]);
  await journal.untold();
  await journal.openDeliveries();
  expect(await scans()).toStrictEqual(['SCAN picture USING INDEX picture_untold', 'SCAN delivery USING INDEX delivery_posting']);
});

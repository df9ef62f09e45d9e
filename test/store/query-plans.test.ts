import { Kysely } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { NO_RULES } from '../../src/core/rules/rules.ts';
import type { Journal } from '../../src/ports/store/journal.ts';
import { createCardBox } from '../../src/store/cards/card-box.ts';
import { migrate } from '../../src/store/database/migrate.ts';
import type { Tables } from '../../src/store/database/schema.ts';
import type { Database } from '../../src/store/database/transaction.ts';
import { createJournal } from '../../src/store/journal/journal.ts';
import { createBudgets } from '../../src/store/ledger/budgets.ts';
import { createLedgerReader } from '../../src/store/ledger/ledger-reader.ts';
import { createBlobs } from '../../src/store/lookup/blobs.ts';
import { createCache } from '../../src/store/lookup/cache.ts';
import { createRulebook } from '../../src/store/rules/rulebook.ts';
import { openSqlite } from '../../src/store/sqlite/connection.ts';
import { createSqliteDialect } from '../../src/store/sqlite/dialect.ts';
import { arranged } from '../arranged.ts';
import { admitted, collect, DECEMBER, EACH, NOVEMBER, opened, sample, TO_FINISHED } from '../contract/samples.ts';

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
  const asked = new Map(
    queries.filter(({ sql }) => /^(select|insert|update|delete)/.test(sql)).map((query) => [query.sql, query]),
  );
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
  await journal.moveToRung({ generationId: '1001', part: 1 }, 'channel');
  await journal.endDelivery({ generationId: '1001', part: 1 }, { status: 'kept', channelId: null, messageId: null });
  await journal.startLateDelivery('1001', [1], 6);
  await journal.noteTold({ generationId: '1001', part: 1 });
  await journal.deliveries('1001');
  await admittedByRules(journal);
  await createBudgets(db).balance('guild', 'guild-1', NOVEMBER.key);
  await readReports();
  const blobs = createBlobs(db);
  const hash = await blobs.put(Uint8Array.of(1), 'image/png');
  await blobs.get(hash);
  await blobs.putUntil({ hash, bytes: Uint8Array.of(1), mediaType: 'image/png' }, 5);
  await blobs.removeExpired(5);
  const cache = createCache(db, () => 5);
  await cache.set('a', 1, 5);
  await cache.get('a');
  await cache.delete('a');
  expect(queries.length).toBeGreaterThan(40);
  expect(await scans()).toStrictEqual([]);
});

test('what a start takes up is read from indexes that hold nothing else', async () => {
  const journal = createJournal(db);
  await journal.openDeliveries();
  await journal.untoldEnds();
  await journal.unseen();
  expect(
    (await scans()).filter((step) => !/USING INDEX (delivery_posting|delivery_untold|picture_kept)$/.test(step)),
  ).toStrictEqual([]);
});

/** Opens a picture under every limit that there is, and changes the server's periods twice. */
async function admittedByRules(journal: Journal): Promise<void> {
  const image = { hash: 'b', bytes: Uint8Array.of(2), mediaType: 'image/png' };
  const generation = sample({
    id: '1002',
    request: { ...sample().request, references: [{ hash: 'b', strength: 0.6 }] },
  });
  await journal.open(generation, admitted(generation, { member: 9 * EACH, atOnce: 9, coolDownMs: 5 }), 0, [image]);
  const rulebook = createRulebook(db);
  for (const [version, kind] of (['none', 'day', 'week'] as const).entries()) {
    const rules = { ...NO_RULES, period: { ...NO_RULES.period, kind } };
    const actor = { userId: 'u', interactionId: `${version}` };
    arranged(
      await rulebook.change(
        'guild-1',
        version,
        rules,
        { actor, action: 'set', targetId: null, reason: null },
        NOVEMBER.startsAt + 5000,
      ),
    );
  }
  await rulebook.read('guild-1');
  await rulebook.audit('guild-1', 5);
  await rulebook.audit('guild-1', 5, { skip: 5, person: 'user-1', action: 'set', isOldestFirst: true });
  await rulebook.auditSize('guild-1', { person: 'user-1' });
  await rulebook.auditActions('guild-1');
  await rulebook.newestOf('guild-1', 'set');
  await rulebook.newestOf('guild-1', 'set', 'alert-1');
  const cards = createCardBox(db);
  await cards.fallBehind({ kind: 'alert', id: '1' });
  await cards.catchUp({ kind: 'alert', id: '1' }, 1);
}

async function readReports(): Promise<void> {
  const ledger = createLedgerReader(db);
  await ledger.entries('1001');
  await ledger.accounts('1001');
  await collect(ledger.periodEntries('guild-1', NOVEMBER.key));
  await ledger.periods('guild-1');
  await ledger.firstSpentAt('guild-1');
  await ledger.untraced('guild-1', NOVEMBER.key);
  await ledger.spentByDay('guild-1', [0, NOVEMBER.startsAt, DECEMBER.startsAt]);
  await ledger.spentByMember('guild-1', 0, DECEMBER.startsAt, 5);
  await ledger.spentByVariant('guild-1', 0, DECEMBER.startsAt);
  await ledger.spentByMemberKind('guild-1', 'user-1', 0, DECEMBER.startsAt);
}

test('what recovery asks for reads only the indexes of unfinished work', async () => {
  const journal = createJournal(db);
  await journal.waiting();
  await journal.inStates(['queued', 'submitting', 'running', 'uncertain']);
  await journal.uncopied(5);
  expect(await scans()).toStrictEqual([]);
  await journal.untold();
  await journal.openDeliveries();
  expect(await scans()).toStrictEqual([
    'SCAN picture USING INDEX picture_untold',
    'SCAN delivery USING INDEX delivery_posting',
  ]);
});

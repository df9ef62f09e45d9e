import fs, { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Kysely } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { openStore } from '../../../src/store/open-store.ts';
import { openSqlite } from '../../../src/store/sqlite/connection.ts';
import { createSqliteDialect } from '../../../src/store/sqlite/dialect.ts';
import { arranged } from '../../arranged.ts';
import { collect } from '../../contract/samples.ts';
import { createServerClock } from '../../contract/server-clock.ts';

const FOLDER = new URL('../../../src/store/migrations/', import.meta.url);
const LAST = '0010-uncopied-pictures';
const MONTH = 'month:2026-11-01@UTC';
const DAY = 'day:2026-11-20@UTC';
const NOON = Date.UTC(2026, 10, 20, 12);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carries-'));
});
afterEach(async () => rm(folder, { recursive: true }));

/**
 * A file as the version before carries were traced left it: a picture of the month was paid, and carried into the day.
 */
async function oldFile(path: string): Promise<void> {
  const all = await new FileMigrationProvider({
    fs,
    path: { join },
    migrationFolder: fileURLToPath(FOLDER),
  }).getMigrations();
  const migrations = Object.fromEntries(Object.entries(all).filter(([name]) => name <= LAST));
  const db = new Kysely<unknown>({ dialect: createSqliteDialect(openSqlite(path)) });
  await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  await db.destroy();
  const database = openSqlite(path);
  database.exec(`
    insert into balance values ('guild', 'guild-1', '${MONTH}', 30, 0, 0), ('member', 'guild-1/anna', '${MONTH}', 30, 0, 0),
      ('guild', 'guild-1', '${DAY}', 0, 0, 30), ('member', 'guild-1/anna', '${DAY}', 0, 0, 30);
    insert into guild_rules (guild_id, version, rules) values ('guild-1', 1, json('${JSON.stringify({
      period: { kind: 'day', zone: 'UTC', resetDay: 1 },
      isPaused: false,
      channels: [],
      moderatorRole: null,
      everyone: {},
      roles: {},
      members: {},
      grants: [],
      alerts: null,
    })}'));
  `);
  database.close();
}

test('what a file of the version before carried counts on, also over further changes, and agrees with the check', async () => {
  const path = join(folder, 'krea.db');
  await oldFile(path);
  const store = await openStore(`sqlite:${path}`);
  expect(await store.budgets.balance('guild', 'guild-1', DAY)).toStrictEqual({ spent: 0, held: 0, carried: 30 });
  const carriedOf = async () =>
    (await store.ledger.totals())
      .filter(({ periodKey }) => periodKey !== MONTH)
      .map(({ id, periodKey, carried }) => `${id} ${periodKey} ${carried}`);
  expect(await carriedOf()).toStrictEqual([`guild-1 ${DAY} 30`, `guild-1/anna ${DAY} 30`]);

  const { rules, version } = await store.rulebook.read('guild-1');
  const actor = { userId: 'moderator-1', interactionId: 'change-1' };
  const week = { kind: 'week', zone: 'UTC', resetDay: 1 } as const;
  expect(
    await store.rulebook.change(
      'guild-1',
      version,
      { ...rules, period: week },
      { actor, action: 'set', targetId: null, reason: null },
      NOON,
    ),
  ).toBe(true);
  expect(await store.budgets.balance('guild', 'guild-1', 'week:2026-11-16@UTC')).toStrictEqual({
    spent: 0,
    held: 0,
    carried: 30,
  });
  expect(await carriedOf()).toContain('guild-1/anna week:2026-11-16@UTC 30');
  expect(await store.ledger.untraced('guild-1', DAY)).toStrictEqual([{ userId: 'anna', amount: 30 }]);
  expect(await store.ledger.untraced('guild-1', 'week:2026-11-16@UTC')).toStrictEqual([{ userId: 'anna', amount: 30 }]);
  expect(await store.ledger.untraced('guild-2', DAY)).toStrictEqual([]);
  await store.close();
});

test.for([
  ["update balance set untraced = 29 where scope = 'member'", [{ userId: null, amount: 30 }]],
  ["delete from balance where scope = 'guild'", []],
  [
    "insert into balance (scope, id, period_key, spent, held, carried, untraced) select 'member', 'guild-10/ben', period_key, 0, 0, 9, 9 from balance where scope = 'guild'",
    [{ userId: 'anna', amount: 30 }],
  ],
] as const)(
  'after %s an export tells of members only where they come to the server’s amount',
  async ([damage, told]) => {
    const path = join(folder, 'krea.db');
    await oldFile(path);
    const store = await openStore(`sqlite:${path}`);
    const database = openSqlite(path);
    database.exec(damage);
    database.close();
    expect(await store.ledger.untraced('guild-1', DAY)).toStrictEqual(told);
    await store.close();
  },
);

test('what was carried before carries were traced is explained once, also when a change traces it to its pictures', async () => {
  const path = join(folder, 'krea.db');
  const before = await openStore(`sqlite:${path}`);
  const server = createServerClock(before, NOON);
  await server.finish(arranged(await server.hold('anna', 30)));
  await server.run({ kind: 'day', zone: 'UTC', resetDay: 1 });
  await before.close();
  // What the migration leaves of a file in which nothing was traced.
  const database = openSqlite(path);
  database.exec(
    'delete from carry; update balance set untraced = carried; update generation_account set rules_version = 0',
  );
  database.close();

  const store = await openStore(`sqlite:${path}`);
  for (const [turn, kind] of (['month', 'day'] as const).entries()) {
    const { rules, version } = await store.rulebook.read('guild-1');
    const actor = { userId: 'moderator-1', interactionId: `later-${turn}` };
    const period = { kind, zone: 'UTC', resetDay: 1 };
    arranged(
      await store.rulebook.change(
        'guild-1',
        version,
        { ...rules, period },
        { actor, action: 'set', targetId: null, reason: null },
        NOON,
      ),
    );
    expect(await store.ledger.totals()).toStrictEqual(await store.ledger.balances());
  }
  expect(await store.budgets.balance('guild', 'guild-1', DAY)).toStrictEqual({ spent: 0, held: 0, carried: 30 });
  expect(await store.ledger.untraced('guild-1', DAY)).toStrictEqual([]);
  expect(await collect(store.ledger.periodEntries('guild-1', DAY))).toMatchObject([{ userId: 'anna', charged: 30 }]);
  await store.close();
});

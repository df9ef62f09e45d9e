import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

import { SqliteDialect } from 'kysely';
import type { Dialect, DialectAdapter, SqliteDatabase, SqliteStatement } from 'kysely';

import { createSafeDriver } from './driver.ts';
import type { DriverOptions } from './driver.ts';
import { runStatement } from './trouble.ts';

/** Statements kept compiled; queries with lists of varying length must not make this grow for ever. */
const MAX_STATEMENTS = 200;

/** Kysely's SQLite dialect over Node's own SQLite: the only place that knows both. */
export function createSqliteDialect(database: DatabaseSync, options: DriverOptions = {}): Dialect {
  const dialect = new SqliteDialect({ database: adaptDatabase(database) });
  return {
    createAdapter: () => adapter,
    createDriver: () => createSafeDriver(dialect.createDriver(), database, options),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/**
 * Unlike Kysely's own adapter this one migrates in a transaction: a start that is cut off leaves no half of a table.
 * The driver itself runs one piece of work at a time. Kysely's own lock would be held during a sync, so that no two
 * commits could share one, and for ever once the disk refuses one.
 */
const adapter: DialectAdapter = {
  supportsCreateIfNotExists: true,
  supportsMultipleConnections: true,
  supportsOutput: false,
  supportsReturning: true,
  supportsTransactionalDdl: true,
  acquireMigrationLock: async () => undefined,
  releaseMigrationLock: async () => undefined,
};

function adaptDatabase(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      if (prepared.size >= MAX_STATEMENTS) prepared.clear();
      const statement = adaptStatement(runStatement(() => database.prepare(sql)));
      prepared.set(sql, statement);
      return statement;
    },
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => runStatement(() => statement.all(...parameters.map(toSqlite))),
    run: (parameters) => runStatement(() => statement.run(...parameters.map(toSqlite))),
    iterate: (parameters) => statement.iterate(...parameters.map(toSqlite)),
  };
}

function toSqlite(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`A ${typeof value} cannot be stored`);
}

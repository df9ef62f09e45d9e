import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';

import { CompiledQuery, SqliteDialect } from 'kysely';
import type { DatabaseConnection, Dialect, DialectAdapter, Driver, SqliteDatabase, SqliteStatement } from 'kysely';

import { openLogSync } from './log-sync.ts';
import { runStatement, waitForDisk } from './store-trouble.ts';

/** Statements kept compiled; queries with lists of varying length must not make this grow for ever. */
const MAX_STATEMENTS = 200;

/**
 * Kysely's SQLite dialect over Node's own SQLite: the only place that knows both. `openLog` opens what brings
 * commits to the disk.
 */
export function createSqliteDialect(database: DatabaseSync, openLog = openLogSync): Dialect {
  const dialect = new SqliteDialect({ database: adaptDatabase(database) });
  return {
    createAdapter: () => adapter,
    createDriver: () => withSafeTransactions(dialect.createDriver(), database, openLog),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** Unlike Kysely's own adapter this one migrates in a transaction: a start that is cut off leaves no half of a table. */
const adapter: DialectAdapter = {
  supportsCreateIfNotExists: true,
  supportsMultipleConnections: false,
  supportsOutput: false,
  supportsReturning: true,
  supportsTransactionalDdl: true,
  acquireMigrationLock: async () => undefined,
  releaseMigrationLock: async () => undefined,
};

function withSafeTransactions(driver: Driver, database: DatabaseSync, openLog: typeof openLogSync): Driver {
  const counter = database.prepare('select total_changes() as changes');
  // Of a transaction under way nothing counts: a sync that begins before its commit would be taken to cover it.
  let committed = 0;
  const log = openLog(database.location(), () => committed);
  return {
    init: (options) => driver.init(options),
    acquireConnection: async (options) => withPauses(await driver.acquireConnection(options)),
    async releaseConnection(connection, options) {
      const changes = Number(counter.get()?.['changes']);
      committed = changes;
      await driver.releaseConnection(connection, options);
      // Others may write meanwhile, but nobody is told what a power loss could still undo.
      await waitForDisk(log.reached(changes));
    },
    async destroy(options) {
      await log.close();
      await driver.destroy(options);
    },
    commitTransaction: (connection) => driver.commitTransaction(connection),
    async beginTransaction(connection) {
      // A deferred transaction that reads first and writes later fails when another process wrote in between.
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    },
    async rollbackTransaction(connection) {
      // SQLite rolls back by itself on some errors (disk full); a second rollback would hide the first error.
      if (database.isTransaction) await driver.rollbackTransaction(connection);
    },
  };
}

/** Lets everything else go on before each statement: a member's acknowledgement need not wait for a whole transaction. */
function withPauses(connection: DatabaseConnection): DatabaseConnection {
  return {
    async executeQuery(query, options) {
      await setImmediate();
      return await connection.executeQuery(query, options);
    },
    streamQuery: (query, chunkSize, options) => connection.streamQuery(query, chunkSize, options),
  };
}

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
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`A ${typeof value} cannot be stored`);
}

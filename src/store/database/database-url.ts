/** Where the database is, as read from `DATABASE_URL`. */
export type DatabaseLocation = { dialect: 'sqlite'; path: string };

/**
 * Reads `sqlite:./data/krea.db` or `sqlite::memory:`. Throws for everything else, without repeating the
 * address: a database address may hold a password, and errors end in logs.
 */
export function parseDatabaseUrl(databaseUrl: string): DatabaseLocation {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new Error('PostgreSQL is not yet in this version: use a DATABASE_URL such as sqlite:./data/krea.db');
  }
  const path = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  if (path === undefined) throw new Error('DATABASE_URL must look like sqlite:./data/krea.db');
  return { dialect: 'sqlite', path };
}

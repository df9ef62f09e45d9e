import { readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';

const PRIVACY = new URL('../../docs/privacy.md', import.meta.url);

/** Runs what docs/privacy.md says for erasing a member, with the shell's parameters filled in. */
export async function erase(databasePath: string, member: string, nobody: string): Promise<void> {
  const [, sql] = /```sql\n(.*?)```/s.exec(await readFile(PRIVACY, 'utf8')) ?? [];
  if (sql === undefined) throw new Error('The document holds no SQL.');
  const statements = sql.replaceAll(/^\..*$/gm, '').replaceAll('@member', `'${member}'`).replaceAll('@nobody', `'${nobody}'`);
  const database = new DatabaseSync(databasePath);
  try {
    database.exec(statements);
  } finally {
    database.close();
  }
}

/** Every cell of every table in which one of the words stands, as `table.column`. */
export function cellsWith(databasePath: string, words: readonly string[]): string[] {
  const database = new DatabaseSync(databasePath, { readOnly: true });
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all().map(({ name }) => String(name));
    return tables.flatMap((table) =>
      database.prepare(`select * from "${table}"`).all().flatMap((row) =>
        Object.entries(row)
          .filter(([, value]) => words.some((word) => textOf(value).includes(word)))
          .map(([column]) => `${table}.${column}`),
      ),
    );
  } finally {
    database.close();
  }
}

/** The words that stand anywhere in the file, also where no table leads any more. */
export async function wordsInFile(databasePath: string, words: readonly string[]): Promise<string[]> {
  const bytes = await readFile(databasePath);
  return words.filter((word) => bytes.includes(word));
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
}

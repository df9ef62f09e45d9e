import { sql } from 'kysely';
import type { Expression, RawBuilder, SqlBool } from 'kysely';

/** That the rows of two tables of a query, named as the query names them, are about the same picture. */
export function samePicture(one: string, other: string): Expression<SqlBool> {
  const [id, index] = ['generation_id', 'picture_index'] as const;
  const pair = (table: string): RawBuilder<unknown> =>
    sql`(${sql.ref(`${table}.${id}`)}, ${sql.ref(`${table}.${index}`)})`;
  return sql<SqlBool>`${pair(one)} = ${pair(other)}`;
}

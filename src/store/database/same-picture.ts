import { sql } from 'kysely';
import type { Expression, SqlBool } from 'kysely';

/** That the rows of two tables of a query, named as the query names them, are about the same picture. */
export function samePicture(one: string, other: string): Expression<SqlBool> {
  const [id, index] = ['generation_id', 'picture_index'] as const;
  return sql<SqlBool>`(${sql.ref(`${one}.${id}`)}, ${sql.ref(`${one}.${index}`)}) = (${sql.ref(`${other}.${id}`)}, ${sql.ref(`${other}.${index}`)})`;
}

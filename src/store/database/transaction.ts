import type { Kysely, Transaction } from 'kysely';

import type { Tables } from './schema.ts';

export type Database = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** Ends the transaction without its writes; its value becomes the transaction's result. */
export type Abandon<T> = (value: T) => never;

/** Runs the work in one transaction: all of it is written, or nothing when it throws or abandons. */
export async function transact<T>(db: Database, work: (tx: Tx, abandon: Abandon<T>) => Promise<T>): Promise<T> {
  let abandoned: { value: T; by: Error } | undefined;
  try {
    return await db.transaction().execute((tx) =>
      work(tx, (value) => {
        abandoned = { value, by: new Error('rolled back on purpose') };
        throw abandoned.by;
      }),
    );
  } catch (error) {
    // Anything else went wrong while it was rolled back.
    if (abandoned === undefined || error !== abandoned.by) throw error;
    return abandoned.value;
  }
}

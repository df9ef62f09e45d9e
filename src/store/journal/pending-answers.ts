import { z } from 'zod';

import { ACKNOWLEDGEMENTS } from '../../ports/store/pending-answers.ts';
import type { PendingAnswers } from '../../ports/store/pending-answers.ts';
import type { Database } from '../database/transaction.ts';

const pendingRow = z
  .object({
    interaction_id: z.string(),
    application_id: z.string(),
    token: z.string(),
    acknowledgement: z.enum(ACKNOWLEDGEMENTS),
  })
  .transform(({ interaction_id: interactionId, application_id: applicationId, ...row }) => ({
    interactionId,
    applicationId,
    ...row,
  }));

/** Pending answers, in a database. */
export function createPendingAnswers(db: Database): PendingAnswers {
  return {
    async note({ interactionId, applicationId, token, acknowledgement }) {
      await db
        .insertInto('pending_answer')
        .values({ interaction_id: interactionId, application_id: applicationId, token, acknowledgement })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async forget(interactionId) {
      await db.deleteFrom('pending_answer').where('interaction_id', '=', interactionId).execute();
    },
    async all() {
      const rows = await db.selectFrom('pending_answer').selectAll().orderBy('interaction_id').execute();
      return rows.flatMap((row) => pendingRow.safeParse(row).data ?? []);
    },
  };
}

import { describe, expect, test } from 'vitest';

import type { PendingAnswer } from '../../../src/ports/store/pending-answers.ts';
import type { Store } from '../../../src/store/open-store.ts';

const pending = (
  interactionId: string,
  acknowledgement: PendingAnswer['acknowledgement'] = 'public',
): PendingAnswer => ({
  interactionId,
  applicationId: '1300000000000000001',
  token: `token of ${interactionId}`,
  acknowledgement,
});

/** What must hold so that nobody is left before "thinking…" after a crash. */
export function pendingAnswersContract(name: string, createStore: () => Promise<Store>): void {
  describe(`pending answers: ${name}`, () => {
    test('who was noted is owed an answer until they are forgotten', async () => {
      const store = await createStore();
      await store.pendingAnswers.note(pending('102', 'press'));
      await store.pendingAnswers.note(pending('101', 'private'));
      await store.pendingAnswers.note({ ...pending('101'), token: 'another' });
      expect(await store.pendingAnswers.all()).toStrictEqual([pending('101', 'private'), pending('102', 'press')]);
      await store.pendingAnswers.forget('101');
      await store.pendingAnswers.forget('103');
      expect(await store.pendingAnswers.all()).toStrictEqual([pending('102', 'press')]);
      await store.close();
    });
  });
}

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createTellCutOff } from '../../../src/discord/interactions/tell-cut-off.ts';
import type { Acknowledgement, PendingAnswer } from '../../../src/ports/store/pending-answers.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryPendingAnswers } from '../../fakes/memory/memory-pending-answers.ts';
import { createStage } from '../stage.ts';
import type { Stage } from '../stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await createStage();
});
afterEach(async () => stage.discord.stop());

const ignore = (): void => undefined;

async function leftBehind(acknowledgement: Acknowledgement, { isRecorded = false }: { isRecorded?: boolean } = {}) {
  const { id, reply } = await stage.ask({ isPrivate: acknowledgement === 'private' });
  const pendingAnswers = createMemoryPendingAnswers();
  const pending: PendingAnswer = {
    interactionId: id,
    applicationId: reply.applicationId,
    token: reply.token,
    acknowledgement,
  };
  await pendingAnswers.note(pending);
  const tell = createTellCutOff({
    rest: stage.rest,
    pendingAnswers,
    clock: createFakeClock(),
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    app: { isRecorded: async () => isRecorded },
    stopping: new AbortController().signal,
  });
  return { id, tell, pendingAnswers };
}

test.for(['public', 'private'] as const)(
  'whoever was left before a %s "thinking…" reads that nothing was charged, alone',
  async (acknowledgement) => {
    const { tell, pendingAnswers } = await leftBehind(acknowledgement);
    await tell();

    const seen = stage.discord.visibleTo(stage.ann.id, stage.channel.id);
    expect(seen.map(({ text, ephemeral, loading }) => ({ text, ephemeral, loading }))).toEqual([
      {
        text: 'I restarted before I could record your request. Nothing was charged. Please send it again.',
        ephemeral: true,
        loading: false,
      },
    ]);
    expect(await pendingAnswers.all()).toEqual([]);
  },
);

test('what is on record is left to the recovery', async () => {
  const { tell, pendingAnswers } = await leftBehind('public', { isRecorded: true });
  await tell();

  expect(stage.discord.visibleTo(stage.ann.id, stage.channel.id).map(({ loading }) => loading)).toEqual([true]);
  expect(await pendingAnswers.all()).toEqual([]);
});

test('whose token has ended is forgotten', async () => {
  const { id, tell, pendingAnswers } = await leftBehind('public');
  stage.discord.expireToken(id);
  await tell();

  expect(await pendingAnswers.all()).toEqual([]);
});

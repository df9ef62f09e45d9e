import { InteractionType } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Command } from '../../../src/discord/interactions/command.ts';
import { createRouter } from '../../../src/discord/interactions/router.ts';
import { NO_METER } from '../../../src/ports/meter.ts';
import { setAppStage } from '../../app/app-stage.ts';
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

/** Routes one `/krea` whose work breaks after it was acknowledged. */
async function breakOne({
  isPrivate,
  isRecorded = false,
  setClock = 0,
}: {
  isPrivate: boolean;
  isRecorded?: boolean;
  setClock?: number;
}) {
  const pendingAnswers = createMemoryPendingAnswers();
  const clock = createFakeClock();
  const took: number[] = [];
  const owed: number[] = [];
  const broken: Command = {
    definition: { name: 'krea', description: 'breaks' },
    read: () => ({
      isPrivate,
      async run() {
        owed.push((await pendingAnswers.all()).length);
        throw new Error('broken in this test');
      },
    }),
  };
  const router = createRouter({
    rest: stage.rest,
    app: { ...setAppStage().app, isRecorded: async () => isRecorded },
    commands: [broken],
    buttons: [],
    pendingAnswers: {
      ...pendingAnswers,
      async note(pending) {
        clock.step(setClock);
        await pendingAnswers.note(pending);
      },
    },
    meter: { ...NO_METER, acknowledged: (seconds) => void took.push(seconds) },
    clock,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    stopping: new AbortController().signal,
  });
  const { id, token } = stage.discord
    .as(stage.ann.id, { channelId: stage.channel.id })
    .forge(InteractionType.ApplicationCommand, { id: '1', name: 'krea', type: 1 });
  await router.route({
    id,
    token,
    application_id: stage.discord.applicationId,
    type: InteractionType.ApplicationCommand,
    guild_id: stage.guild.id,
    channel: { id: stage.channel.id, type: 0 },
    member: { user: { id: stage.ann.id }, roles: [], permissions: '0' },
    data: { name: 'krea' },
  });
  const seen = stage.discord
    .visibleTo(stage.ann.id, stage.channel.id)
    .filter(({ interactionId }) => interactionId === id);
  return {
    seen: seen.map(({ ephemeral, loading, text }) => ({ ephemeral, loading, isTold: text.includes('went wrong') })),
    owed,
    took,
    left: await pendingAnswers.all(),
  };
}

test.for([true, false])(
  'an error after "thinking…" is told to the one who asked, and to nobody else (private: %s)',
  async (isPrivate) => {
    const { seen, owed, left } = await breakOne({ isPrivate });

    expect(seen).toEqual([{ ephemeral: true, loading: false, isTold: true }]);
    // Meanwhile a crash would not have left them there, and now nobody owes them anything.
    expect(owed).toEqual([1]);
    expect(left).toEqual([]);
  },
);

test('how long people waited for the first answer is measured by no clock that can be set', async () => {
  expect((await breakOne({ isPrivate: true, setClock: -3_600_000 })).took).toEqual([0]);
});

test('an error after the request was recorded leaves the reply to the picture', async () => {
  const { seen } = await breakOne({ isPrivate: false, isRecorded: true });

  expect(seen).toEqual([{ ephemeral: false, loading: true, isTold: false }]);
});

test('an interaction that cannot be read is told to the operator, without what it holds', async () => {
  const lines: string[] = [];
  const note = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const router = createRouter({
    rest: stage.rest,
    app: setAppStage().app,
    commands: [],
    buttons: [],
    pendingAnswers: createMemoryPendingAnswers(),
    clock: createFakeClock(),
    log: { debug: note, info: note, warn: note, error: note },
    stopping: new AbortController().signal,
  });
  await router.route({
    type: InteractionType.ApplicationCommand,
    id: 'odd',
    data: { name: 'krea', options: [{ name: 'prompt', value: 'a secret' }] },
  });

  expect(lines).toEqual(['an interaction could not be read {}']);
});

import type { REST } from 'discord.js';

import type { App } from '../../app/app.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { NO_METER } from '../../ports/meter.ts';
import type { Meter } from '../../ports/meter.ts';
import type { Acknowledgement, PendingAnswers } from '../../ports/store/pending-answers.ts';
import { wording } from '../../wording/wording.ts';
import { textMessage } from '../render/rendered.ts';
import type { MessageBody } from '../render/rendered.ts';
import { errorFields } from '../rest/safe-error.ts';
import type { Command } from './command.ts';
import { createHandle, RESTARTING } from './handle.ts';
import { parseInteraction } from './interaction.ts';
import type { Interaction } from './interaction.ts';
import { createOnePerTick } from './one-per-tick.ts';
import type { Button } from './press.ts';
import { refuseInstead } from './refuse.ts';
import { createResponder, NotOurs } from './responder.ts';
import type { Responder } from './responder.ts';
import { createSeen } from './seen.ts';
import { createUnanswered } from './unanswered.ts';

export interface RouterDeps {
  rest: REST;
  app: App;
  commands: readonly Command[];
  buttons: readonly Button[];
  pendingAnswers: PendingAnswers;
  clock: Clock;
  log: Log;
  /** Aborted when the process is to end: later interactions are answered that the bot restarts. */
  stopping: AbortSignal;
  meter?: Meter;
}

export interface Router {
  /** Handles one raw INTERACTION_CREATE; never throws. */
  route(raw: unknown): Promise<void>;
  /** Resolves when no interaction is open, or the open ones were answered that the bot restarts. */
  drain(): Promise<void>;
}

/** Builds the way from what Discord sends to what handles it. The same event twice is handled once. */
export function createRouter({
  rest,
  app,
  commands,
  buttons,
  pendingAnswers,
  clock,
  log,
  stopping,
  meter = NO_METER,
}: RouterDeps): Router {
  const handle = createHandle({ app, commands, buttons, clock, stopping });
  const seen = createSeen();
  const turn = createOnePerTick();
  const unanswered = createUnanswered(clock);

  async function route(raw: unknown): Promise<void> {
    const arrived = clock.monotonic();
    const interaction = parseInteraction(raw, clock.now());
    // Its content is private and stays out of the log; that it came is for the operator.
    if (interaction === undefined) return log.warn({}, 'an interaction could not be read');
    const { visitor } = interaction;
    const facts = { interactionId: visitor.interactionId, kind: interaction.kind, guildId: visitor.place.guildId };
    if (!seen.isFirst(visitor.interactionId)) return log.info(facts, 'event came twice: ignored');
    const owed = owe(visitor);
    const responder = createResponder(rest, visitor.interactionId, visitor.reply, {
      onDefer: owed.note,
      async afterAnswer() {
        meter.acknowledged((clock.monotonic() - arrived) / 1000);
        await turn();
      },
    });
    const told = async (words: MessageBody): Promise<void> => tell(interaction, responder, { words, how: owed.how() });
    await unanswered.track(answer(interaction, responder, facts, told), async () => {
      await told(RESTARTING);
      await owed.forget();
    });
    await owed.forget();
  }

  /**
   * Notes that an answer is owed, beside the acknowledgement: nothing waits for the disk, and a crash leaves no reply
   * open.
   */
  function owe({ interactionId, reply: { applicationId, token } }: Visitor) {
    let how: Acknowledgement | null = null;
    let noted: Promise<void> = Promise.resolve();
    const unnoted = (error: unknown): void =>
      log.warn({ interactionId, err: error }, 'whom an answer is owed could not be noted');
    return {
      how: () => how,
      note(acknowledgement: Acknowledgement) {
        how = acknowledgement;
        noted = pendingAnswers.note({ interactionId, applicationId, token, acknowledgement }).catch(unnoted);
      },
      async forget() {
        if (how === null) return;
        await noted;
        await pendingAnswers.forget(interactionId).catch(unnoted);
      },
    };
  }

  async function answer(
    interaction: Interaction,
    responder: Responder,
    facts: object,
    told: (words: MessageBody) => Promise<void>,
  ): Promise<void> {
    try {
      await handle(interaction, responder);
    } catch (error) {
      if (error instanceof NotOurs) return log.warn(facts, 'interaction was late or answered already');
      log.error({ ...facts, ...errorFields(error), err: error }, 'interaction failed');
      await told(textMessage(wording.refusal.describeBreakage(error)));
    }
  }

  async function tell(
    { kind, visitor }: Interaction,
    responder: Responder,
    { words, how }: { words: MessageBody; how: Acknowledgement | null },
  ): Promise<void> {
    if (kind === 'suggestion') return;
    try {
      if (how !== 'public') return await responder.followUpPrivately(words);
      // In that reply the picture comes after all.
      if (await app.isRecorded(visitor.interactionId).catch(() => false)) return undefined;
      return await refuseInstead(responder, words);
    } catch (error) {
      return log.warn(
        { interactionId: visitor.interactionId, ...errorFields(error) },
        'could not tell about the failure',
      );
    }
  }

  return { route, drain: unanswered.drain };
}

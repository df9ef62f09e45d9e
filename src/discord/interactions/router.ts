import type { REST } from 'discord.js';

import type { App } from '../../app/app.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { NO_METER } from '../../ports/meter.ts';
import type { Meter } from '../../ports/meter.ts';
import type { Acknowledgement, PendingAnswers } from '../../ports/store/pending-answers.ts';
import { wording } from '../../wording/wording.ts';
import { parseControl } from '../render/custom-id.ts';
import { textMessage } from '../render/rendered.ts';
import type { MessageBody } from '../render/rendered.ts';
import { safeError } from '../rest/safe-error.ts';
import type { Options } from './command-options.ts';
import type { Command } from './command.ts';
import { createDebounce } from './debounce.ts';
import { parseInteraction } from './interaction.ts';
import type { Interaction } from './interaction.ts';
import { createOnePerTick } from './one-per-tick.ts';
import type { Button, PressEnd } from './press.ts';
import { refuseDeferred, refuseInstead } from './refuse.ts';
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
  /** Aborted when the process is to end: who comes after that is asked to come again. */
  stopping: AbortSignal;
  meter?: Meter;
}

export interface Router {
  /** Handles one raw INTERACTION_CREATE; never throws. */
  route(raw: unknown): Promise<void>;
  /** Resolves when nobody is being answered any more, or those who are left know that nothing comes of it. */
  drain(): Promise<void>;
}

const RESTARTING = textMessage(wording.refusal.describeRefusal({ kind: 'shutting-down' }));

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
  const byName = new Map(commands.map((command) => [command.definition.name, command]));
  const byVerb = new Map(buttons.map((button) => [button.verb, button]));
  const seen = createSeen();
  const debounce = createDebounce(clock);
  const turn = createOnePerTick();
  const unanswered = createUnanswered(clock);

  async function command(
    { visitor, name, options }: Interaction & { kind: 'command' },
    responder: Responder,
  ): Promise<void> {
    const found = byName.get(name);
    const call = foreignRefusal(options) ??
      found?.read(visitor, options) ?? { refused: { kind: 'unknown-control' as const } };
    if ('refused' in call) return responder.answerPrivately(textMessage(wording.refusal.describeRefusal(call.refused)));
    const messageId = await responder.defer(call.isPrivate);
    const answer = await call.run({ ...visitor, reply: { ...visitor.reply, messageId } });
    if (answer === 'later') return undefined;
    if ('refused' in answer) return refuseDeferred(responder, call.isPrivate, answer);
    await responder.edit(answer.say, answer.files);
    for await (const { say, files } of answer.more ?? []) await responder.followUpPrivately(say, files);
    return undefined;
  }

  async function suggestion(
    { visitor, name, options }: Interaction & { kind: 'suggestion' },
    responder: Responder,
  ): Promise<void> {
    const { focused } = options;
    const found = focused === null ? undefined : byName.get(name);
    return responder.suggest(focused === null ? [] : ((await found?.suggest?.(visitor, focused)) ?? []));
  }

  async function press(interaction: Interaction & { kind: 'control' | 'form' }, responder: Responder): Promise<void> {
    const { visitor, customId, message } = interaction;
    const control = parseControl(customId);
    const button = control === undefined ? undefined : byVerb.get(control.verb);
    const values = interaction.kind === 'control' ? interaction.values : [];
    if (control === undefined || button === undefined) {
      return responder.answerPrivately(textMessage(wording.refusal.describeRefusal({ kind: 'unknown-control' })));
    }
    const entered =
      button.isRepeatable === true
        ? undefined
        : debounce.enter([visitor.userId, message?.id, customId, ...values].join(' '));
    if (button.isRepeatable !== true && entered === undefined) {
      return responder.answerPrivately(
        textMessage(wording.refusal.describeRefusal({ kind: 'already-running', action: button.action ?? 'other' })),
      );
    }
    const fields = interaction.kind === 'form' ? interaction.fields : new Map<string, readonly string[]>();
    let end: PressEnd | undefined;
    try {
      end = await button.press({ visitor, control, values, fields, message, responder }, app);
    } finally {
      // Nothing came of it: whoever reads why may press again at once.
      if (end !== 'done') entered?.free();
    }
    return end === 'done' ? undefined : end.sayNo();
  }

  async function handle(interaction: Interaction, responder: Responder): Promise<void> {
    if (stopping.aborted)
      return interaction.kind === 'suggestion' ? responder.suggest([]) : responder.answerPrivately(RESTARTING);
    switch (interaction.kind) {
      case 'command':
        return command(interaction, responder);
      case 'suggestion':
        return suggestion(interaction, responder);
      case 'control':
      case 'form':
        return press(interaction, responder);
    }
  }

  async function route(raw: unknown): Promise<void> {
    const arrived = clock.monotonic();
    const interaction = parseInteraction(raw, clock.now());
    // What it holds is nobody's business but its sender's; that it came is the operator's.
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

  /** Notes whom an answer is owed while they are acknowledged: that waits for no disk, and a crash leaves nobody behind. */
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
      log.error({ ...facts, err: error, rest: safeError(error) }, 'interaction failed');
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
        { interactionId: visitor.interactionId, rest: safeError(error) },
        'could not tell about the failure',
      );
    }
  }

  return { route, drain: unanswered.drain };
}

/** What belongs to another server must get into no rule, nor into any answer. */
function foreignRefusal({ foreign }: Options): Refused | undefined {
  if (foreign === null) return undefined;
  return {
    refused: {
      kind: 'invalid-option',
      option: foreign,
      rule: { kind: 'not-of-this-server' },
    },
  };
}

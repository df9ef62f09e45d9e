import type { App } from '../../app/app.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import type { Clock } from '../../ports/clock.ts';
import { wording } from '../../wording/wording.ts';
import { parseControl } from '../render/custom-id.ts';
import { textMessage } from '../render/rendered.ts';
import type { Options } from './command-options.ts';
import type { Command } from './command.ts';
import { createDebounce } from './debounce.ts';
import type { Interaction } from './interaction.ts';
import type { Button, PressEnd } from './press.ts';
import { refuseDeferred } from './refuse.ts';
import type { Responder } from './responder.ts';

export interface HandleDeps {
  app: App;
  commands: readonly Command[];
  buttons: readonly Button[];
  clock: Clock;
  stopping: AbortSignal;
}

/** Answers one interaction; throws what its handler throws. */
export type Handle = (interaction: Interaction, responder: Responder) => Promise<void>;

/** Said while the process ends. */
export const RESTARTING = textMessage(wording.refusal.describeRefusal({ kind: 'shutting-down' }));

/** Builds the way from an interaction that was read to its command or button. Two clicks in a row are one. */
export function createHandle({ app, commands, buttons, clock, stopping }: HandleDeps): Handle {
  const byName = new Map(commands.map((command) => [command.definition.name, command]));
  const byVerb = new Map(buttons.map((button) => [button.verb, button]));
  const debounce = createDebounce(clock);

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
      // It was refused: the next press is no double click.
      if (end !== 'done') entered?.free();
    }
    return end === 'done' ? undefined : end.sayNo();
  }

  return async (interaction, responder) => {
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
  };
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

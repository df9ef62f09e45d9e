import type { Actor, InteractionHandle, ModalView } from '../../../sandbox/discord/index.ts';
import type { Action, ActionOutcome } from '../wire/actions.ts';
import { toModal } from './message-list.ts';
import type { Stage } from './stage.ts';
import type { Switchboard } from './switches.ts';

/** A file that came with an action, under the name of its option or field. */
export interface SentFile {
  field: string;
  name: string;
  bytes: Buffer;
}

const MODAL_ANSWER = 9;
const DONE: ActionOutcome = { kind: 'done' };

/** Carries out what somebody does in the page, as Discord's client would. */
export function createActions({ discord, pulse }: Stage, switchboard: Switchboard) {
  /** Modals that stand before somebody, by the interaction that opened them. */
  const modals = new Map<string, ModalView>();

  function mayRemove({ as, channelId, messageId }: Extract<Action, { do: 'remove' }>): boolean {
    const message = discord.visibleTo(as, channelId).find(({ id }) => id === messageId);
    if (message === undefined) return false;
    return message.ephemeral || message.authorId === as || discord.client.can(as, channelId, 'ManageMessages');
  }

  async function settle(handle: InteractionHandle): Promise<ActionOutcome> {
    const answer = await handle.acknowledged().catch(() => undefined);
    if (answer === undefined) return { kind: 'no-answer' };
    if (answer.type !== MODAL_ANSWER) return DONE;
    const view = await handle.modal();
    modals.set(view.openedBy, view);
    return { kind: 'modal', modal: toModal(view) };
  }

  async function perform(actor: Actor, action: Action, files: readonly SentFile[]): Promise<ActionOutcome> {
    switch (action.do) {
      case 'command':
        return settle(
          actor.command(action.name, action.values, {
            attachments: Object.fromEntries(files.map(({ field, ...file }) => [field, file])),
          }),
        );
      case 'suggest': {
        const choices = await actor
          .autocomplete(action.name, action.values, action.focused)
          .choices()
          .catch(() => undefined);
        return choices === undefined ? { kind: 'no-answer' } : { kind: 'suggestions', suggestions: [...choices] };
      }
      case 'menu':
        return settle(actor.contextMenu(action.name, action.targetId));
      case 'press':
        return settle(actor.press(action.messageId, action.customId));
      case 'select':
        return settle(actor.select(action.messageId, action.customId, action.values));
      case 'submit': {
        const modal = modals.get(action.openedBy);
        if (modal === undefined) return { kind: 'refused', reason: 'This form was closed.' };
        const fields = new Set(files.map(({ field }) => field));
        const byField = [...fields].map((field) => [field, files.filter((file) => file.field === field)] as const);
        return settle(actor.submit(modal, action.values, Object.fromEntries(byField)));
      }
      case 'say':
        actor.say(action.content, files);
        return DONE;
      case 'remove':
        if (!mayRemove(action)) return { kind: 'refused', reason: 'this member may not delete messages of others' };
        actor.remove(action.messageId);
        return DONE;
      case 'switch':
        switchboard.turn(action.name, action.channelId);
        pulse.beat();
        return DONE;
    }
  }

  /** Never throws for what Discord's client would not let them do. */
  return async (action: Action, files: readonly SentFile[]): Promise<ActionOutcome> => {
    const actor = discord.as(action.as, { channelId: action.channelId });
    try {
      return await perform(actor, action, files);
    } catch (error) {
      return { kind: 'refused', reason: wordsOf(error) };
    }
  };
}

function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^Discord's client would refuse: /, '');
}

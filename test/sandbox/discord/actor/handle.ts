import type { ModalInput } from '../rules/modals.ts';
import type { Choice, Interaction } from '../state/entities.ts';
import type { Deadline } from '../state/hub.ts';
import { describeInteraction } from '../state/interactions.ts';
import type { World } from '../state/world.ts';
import { readMessage } from './view.ts';
import type { MessageView } from './view.ts';

/** A modal that a person has before them. */
export type ModalView = {
  readonly openedBy: string;
  readonly customId: string;
  readonly title: string;
  readonly input: ModalInput;
};

/**
 * What became of an interaction. Every promise resolves as soon as the state is reached, and explains itself when it is
 * not.
 */
export type InteractionHandle = {
  readonly id: string;
  readonly token: string;
  /** The first answer: its callback type, and how long it took. Rejects when three seconds pass without one. */
  acknowledged(deadline?: Deadline): Promise<{ readonly type: number; readonly atMs: number }>;
  /** The answer once it shows something; with a predicate, the first of the answer and the follow-ups that fits. */
  message(predicate?: (message: MessageView) => boolean, deadline?: Deadline): Promise<MessageView>;
  modal(deadline?: Deadline): Promise<ModalView>;
  choices(deadline?: Deadline): Promise<readonly Choice[]>;
  /** The follow-ups, once there are at least so many (1 unless told). */
  followUps(atLeast?: number, deadline?: Deadline): Promise<readonly MessageView[]>;
  /** Sends the same event again, to everybody or to one session. Says how many sessions get it. */
  redeliver(sessionId?: string): number;
  /** Where the interaction stands, in words. */
  describe(): string;
};

/** Makes the handle of an interaction that was delivered to so many sessions. */
export function createHandle(
  world: World,
  interaction: Interaction,
  deliver: (sessionId?: string) => number,
  reached: () => number,
): InteractionHandle {
  const topic = `interaction:${interaction.id}`;
  const describe = (): string => `${describeInteraction(world, interaction)}; delivered to ${reached()} sessions`;
  const view = (id: string | null): MessageView[] => {
    const message = world.channels.get(interaction.channelId)?.messages.get(id ?? '');
    return message ? [readMessage(world, message)] : [];
  };
  const wait = <T>(what: string, probe: () => T | undefined, deadline?: Deadline): Promise<T> =>
    world.hub.wait(topic, { what, last: describe, probe }, deadline);
  /** A wait for an answer is over, without one, when the time to acknowledge has passed. */
  const orLapse =
    <T>(what: string, probe: () => T | undefined) =>
    (): T | undefined => {
      const found = probe();
      if (found === undefined && interaction.lapsed)
        throw new Error(
          `The application did not respond in ${world.limits.ackMs} ms; awaited ${what}. Last state: ${describe()}`,
        );
      return found;
    };

  return {
    id: interaction.id,
    token: interaction.token,
    describe,
    redeliver: deliver,
    acknowledged: (deadline) =>
      wait(
        'the acknowledgement',
        orLapse('the acknowledgement', () =>
          interaction.ackedAt === null || interaction.ackType === null
            ? undefined
            : { type: interaction.ackType, atMs: interaction.ackedAt - interaction.createdAt },
        ),
        deadline,
      ),
    message: (predicate, deadline) => {
      const probe = (): MessageView | undefined => {
        const shown = interaction.answered ? view(interaction.originalId) : [];
        if (predicate === undefined) return shown[0];
        return [...shown, ...interaction.followUpIds.flatMap(view)].find(predicate);
      };
      const what = predicate === undefined ? 'an answer' : `a message that fits ${predicate.toString()}`;
      return wait(what, orLapse(what, probe), deadline);
    },
    modal: (deadline) =>
      wait(
        'a modal',
        orLapse('a modal', () =>
          interaction.modal
            ? {
                openedBy: interaction.id,
                customId: interaction.modal.custom_id,
                title: interaction.modal.title,
                input: interaction.modal,
              }
            : undefined,
        ),
        deadline,
      ),
    choices: (deadline) =>
      wait(
        'choices',
        orLapse('choices', () => interaction.choices ?? undefined),
        deadline,
      ),
    followUps: (atLeast = 1, deadline) =>
      wait(
        `${atLeast} follow-ups`,
        () => (interaction.followUpIds.length >= atLeast ? interaction.followUpIds.flatMap(view) : undefined),
        deadline,
      ),
  };
}

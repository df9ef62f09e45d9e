import { readMessage } from './actor/view.ts';
import type { MessageView } from './actor/view.ts';
import { directChannel } from './state/channels.ts';
import type { Interaction } from './state/entities.ts';
import type { Deadline } from './state/hub.ts';
import { interactionChanged } from './state/interactions.ts';
import { removeMessage } from './state/messages.ts';
import type { World } from './state/world.ts';

/** Looking at channels and waiting for what appears in them; and breaking single interactions and files. */
export type Observation = ReturnType<typeof createObservation>;

/** Binds the observing functions to a world. */
export function createObservation(world: World, connected: () => readonly string[]) {
  const channelIdOf = (place: string): string => (world.users.has(place) ? directChannel(world, place).id : place);
  const messages = (channelId: string): MessageView[] =>
    [...(world.channels.get(channelId)?.messages.values() ?? [])].map((one) => readMessage(world, one));
  const interactionOf = (id: string): Interaction => {
    const found = world.interactions.get(id);
    if (found === undefined) throw new Error(`The sandbox has no interaction ${id}.`);
    return found;
  };
  const change = (id: string, how: Partial<Pick<Interaction, 'expired' | 'unknown'>>): void => {
    const interaction = interactionOf(id);
    Object.assign(interaction, how);
    interactionChanged(world, interaction);
  };

  return {
    /** Everything in a channel, ephemeral messages too. */
    messages,
    /** What one person sees in a channel. */
    visibleTo: (userId: string, channelId: string): MessageView[] =>
      [...(world.channels.get(channelId)?.messages.values() ?? [])]
        .filter((one) => one.ephemeralFor === null || one.ephemeralFor === userId)
        .map((one) => readMessage(world, one)),
    directMessages: (userId: string): MessageView[] => messages(directChannel(world, userId).id),
    /**
     * Waits for a message that fits, in a channel or (given a user's id) in their direct messages; one that is there
     * already counts.
     */
    waitFor(place: string, predicate: (message: MessageView) => boolean, deadline?: Deadline): Promise<MessageView> {
      const id = channelIdOf(place);
      return world.hub.wait(
        `channel:${id}`,
        {
          what: `a message in ${place} that fits ${predicate.toString()}`,
          probe: () => messages(id).find(predicate),
          last: () =>
            JSON.stringify(
              messages(id)
                .slice(-5)
                .map((one) => ({
                  text: one.text,
                  loading: one.loading,
                  pictures: one.pictures.length,
                  buttons: one.buttons.map((button) => button.label),
                })),
            ),
        },
        deadline,
      );
    },
    /** Waits until a bot is connected to the gateway, and has registered commands if so many are named. */
    async waitForBot(wanted: { readonly commands?: number } = {}, deadline?: Deadline): Promise<void> {
      await world.hub.wait(
        'gateway',
        {
          what: 'a bot on the gateway',
          probe: () => connected().length > 0 || undefined,
          last: () => 'nobody is identified',
        },
        deadline,
      );
      const count = wanted.commands ?? 0;
      await world.hub.wait(
        'commands',
        {
          what: `${count} registered commands`,
          probe: () => world.commands.length >= count || undefined,
          last: () => `${world.commands.length} are registered`,
        },
        deadline,
      );
    },
    /** Its token counts as expired from now on: 401 50027. */
    expireToken: (interactionId: string): void => change(interactionId, { expired: true }),
    /** Discord has lost it inside its window: 10062 for the callback, 10008 for edits. */
    unknownInteraction: (interactionId: string): void => change(interactionId, { unknown: true }),
    /** Deletes a message, as a moderator would. */
    deleteMessage(messageId: string): void {
      for (const channel of world.channels.values()) {
        const message = channel.messages.get(messageId);
        if (message) return removeMessage(world, message);
      }
      throw new Error(`The sandbox has no message ${messageId}.`);
    },
    /** Takes the files of slash commands and modals off the CDN, as Discord does after some time. */
    removeEphemeralAttachments(): void {
      for (const one of world.attachments.values()) if (one.ephemeral) one.removed = true;
    },
  };
}

import type { MessageView } from '../../../sandbox/discord/index.ts';
import { apiMessage } from '../wire/message.ts';
import type { Message } from '../wire/message.ts';
import { modal } from '../wire/modal.ts';
import type { Modal } from '../wire/modal.ts';
import type { MediaLinks } from './media-links.ts';
import type { Stage } from './stage.ts';

const SHOWN = 60;

/** The latest messages that a person sees in a channel, oldest first. */
export function readMessages(
  { discord, commandName }: Stage,
  links: MediaLinks,
  userId: string,
  channelId: string,
): Message[] {
  return discord
    .visibleTo(userId, channelId)
    .slice(-SHOWN)
    .map((view) => toMessage(view, links, userId, commandName));
}

function toMessage(view: MessageView, links: MediaLinks, userId: string, commandName: Stage['commandName']): Message {
  const message = apiMessage.parse(links.localize(view.raw()));
  const { interaction_metadata: origin } = message;
  const isAnswer = origin !== null && origin !== undefined && (origin.interacted_message_id ?? null) === null;
  return {
    ...message,
    isEphemeral: view.ephemeral,
    isLoading: view.loading,
    edits: view.edits,
    isPing: view.pings.everyone || view.pings.users.includes(userId),
    commandName: isAnswer ? commandName(origin.id) : null,
  };
}

/** A modal as the page draws it. */
export function toModal(view: { openedBy: string; input: unknown }): Modal {
  return { ...modal.parse(view.input), openedBy: view.openedBy };
}

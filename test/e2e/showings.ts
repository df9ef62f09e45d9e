import type { MessageView } from '../sandbox/discord/index.ts';
import type { Studio } from './studio.ts';

/** Every message that shows a picture of the generation, in its channel and in its requester's direct messages. */
export function showingsOf(
  { discord }: Studio,
  id: string,
  { channelId, userId }: { channelId: string; userId: string },
): MessageView[] {
  return [...discord.messages(channelId), ...discord.directMessages(userId)].filter((message) =>
    showsPictureOf(message, id),
  );
}

/** Whether the message shows a picture of that generation: every result says its id. */
export function showsPictureOf(message: MessageView, id: string): boolean {
  return message.pictures.length > 0 && message.text.includes(`id:${id}`);
}

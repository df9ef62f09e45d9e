import type { APIAllowedMentions, APIMessageTopLevelComponent } from 'discord.js';

/** The body of a message as Discord's API takes it, for posts and edits alike. */
export interface MessageBody {
  flags?: number;
  /** Null clears the text of an edited message, which a Components V2 message must not have. */
  content: string | null;
  embeds: [];
  components: APIMessageTopLevelComponent[];
  attachments: { id: number; filename: string; description?: string }[];
  allowed_mentions: APIAllowedMentions;
}

/** A file of a message; the extension of its name tells its kind. */
export interface MessageFile {
  name: string;
  data: Uint8Array;
}

/** A message ready to be sent: its body and the files that the body refers to by their position. */
export interface RenderedMessage {
  body: MessageBody;
  files: MessageFile[];
}

/** The pings that a message may cause: none, or one person. */
export function mentionOnly(userId?: string): APIAllowedMentions {
  return userId === undefined ? { parse: [] } : { parse: [], users: [userId] };
}

/** A classic message of text alone, which may carry rows of controls. */
export function textMessage(content: string, components: APIMessageTopLevelComponent[] = []): MessageBody {
  return { content, embeds: [], components, attachments: [], allowed_mentions: mentionOnly() };
}

/**
 * The body as a new message: without what only clears an edited one; a repetition is answered with the message that
 * exists.
 */
export function newMessage({ content, flags, components, attachments, allowed_mentions }: MessageBody, nonce: string) {
  const text = content === null ? {} : { content };
  return { ...text, flags, components, attachments, allowed_mentions, nonce, enforce_nonce: true };
}

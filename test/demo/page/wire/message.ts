import { z } from 'zod';

import { component } from './components.ts';

const picture = z.object({ url: z.string(), width: z.number().nullish(), height: z.number().nullish() }).nullish();

const attachment = z.object({
  id: z.string(),
  filename: z.string(),
  size: z.number(),
  url: z.string(),
  content_type: z.string().nullish(),
  width: z.number().nullish(),
  height: z.number().nullish(),
  description: z.string().nullish(),
  flags: z.int().nullish(),
});

const embed = z.object({
  title: z.string().nullish(),
  description: z.string().nullish(),
  url: z.string().nullish(),
  color: z.int().nullish(),
  footer: z.object({ text: z.string() }).nullish(),
  author: z.object({ name: z.string() }).nullish(),
  image: picture,
  thumbnail: picture,
  fields: z.array(z.object({ name: z.string(), value: z.string(), inline: z.boolean() })).nullish(),
});

/** The parts of a message of Discord's API that the page draws. */
export const apiMessage = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  content: z.string(),
  timestamp: z.string(),
  edited_timestamp: z.string().nullable(),
  attachments: z.array(attachment),
  embeds: z.array(embed),
  components: z.array(component),
  flags: z.int(),
  message_reference: z.object({ message_id: z.string().nullish() }).nullish(),
  interaction_metadata: z
    .object({ id: z.string(), user: z.object({ id: z.string() }), interacted_message_id: z.string().nullish() })
    .nullish(),
});

export type Attachment = z.output<typeof attachment>;
export type Embed = z.output<typeof embed>;

/** A message as one person sees it. */
export interface Message extends z.output<typeof apiMessage> {
  isEphemeral: boolean;
  isLoading: boolean;
  /** How often it was edited after it first showed something. */
  edits: number;
  /** Whether it notified the one who looks. */
  isPing: boolean;
  /** The command that it answers, such as `krea`; null when it answers none. */
  commandName: string | null;
}

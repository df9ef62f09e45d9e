import { z } from 'zod';

import { snowflake } from './components.ts';
import { embeds } from './embeds.ts';
import { report } from './parse.ts';

const mentions = z
  .object({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(),
    roles: z.array(snowflake).max(100).nullish(),
    users: z.array(snowflake).max(100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((it, context) => {
    for (const kind of ['users', 'roles'] as const) {
      if (it.parse?.includes(kind) && (it[kind]?.length ?? 0) > 0)
        report(
          context,
          [],
          'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          `parse:["${kind}"] and ${kind}: [...] are mutually exclusive.`,
        );
    }
  });

export type AllowedMentions = z.output<typeof mentions>;

const attachment = z.object({
  id: snowflake,
  filename: z.string().min(1).max(1024).nullish(),
  description: z.string().max(1024).nullish(),
  is_spoiler: z.boolean().nullish(),
});

/** The body of a message to create or to edit; its components are checked apart, they depend on the V2 flag. */
export const messageBody = z.object({
  content: z.string().max(2000).nullish(),
  embeds: embeds.nullish(),
  allowed_mentions: mentions.nullish(),
  components: z.array(z.unknown()).nullish(),
  flags: z.number().int().min(0).nullish(),
  attachments: z.array(attachment).nullish(),
  nonce: z.union([z.string().max(25), z.number().int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .object({
      message_id: snowflake.nullish(),
      channel_id: snowflake.nullish(),
      type: z.number().int().nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
  sticker_ids: z.array(snowflake).max(3).nullish(),
  poll: z.unknown().optional(),
});

export type MessageBody = z.output<typeof messageBody>;

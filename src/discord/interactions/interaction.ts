import { ChannelType, Constants, InteractionType, MessageFlags } from 'discord.js';
import { z } from 'zod';

import type { Visitor } from '../../core/rules/visitor.ts';
import { snowflakeSchema } from '../../core/snowflake.ts';
import { commandOptions, commandSchema } from './command-options.ts';
import type { Options } from './command-options.ts';
import { formFields, formSchema } from './form-fields.ts';

const THREAD_TYPES: ReadonlySet<number> = new Set(Constants.ThreadChannelTypes);
const DEFAULT_ATTACHMENT_LIMIT = 10 * 1024 * 1024;

const bits = z.string().regex(/^\d+$/).transform(BigInt);
const userSchema = z.object({ id: snowflakeSchema });

/**
 * Facts that only help must not make the whole interaction unreadable: null, or a value of a new kind, counts as not
 * given.
 */
const senderSchema = z.object({
  id: snowflakeSchema,
  application_id: snowflakeSchema,
  token: z.string().min(1),
  guild_id: snowflakeSchema.nullish(),
  channel_id: snowflakeSchema.nullish(),
  channel: z
    .object({
      id: snowflakeSchema,
      type: z.number(),
      parent_id: snowflakeSchema.nullish(),
      nsfw: z.boolean().optional().catch(undefined),
    })
    .nullish(),
  member: z.object({ user: userSchema, roles: z.array(snowflakeSchema).default([]), permissions: bits }).nullish(),
  user: userSchema.nullish(),
  app_permissions: bits.catch(0n),
  authorizing_integration_owners: z.record(z.string(), z.string()).default({}),
  guild_locale: z.string().optional().catch(undefined),
  attachment_size_limit: z.int().positive().catch(DEFAULT_ATTACHMENT_LIMIT),
});

const messageSchema = z.object({
  id: snowflakeSchema,
  channel_id: snowflakeSchema.optional(),
  flags: z.number().default(0),
  components: z.unknown().optional(),
});

const interactionSchema = z.discriminatedUnion('type', [
  senderSchema.extend({ type: z.literal(InteractionType.ApplicationCommand), data: commandSchema }),
  senderSchema.extend({ type: z.literal(InteractionType.ApplicationCommandAutocomplete), data: commandSchema }),
  senderSchema.extend({
    type: z.literal(InteractionType.MessageComponent),
    data: z.object({ custom_id: z.string(), values: z.array(z.string()).default([]) }),
    message: messageSchema,
  }),
  senderSchema.extend({
    type: z.literal(InteractionType.ModalSubmit),
    data: z.object({ custom_id: z.string(), components: formSchema }),
    message: messageSchema.nullish(),
  }),
]);

/** The message a button stands on, or the form was opened from. */
export interface SourceMessage {
  id: string;
  /** Only its requester sees it. */
  isPrivate: boolean;
  /** What stands on it, as Discord tells it. */
  components: unknown;
}

/** One interaction and its user; everything that Discord sends with it is parsed here and nowhere else. */
export type Interaction = { visitor: Visitor } & (
  | { kind: 'command'; name: string; options: Options }
  | { kind: 'suggestion'; name: string; options: Options }
  | { kind: 'control'; customId: string; values: readonly string[]; message: SourceMessage }
  | { kind: 'form'; customId: string; fields: ReadonlyMap<string, readonly string[]>; message: SourceMessage | null }
);

/** Reads a raw INTERACTION_CREATE; undefined for kinds of interactions that we never ask for. */
export function parseInteraction(raw: unknown, arrivedAt: number): Interaction | undefined {
  const parsed = interactionSchema.safeParse(raw);
  if (!parsed.success) return undefined;
  const { data: interaction } = parsed;
  const visitor = visitorOf(interaction, arrivedAt);
  if (visitor === undefined) return undefined;
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return { kind: 'command', visitor, ...commandOptions(interaction.data, interaction.guild_id ?? null) };
    case InteractionType.ApplicationCommandAutocomplete:
      return { kind: 'suggestion', visitor, ...commandOptions(interaction.data, interaction.guild_id ?? null) };
    case InteractionType.MessageComponent: {
      const { custom_id: customId, values } = interaction.data;
      return { kind: 'control', visitor, customId, values, message: sourceMessage(interaction.message) };
    }
    case InteractionType.ModalSubmit: {
      const message = interaction.message ? sourceMessage(interaction.message) : null;
      return {
        kind: 'form',
        visitor,
        customId: interaction.data.custom_id,
        fields: formFields(interaction.data.components),
        message,
      };
    }
  }
}

function sourceMessage({ id, flags, components }: z.infer<typeof messageSchema>): SourceMessage {
  return { id, isPrivate: (flags & MessageFlags.Ephemeral) !== 0, components };
}

function visitorOf(sender: z.infer<typeof senderSchema>, arrivedAt: number): Visitor | undefined {
  const userId = sender.member?.user.id ?? sender.user?.id;
  const channelId = sender.channel?.id ?? sender.channel_id;
  if (userId === undefined || channelId === undefined || channelId === null) return undefined;
  const guildId = sender.guild_id ?? null;
  // Key "0" names the server that has added the bot; without it the person brought the bot along.
  const owner = sender.authorizing_integration_owners['0'];
  const isInstalledHere =
    guildId !== null && (owner === guildId || Object.keys(sender.authorizing_integration_owners).length === 0);
  return {
    interactionId: sender.id,
    userId,
    place: { guildId, channelId },
    wallet: isInstalledHere ? { scope: 'guild', id: guildId } : { scope: 'direct', id: userId },
    reply: { applicationId: sender.application_id, token: sender.token, messageId: null },
    arrivedAt,
    roleIds: sender.member?.roles ?? [],
    memberPermissions: sender.member?.permissions ?? 0n,
    appPermissions: sender.app_permissions,
    isThread: THREAD_TYPES.has(sender.channel?.type ?? 0),
    isAgeRestricted: ageRestriction(guildId, sender.channel),
    isDirect: guildId === null && sender.channel?.type === ChannelType.DM,
    parentChannelId: sender.channel?.parent_id ?? null,
    attachmentLimit: sender.attachment_size_limit,
    guildLocale: sender.guild_locale,
  };
}

/** Channels that others share, of which Discord never says that they are age-restricted, are not. */
function ageRestriction(
  guildId: string | null,
  channel: { type: number; nsfw?: boolean | undefined } | null | undefined,
): boolean | undefined {
  if (guildId === null) return false;
  // A thread is as its channel is, which the payload does not tell.
  return (
    channel?.nsfw ?? (channel === null || channel === undefined || THREAD_TYPES.has(channel.type) ? undefined : false)
  );
}

import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

/** Numbers: kinds that Discord adds later are read as values. */
const KIND: Readonly<Record<'subcommand' | 'attachment' | 'user' | 'role' | 'mentionable' | 'channel', number>> = {
  subcommand: ApplicationCommandOptionType.Subcommand,
  attachment: ApplicationCommandOptionType.Attachment,
  user: ApplicationCommandOptionType.User,
  role: ApplicationCommandOptionType.Role,
  mentionable: ApplicationCommandOptionType.Mentionable,
  channel: ApplicationCommandOptionType.Channel,
};

const valueSchema = z.object({
  name: z.string(),
  type: z.number(),
  value: z.unknown().optional(),
  focused: z.boolean().default(false),
});
const optionSchema = valueSchema.extend({ options: z.array(valueSchema).optional() });
const attachmentSchema = z.object({ id: z.string(), filename: z.string(), url: z.string(), size: z.number() });

export const commandSchema = z.object({
  name: z.string(),
  options: z.array(optionSchema).default([]),
  resolved: z
    .object({
      attachments: z.record(z.string(), attachmentSchema).default({}),
      users: z.record(z.string(), z.unknown()).default({}),
      members: z.record(z.string(), z.object({ roles: z.array(z.string()).default([]) })).default({}),
      roles: z.record(z.string(), z.unknown()).default({}),
      channels: z.record(z.string(), z.object({ guild_id: z.string().nullish() })).default({}),
    })
    .default({ attachments: {}, users: {}, members: {}, roles: {}, channels: {} }),
});

/** A file given with a command; its link works for a short while only. */
export interface GivenFile {
  name: string;
  url: string;
  bytes: number;
}

/** What was given with a command: values as they came, still to be parsed by the command itself. */
export interface Options {
  subcommand: string | null;
  values: Readonly<Record<string, unknown>>;
  files: ReadonlyMap<string, GivenFile>;
  /** The roles of the members that were named, by their id. */
  memberRoles: ReadonlyMap<string, readonly string[]>;
  /** The first option that names a channel, a role or a member that this server does not have; null when none does. */
  foreign: string | null;
  /** The option being typed, for suggestions. */
  focused: { name: string; text: string; subcommand: string | null } | null;
}

type Given = z.infer<typeof commandSchema>;

/**
 * Whether an option names what belongs to the server. Discord resolves what its client offers; a forged id
 * is not resolved, or is a channel that says to which server it belongs.
 */
function isOfServer(
  { type, value }: z.infer<typeof valueSchema>,
  { users, roles, channels }: Given['resolved'],
  guildId: string | null,
): boolean {
  const id = String(value);
  const isUser = Object.hasOwn(users, id);
  const isRole = Object.hasOwn(roles, id);
  if (type === KIND.user) return isUser;
  if (type === KIND.role) return isRole;
  if (type === KIND.mentionable) return isUser || isRole;
  if (type !== KIND.channel) return true;
  const channel = Object.hasOwn(channels, id) ? channels[id] : undefined;
  return channel !== undefined && (channel.guild_id ?? guildId) === guildId;
}

/** Flattens a command's options. */
export function commandOptions(
  { name, options, resolved }: Given,
  guildId: string | null,
): { name: string; options: Options } {
  const subcommand = options.find(({ type }) => type === KIND.subcommand);
  const given = subcommand?.options ?? options.filter((option) => option !== subcommand);
  const files = new Map<string, GivenFile>();
  const values: Record<string, unknown> = {};
  for (const { name: option, type, value } of given) {
    if (type !== KIND.attachment) values[option] = value;
    const attachment = type === KIND.attachment ? resolved.attachments[String(value)] : undefined;
    if (attachment !== undefined)
      files.set(option, { name: attachment.filename, url: attachment.url, bytes: attachment.size });
  }
  const memberRoles = new Map(Object.entries(resolved.members).map(([id, { roles }]) => [id, roles]));
  const foreign = given.find((option) => !option.focused && !isOfServer(option, resolved, guildId))?.name ?? null;
  const typed = given.find(({ focused }) => focused);
  const focused =
    typed === undefined
      ? null
      : {
          name: typed.name,
          text: typeof typed.value === 'string' ? typed.value : JSON.stringify(typed.value ?? ''),
          subcommand: subcommand?.name ?? null,
        };
  return { name, options: { subcommand: subcommand?.name ?? null, values, files, memberRoles, foreign, focused } };
}

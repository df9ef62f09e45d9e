import { ApplicationCommandOptionType } from 'discord.js';
import { z } from 'zod';

const valueSchema = z.object({
  name: z.string(),
  type: z.enum(ApplicationCommandOptionType),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
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
      members: z.record(z.string(), z.object({ roles: z.array(z.string()).default([]) })).default({}),
    })
    .default({ attachments: {}, members: {} }),
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
  /** The option being typed, for suggestions. */
  focused: { name: string; text: string; subcommand: string | null } | null;
}

/** Flattens a command's options. */
export function commandOptions({ name, options, resolved }: z.infer<typeof commandSchema>): { name: string; options: Options } {
  const subcommand = options.find(({ type }) => type === ApplicationCommandOptionType.Subcommand);
  const given = subcommand?.options ?? options.filter((option) => option !== subcommand);
  const files = new Map<string, GivenFile>();
  const values: Record<string, unknown> = {};
  for (const { name: option, type, value } of given) {
    if (type !== ApplicationCommandOptionType.Attachment) values[option] = value;
    const attachment = type === ApplicationCommandOptionType.Attachment ? resolved.attachments[String(value)] : undefined;
    if (attachment !== undefined) files.set(option, { name: attachment.filename, url: attachment.url, bytes: attachment.size });
  }
  const memberRoles = new Map(Object.entries(resolved.members).map(([id, { roles }]) => [id, roles]));
  const typed = given.find(({ focused }) => focused);
  const focused = typed === undefined ? null : { name: typed.name, text: String(typed.value ?? ''), subcommand: subcommand?.name ?? null };
  return { name, options: { subcommand: subcommand?.name ?? null, values, files, memberRoles, focused } };
}

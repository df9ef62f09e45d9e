import { ApplicationCommandOptionType as Type, ApplicationCommandType, Locale } from 'discord.js';
import { z } from 'zod';

import { snowflake } from './components.ts';
import { report } from './parse.ts';

type Context = Parameters<typeof report>[0];

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const locales = new Set<string>(Object.values(Locale));
const localized = (max: number): z.ZodType<Record<string, string | null> | null | undefined> =>
  z
    .record(z.string(), z.string().min(1).max(max).nullable())
    .nullish()
    .superRefine((map, context) => {
      for (const key of Object.keys(map ?? {}))
        if (!locales.has(key)) report(context, [key], 'BASE_TYPE_CHOICES', 'This is no locale of Discord');
    });
const optionName = z
  .string()
  .regex(NAME, 'String value did not match validation regex.')
  .refine((name) => name === name.toLowerCase(), 'Names are lower case');

const choice = z.object({
  name: z.string().min(1).max(100),
  name_localizations: localized(100),
  value: z.union([z.string().max(100), z.number()]),
});
const common = {
  name: optionName,
  name_localizations: localized(32),
  description: z.string().min(1).max(100),
  description_localizations: localized(100),
};
const leaf = z
  .object({
    ...common,
    type: z.literal([
      Type.String,
      Type.Integer,
      Type.Boolean,
      Type.User,
      Type.Channel,
      Type.Role,
      Type.Mentionable,
      Type.Number,
      Type.Attachment,
    ]),
    required: z.boolean().nullish(),
    autocomplete: z.boolean().nullish(),
    choices: z.array(choice).max(25).nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    min_length: z.number().int().min(0).max(6000).nullish(),
    max_length: z.number().int().min(1).max(6000).nullish(),
    channel_types: z.array(z.number().int()).nullish(),
    file_types: z
      .array(z.string().regex(/^(?:image|video|audio|\.[\w.]+)$/u))
      .max(10)
      .nullish(),
  })
  .superRefine((it, context) => {
    const isText = it.type === Type.String;
    const isNumber = it.type === Type.Integer || it.type === Type.Number;
    if (it.autocomplete === true && (it.choices?.length ?? 0) > 0)
      report(
        context,
        ['autocomplete'],
        'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
        'autocomplete excludes choices',
      );
    if (!isText && !isNumber && (it.autocomplete === true || it.choices))
      report(
        context,
        ['type'],
        'APPLICATION_COMMAND_OPTION_TYPE',
        'Only text and numbers take choices or autocomplete',
      );
    if (!isText && (it.min_length || it.max_length))
      report(context, ['type'], 'APPLICATION_COMMAND_OPTION_TYPE', 'Only text has a length');
    if (!isNumber && (typeof it.min_value === 'number' || typeof it.max_value === 'number'))
      report(context, ['type'], 'APPLICATION_COMMAND_OPTION_TYPE', 'Only numbers have a range');
    for (const [index, one] of (it.choices ?? []).entries()) {
      if (typeof one.value !== (isText ? 'string' : 'number'))
        report(context, ['choices', index, 'value'], 'BASE_TYPE_CONVERT', 'The value is not of the option’s type');
    }
    unique(it.choices?.map((one) => one.name) ?? [], ['choices'], context);
  });

const subcommand = z
  .object({ ...common, type: z.literal(Type.Subcommand), options: z.array(leaf).max(25).nullish() })
  .superRefine((it, context) => checkLeaves(it.options ?? [], context));
const group = z
  .object({ ...common, type: z.literal(Type.SubcommandGroup), options: z.array(subcommand).min(1).max(25) })
  .superRefine((it, context) =>
    unique(
      it.options.map((one) => one.name),
      ['options'],
      context,
    ),
  );

const bits = z
  .union([z.string().regex(/^\d+$/u), z.number().int()])
  .transform(String)
  .nullish();
const shared = {
  id: snowflake.nullish(),
  name_localizations: localized(32),
  default_member_permissions: bits,
  nsfw: z.boolean().nullish(),
  dm_permission: z.boolean().nullish(),
  integration_types: z.array(z.number().int().min(0).max(1)).min(1).nullish(),
  contexts: z.array(z.number().int().min(0).max(2)).min(1).nullish(),
};
const option = z.union([leaf, subcommand, group]);
const slash = z
  .object({
    ...shared,
    ...common,
    type: z.literal(ApplicationCommandType.ChatInput),
    options: z.array(option).max(25).nullish(),
  })
  .superRefine((it, context) => {
    const options = it.options ?? [];
    const leaves = options.filter((one): one is LeafOption => one.type > Type.SubcommandGroup);
    if (leaves.length > 0 && leaves.length < options.length)
      report(
        context,
        ['options'],
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command and option types are mutually exclusive',
      );
    checkLeaves(leaves, context);
    unique(
      options.map((one) => one.name),
      ['options'],
      context,
    );
    if (sizeOf(it) > 8000)
      report(context, [], 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${sizeOf(it)} of 8000)`);
  });
const menu = z.object({
  ...shared,
  type: z.literal([ApplicationCommandType.User, ApplicationCommandType.Message]),
  name: z.string().trim().min(1).max(32),
  description: z.string().max(0).nullish(),
  options: z.array(z.never()).max(0).nullish(),
});

/** One command as the application registers it. */
export const command = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null && !('type' in value && value.type) ? { ...value, type: 1 } : value,
  z.discriminatedUnion('type', [slash, menu]),
);
export type CommandInput = z.output<typeof command>;
export type CommandOption = z.output<typeof option>;
export type LeafOption = z.output<typeof leaf>;

function unique(names: readonly string[], path: (string | number)[], context: Context): void {
  if (new Set(names).size < names.length)
    report(context, path, 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option names must be unique');
}

function checkLeaves(leaves: readonly LeafOption[], context: Context): void {
  unique(
    leaves.map((one) => one.name),
    ['options'],
    context,
  );
  const firstOptional = leaves.findIndex((one) => one.required !== true);
  const late = leaves.findIndex((one, index) => one.required === true && firstOptional >= 0 && index > firstOptional);
  if (late >= 0)
    report(
      context,
      ['options', late],
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      'Required options must be placed before non-required options',
    );
}

type Sized = {
  name: string;
  description?: string;
  options?: readonly Sized[] | null | undefined;
  choices?: readonly { name: string; value: string | number }[] | null | undefined;
};

function sizeOf(it: Sized): number {
  const choices = (it.choices ?? []).reduce((sum, one) => sum + one.name.length + String(one.value).length, 0);
  return (
    it.name.length +
    (it.description ?? '').length +
    choices +
    (it.options ?? []).reduce((sum, one) => sum + sizeOf(one), 0)
  );
}

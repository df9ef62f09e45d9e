import { ApplicationCommandOptionType as Type, ApplicationCommandType } from 'discord.js';

import type { CommandInput, LeafOption } from '../../../sandbox/discord/index.ts';
import type { CommandOption, MenuCommand, OptionType, SlashCommand } from '../wire/state.ts';

const TYPES: Readonly<Record<LeafOption['type'], OptionType>> = {
  [Type.String]: 'text',
  [Type.Integer]: 'integer',
  [Type.Boolean]: 'boolean',
  [Type.User]: 'user',
  [Type.Channel]: 'channel',
  [Type.Role]: 'role',
  [Type.Mentionable]: 'mentionable',
  [Type.Number]: 'number',
  [Type.Attachment]: 'file',
};

type AnyOption = NonNullable<Extract<CommandInput, { type: ApplicationCommandType.ChatInput }>['options']>[number];

/** What the bot has registered, as Discord's client lists it: one entry for each sub-command. */
export function readCommands(inputs: readonly CommandInput[]): { commands: SlashCommand[]; menus: MenuCommand[] } {
  const commands: SlashCommand[] = [];
  const menus: MenuCommand[] = [];
  for (const input of inputs) {
    if (input.type === ApplicationCommandType.ChatInput)
      commands.push(...flatten(input.name, input.description, input.options ?? []));
    else menus.push({ name: input.name, target: input.type === ApplicationCommandType.User ? 'user' : 'message' });
  }
  return { commands, menus };
}

function flatten(name: string, description: string, options: readonly AnyOption[]): SlashCommand[] {
  const branches = options.filter((option) => option.type === Type.Subcommand || option.type === Type.SubcommandGroup);
  if (branches.length === 0)
    return [{ name, description, options: options.flatMap((option) => (isLeaf(option) ? [toOption(option)] : [])) }];
  return branches.flatMap((branch) => flatten(`${name} ${branch.name}`, branch.description, branch.options ?? []));
}

function isLeaf(option: AnyOption): option is LeafOption {
  return option.type !== Type.Subcommand && option.type !== Type.SubcommandGroup;
}

function toOption(option: LeafOption): CommandOption {
  return {
    name: option.name,
    description: option.description,
    type: TYPES[option.type],
    isRequired: option.required === true,
    hasAutocomplete: option.autocomplete === true,
    choices: (option.choices ?? []).map(({ name, value }) => ({ name, value })),
    min: option.min_value ?? null,
    max: option.max_value ?? null,
    minLength: option.min_length ?? null,
    maxLength: option.max_length ?? null,
    fileTypes: [...(option.file_types ?? [])],
  };
}

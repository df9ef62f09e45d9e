import { ApplicationCommandOptionType as Type } from 'discord.js';

import { extensionOf, storeAttachment } from '../cdn/attachments.ts';
import type { Upload } from '../cdn/attachments.ts';
import type { CommandOption, LeafOption } from '../rules/commands.ts';
import type { Attachment, Channel } from '../state/entities.ts';
import type { JsonObject } from '../state/json.ts';
import type { World } from '../state/world.ts';
import { clientRefuses } from './refuse.ts';

/** What a person has typed into a command's options, by name. */
export type OptionValues = { readonly [name: string]: string | number | boolean };

/** How the options are to be built. */
export type OptionInput = {
  readonly values: OptionValues;
  readonly attachments: { readonly [name: string]: Upload };
  /** Send anything, whatever the client would say. */
  readonly forged: boolean;
  /** The option being typed, for autocomplete. */
  readonly focused: string | null;
  readonly uploadLimit: number;
};

/** Options ready for the payload, and what they refer to. */
type BuiltOptions = {
  readonly options: JsonObject[];
  readonly ids: string[];
  readonly attachments: Attachment[];
  readonly focusedType: number | null;
};

const kinds: { readonly [kind: string]: readonly string[] } = {
  image: ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'bmp', 'tiff', 'heic'],
  video: ['mp4', 'mov', 'webm', 'mkv'],
  audio: ['mp3', 'wav', 'ogg', 'flac', 'm4a'],
};

/** Tells whether a file's name fits `file_types`; Discord looks at the extension only. */
export function fitsFileTypes(name: string, types: readonly string[] | null | undefined): boolean {
  const extension = extensionOf(name);
  return (
    !types ||
    types.length === 0 ||
    types.some((type) =>
      type.startsWith('.') ? type.slice(1).toLowerCase() === extension : kinds[type]?.includes(extension) === true,
    )
  );
}

/** Builds the options of a slash command below its sub-commands. */
export function buildOptions(
  world: World,
  channel: Channel,
  leaves: readonly LeafOption[],
  input: OptionInput,
): BuiltOptions {
  const built: BuiltOptions & { focusedType: number | null } = {
    options: [],
    ids: [],
    attachments: [],
    focusedType: null,
  };
  const given = new Set([...Object.keys(input.values), ...Object.keys(input.attachments)]);
  for (const name of given) {
    const leaf = leaves.find((one) => one.name === name);
    if (leaf === undefined && !input.forged) clientRefuses(`there is no option ${name}`);
    const upload = input.attachments[name];
    const isFocused = name === input.focused;
    if (upload) {
      if (!input.forged && leaf) checkUpload(leaf, upload, input.uploadLimit);
      const attachment = storeAttachment(world, upload, { channelId: channel.id, ephemeral: true });
      built.attachments.push(attachment);
      built.options.push({ name, type: Type.Attachment, value: attachment.id });
      continue;
    }
    const value = input.values[name];
    if (value === undefined) continue;
    // Half-typed values are sent as they stand.
    if (leaf && !input.forged && !isFocused) checkValue(world, channel, leaf, value);
    const type = leaf?.type ?? guessType(value);
    if (type >= Type.User && type <= Type.Mentionable) built.ids.push(String(value));
    if (isFocused) built.focusedType = type;
    built.options.push({ name, type, value: isFocused ? String(value) : value, focused: isFocused || undefined });
  }
  if (!input.forged && input.focused === null)
    for (const leaf of leaves)
      if (leaf.required === true && !given.has(leaf.name)) clientRefuses(`option ${leaf.name} is required`);
  return built;
}

function guessType(value: string | number | boolean): Type {
  if (typeof value === 'boolean') return Type.Boolean;
  return typeof value === 'number' ? Type.Number : Type.String;
}

function checkUpload(leaf: LeafOption, upload: Upload, limit: number): void {
  if (leaf.type !== Type.Attachment) clientRefuses(`option ${leaf.name} takes no file`);
  if (!fitsFileTypes(upload.name, leaf.file_types)) clientRefuses(`option ${leaf.name} does not take ${upload.name}`);
  if (upload.bytes.length > limit) clientRefuses(`${upload.name} is larger than ${limit} bytes`);
}

function checkValue(world: World, channel: Channel, leaf: LeafOption, value: string | number | boolean): void {
  const { name, type } = leaf;
  const guild = world.guilds.get(channel.guildId ?? '');
  const demand = (isRight: boolean, what: string): void => {
    if (!isRight) clientRefuses(`option ${name} ${what}`);
  };
  if (type === Type.String) {
    demand(typeof value === 'string' && value !== '', 'is text');
    demand(String(value).length >= (leaf.min_length ?? 0), 'is too short');
    demand(String(value).length <= (leaf.max_length ?? 6000), `is longer than ${leaf.max_length ?? 6000} characters`);
  } else if (type === Type.Integer || type === Type.Number) {
    demand(typeof value === 'number' && Number.isFinite(value), 'is a number');
    demand(type === Type.Number || Number.isSafeInteger(value), 'is a whole number');
    demand(
      Number(value) >= (leaf.min_value ?? -Infinity) && Number(value) <= (leaf.max_value ?? Infinity),
      'is out of range',
    );
  } else if (type === Type.Boolean) demand(typeof value === 'boolean', 'is yes or no');
  else if (type === Type.Channel) {
    const other = world.channels.get(String(value));
    demand(other !== undefined && other.guildId === channel.guildId, 'is a channel of this server');
    demand(
      !leaf.channel_types?.length || (other !== undefined && leaf.channel_types.includes(other.type)),
      'does not take this kind of channel',
    );
  } else {
    const isUser = world.users.has(String(value));
    const isRole = guild?.roles.has(String(value)) === true;
    demand(type !== Type.Attachment, 'takes a file');
    demand(type === Type.User ? isUser : isRole || (type === Type.Mentionable && isUser), 'names nobody here');
  }
  if (leaf.choices && leaf.choices.length > 0)
    demand(
      leaf.choices.some((one) => one.value === value),
      `has no choice ${String(value)}`,
    );
}

/** Walks down `name sub` or `name group sub`; gives the leaves there and how to wrap their values. */
export function descend(
  options: readonly CommandOption[],
  words: readonly string[],
  forged: boolean,
): { readonly leaves: readonly LeafOption[]; readonly wrap: (inner: JsonObject[]) => JsonObject[] } {
  const [word, ...rest] = words;
  const branch = options.find((one) => one.name === word && one.type <= Type.SubcommandGroup);
  if (word === undefined || (branch === undefined && forged)) {
    const needs = options.some((one) => one.type <= Type.SubcommandGroup);
    if (needs && !forged) clientRefuses('a sub-command must be chosen');
    return {
      leaves: options.filter((one): one is LeafOption => one.type > Type.SubcommandGroup),
      wrap: (inner) => inner,
    };
  }
  if (branch === undefined) return clientRefuses(`there is no sub-command ${word}`);
  // A sub-command without options is registered without the list, too.
  const below = descend('options' in branch ? (branch.options ?? []) : [], rest, forged);
  return {
    leaves: below.leaves,
    wrap: (inner) => [{ name: branch.name, type: branch.type, options: below.wrap(inner) }],
  };
}

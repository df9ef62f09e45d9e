import type { Message } from './message.ts';
import type { PanelState } from './panel.ts';

/** Somebody of the local Discord. */
export interface Person {
  id: string;
  name: string;
  /** What they are here, in a word or two: "member", "moderator". */
  role: string;
  color: string;
  isBot: boolean;
  /** The page can act as them. */
  isPlayable: boolean;
}

export interface Server {
  id: string;
  name: string;
  channels: { id: string; name: string; isPrivate: boolean }[];
  /** Without the “@” before their names. */
  roles: { id: string; name: string }[];
}

export type OptionType =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'file'
  | 'user'
  | 'role'
  | 'channel'
  | 'mentionable';

/** One option of a command, with everything that Discord's client checks by itself. */
export interface CommandOption {
  name: string;
  description: string;
  type: OptionType;
  isRequired: boolean;
  hasAutocomplete: boolean;
  choices: { name: string; value: string | number }[];
  min: number | null;
  max: number | null;
  minLength: number | null;
  maxLength: number | null;
  fileTypes: string[];
}

/** A command that can be sent: sub-commands stand for themselves, as in Discord's list. */
export interface SlashCommand {
  name: string;
  description: string;
  options: CommandOption[];
}

export interface MenuCommand {
  name: string;
  target: 'user' | 'message';
}

/** Where somebody is, and what Discord's client offers them there. */
export interface PlaceState {
  me: Person;
  people: Person[];
  bot: Person;
  servers: Server[];
  directChannelId: string;
  here: { channelId: string; guildId: string | null; name: string; maySpeak: boolean; mayManageMessages: boolean };
  /** Who sees this channel. */
  memberIds: string[];
  commands: SlashCommand[];
  menus: MenuCommand[];
  uploadLimit: number;
  /** Whether the real Krea paints, for real money. */
  isRealKrea: boolean;
}

/** What the page shows; the stream sends a part whenever it has changed. */
export interface PageState {
  place: PlaceState;
  messages: Message[];
  panel: PanelState;
}

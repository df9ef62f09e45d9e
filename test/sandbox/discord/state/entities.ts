import type { ApplicationCommandType, ChannelType, InteractionResponseType, InteractionType } from 'discord.js';

import type { CommandInput } from '../rules/commands.ts';
import type { MessageComponent } from '../rules/components.ts';
import type { EmbedInput } from '../rules/embeds.ts';
import type { ModalInput } from '../rules/modals.ts';
import type { JsonObject } from './json.ts';

export type User = {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly bot: boolean;
  /** Refuses direct messages from the bot. */
  dmsClosed: boolean;
  /** Bytes a file of theirs may have; more with Nitro. */
  uploadLimit: number;
  /** Has installed the application for themselves. */
  installedApp: boolean;
};

/** The people who share an application. */
export type Team = {
  readonly id: string;
  readonly ownerId: string;
  readonly members: readonly {
    readonly userId: string;
    readonly role: 'admin' | 'developer' | 'read_only';
    readonly isInvited?: boolean;
  }[];
};

export type Role = {
  readonly id: string;
  name: string;
  permissions: bigint;
  position: number;
  color: number;
  mentionable: boolean;
};
type Overwrite = { readonly id: string; readonly type: 'role' | 'member'; allow: bigint; deny: bigint };
export type Member = {
  readonly userId: string;
  roles: string[];
  nick: string | null;
  readonly joinedAt: number;
  timedOutUntil: number;
};

export type Channel = {
  readonly id: string;
  readonly type: ChannelType;
  readonly guildId: string | null;
  readonly parentId: string | null;
  name: string;
  nsfw: boolean;
  overwrites: Overwrite[];
  slowmodeSeconds: number;
  autoModWords: string[];
  archived: boolean;
  locked: boolean;
  /** Who is in a direct message, or in a private thread. */
  readonly people: Set<string>;
  readonly messages: Map<string, StoredMessage>;
  readonly lastPostAt: Map<string, number>;
};

export type Guild = {
  readonly id: string;
  name: string;
  ownerId: string;
  locale: string;
  /** Boost tier 0 to 3. */
  premiumTier: number;
  /** Bytes a file may have here. */
  uploadLimit: number;
  autoModWords: string[];
  /** The application is installed in this guild (its bot is a member). */
  botInstalled: boolean;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  readonly channelIds: Set<string>;
  readonly emojis: readonly { readonly id: string; readonly name: string }[];
};

export type Attachment = {
  readonly id: string;
  readonly filename: string;
  readonly path: string;
  readonly bytes: Buffer;
  readonly contentType: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly ephemeral: boolean;
  description: string | null;
  spoiler: boolean;
  /** Gone from the CDN. */
  removed: boolean;
};

/** Whom a message has really notified. */
type Pings = { everyone: boolean; readonly users: Set<string>; readonly roles: Set<string> };

export type StoredMessage = {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly authorId: string;
  readonly createdAt: number;
  editedAt: number | null;
  edits: number;
  flags: number;
  content: string;
  embeds: EmbedInput[];
  components: MessageComponent[];
  attachments: Attachment[];
  readonly pings: Pings;
  /** The one who sees it, when it is ephemeral. */
  readonly ephemeralFor: string | null;
  readonly interactionId: string | null;
  readonly nonce: string | null;
  readonly replyTo: string | null;
  deleted: boolean;
};

export type Choice = { readonly name: string; readonly value: string | number };

export type Interaction = {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly userId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly createdAt: number;
  readonly payload: JsonObject;
  readonly uploadLimit: number;
  readonly appPermissions: bigint;
  readonly owners: { readonly [type: string]: string };
  /** Not installed where it is used: at most five follow-ups. */
  readonly userInstallOnly: boolean;
  readonly forcedEphemeral: boolean;
  readonly commandType: ApplicationCommandType | null;
  readonly focusedType: number | null;
  /** The message whose component was used, or from whose modal this comes. */
  readonly sourceMessageId: string | null;
  /** The interaction that opened this modal. */
  readonly openedBy: string | null;
  ackType: InteractionResponseType | null;
  ackedAt: number | null;
  /** Nothing came within three seconds. */
  lapsed: boolean;
  expired: boolean;
  unknown: boolean;
  originalId: string | null;
  /** The bot has shown something in @original since this interaction began. */
  answered: boolean;
  readonly followUpIds: string[];
  /** The last request about it that was refused, for explanations. */
  refused: string | null;
  modal: ModalInput | null;
  choices: readonly Choice[] | null;
};

export type StoredCommand = {
  readonly id: string;
  readonly version: string;
  readonly guildId: string | null;
  readonly input: CommandInput;
};

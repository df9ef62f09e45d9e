import type { Attachment, Channel, Guild, Interaction, StoredCommand, Team, User } from './entities.ts';
import type { Emitter } from './events.ts';
import type { Hub } from './hub.ts';
import type { Ids } from './ids.ts';
import type { Json } from './json.ts';

/** Everything the local Discord knows. */
export type World = {
  readonly applicationId: string;
  /** Whose the application is: the owner of the first server that is added, unless told. */
  readonly application: { ownerId: string | null; team: Team | null };
  readonly bot: User;
  readonly token: string;
  readonly now: () => number;
  readonly ids: Ids;
  readonly hub: Hub;
  readonly events: Emitter;
  readonly limits: Limits;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  /** Guilds that exist but were not looked at yet. */
  readonly lazyGuilds: Map<string, () => Guild>;
  readonly channels: Map<string, Channel>;
  /** Channel of the direct messages between the bot and a user, by user. */
  readonly directChannels: Map<string, Channel>;
  readonly interactions: Map<string, Interaction>;
  readonly interactionsByToken: Map<string, Interaction>;
  readonly attachments: Map<string, Attachment>;
  commands: StoredCommand[];
  /** How often the bot may still identify, and in how many milliseconds it may anew. */
  readonly sessionStarts: { total: number; remaining: number; reset_after: number };
  /** Set by the gateway: sends an event to the sessions concerned. */
  dispatch: (
    type: string,
    data: () => Json,
    where: { readonly guildId: string | null; readonly intent?: number },
  ) => void;
  /** Set when the server listens. */
  cdnHost: string;
};

/** The numbers that tests may want to change. */
export type Limits = {
  /** To the first answer. */
  readonly ackMs: number;
  /** Life of an interaction's token. */
  readonly tokenMs: number;
  /** Life of a CDN link. */
  readonly linkMs: number;
  readonly requestBytes: number;
  /** Files in answers need ATTACH_FILES (whether Discord asks for it there is not documented; the strict reading). */
  readonly uploadsNeedPermission: boolean;
  /** The application was granted the message content intent. */
  readonly messageContentIntent: boolean;
  /** For the recommended number of shards; a shard takes 2500 at most whatever this says. */
  readonly guildsPerShard: number;
};

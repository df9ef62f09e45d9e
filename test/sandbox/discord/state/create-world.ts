import type { User } from './entities.ts';
import { createEmitter } from './events.ts';
import { createHub } from './hub.ts';
import { createIds } from './ids.ts';
import type { Limits, World } from './world.ts';

const MIB = 1024 * 1024;

export type WorldOptions = {
  readonly now?: () => number;
  readonly token?: string;
  readonly botName?: string;
  /** How long waits last that do not say otherwise. */
  readonly deadlineMs?: number;
  readonly limits?: Partial<Limits>;
};

/** An empty world that knows only the application and its bot. */
export function createWorld(options: WorldOptions): World {
  const now = options.now ?? Date.now;
  const ids = createIds(now);
  const applicationId = ids.next();
  const bot: User = {
    id: applicationId,
    username: options.botName ?? 'Krea',
    globalName: null,
    bot: true,
    dmsClosed: false,
    uploadLimit: 0,
    installedApp: false,
  };
  // A bot token begins with its user's id, which discord.js reads from it.
  const token = options.token ?? `${Buffer.from(bot.id).toString('base64url')}.sandbox.${'x'.repeat(27)}`;
  return {
    applicationId,
    application: { ownerId: null, team: null },
    bot,
    token,
    now,
    ids,
    hub: createHub(options.deadlineMs ?? 60_000),
    events: createEmitter(),
    limits: {
      ackMs: 3000,
      tokenMs: 15 * 60_000,
      linkMs: 24 * 3_600_000,
      requestBytes: 25 * MIB,
      uploadsNeedPermission: true,
      messageContentIntent: false,
      guildsPerShard: 1000,
      ...options.limits,
    },
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    lazyGuilds: new Map(),
    channels: new Map(),
    directChannels: new Map(),
    interactions: new Map(),
    interactionsByToken: new Map(),
    attachments: new Map(),
    commands: [],
    sessionStarts: { total: 1000, remaining: 1000, reset_after: 24 * 3_600_000 },
    dispatch: () => undefined,
    cdnHost: '',
  };
}

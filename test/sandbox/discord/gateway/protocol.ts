import { z } from 'zod';

const identify = z.object({
  op: z.literal(2),
  d: z.object({
    token: z.string(),
    intents: z.number().int().min(0),
    properties: z.unknown().optional(),
    shard: z.tuple([z.number().int().min(0), z.number().int().min(1)]).optional(),
  }),
});
const resume = z.object({
  op: z.literal(6),
  d: z.object({ token: z.string(), session_id: z.string(), seq: z.number().int().nullable() }),
});
const heartbeat = z.object({ op: z.literal(1), d: z.number().int().nullable() });
const other = z.object({ op: z.literal([3, 4, 8, 31]), d: z.unknown().optional() });

/** What a client may send. */
export const clientFrame = z.discriminatedUnion('op', [identify, resume, heartbeat, other]);
export type Identify = z.output<typeof identify>['d'];
export type Resume = z.output<typeof resume>['d'];

/** Close codes the gateway uses. */
export const close = {
  unknownOpcode: 4001,
  decode: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
  alreadyAuthenticated: 4005,
  invalidSeq: 4007,
  rateLimited: 4008,
  invalidShard: 4010,
  shardingRequired: 4011,
  badVersion: 4012,
  badIntents: 4013,
  disallowedIntents: 4014,
} as const;

/** GUILD_MEMBERS, GUILD_PRESENCES and MESSAGE_CONTENT, which a bot must be granted. */
export const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
export const MAX_PAYLOAD = 4096;
export const MAX_SENDS = 120;
export const SENDS_WINDOW_MS = 60_000;
export const GUILDS_INTENT = 1;

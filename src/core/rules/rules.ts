import { z } from 'zod';

import { MAX_AMOUNT } from '../money/money.ts';
import { PERIOD_KINDS } from '../money/period.ts';
import { LONGEST_ZONE } from '../money/zones.ts';
import { MAX_COUNT, VARIANTS } from '../picture/request.ts';
import { snowflakeSchema } from '../snowflake.ts';

const amount = z.int().min(0).max(MAX_AMOUNT);

/**
 * Pictures that one person may have under way at the same time in one place, whatever rules say: a queue is for many.
 */
export const MOST_AT_ONCE = 100;

/**
 * What one person's new style references may take on the disk within a day, over all servers: money may buy pictures,
 * not the disk.
 */
export const MOST_REFERENCE_BYTES = 200_000_000;
export const REFERENCE_SPAN_MS = 24 * 60 * 60_000;

/** What a member may do. A limit that is left out is not set here: the next rule in line decides. */
export const limitsSchema = z.strictObject({
  /** Micro-dollars in each of the server's periods. */
  cap: amount.optional(),
  variants: z.array(z.enum(VARIANTS)).min(1).optional(),
  /** Pictures in one request. */
  maxCount: z.int().min(1).max(MAX_COUNT).optional(),
  /** Micro-dollars for one request. */
  maxPrice: amount.optional(),
  /** Pictures under way at the same time; never more than {@link MOST_AT_ONCE}, even for exempt members. */
  atOnce: z.int().min(1).max(MOST_AT_ONCE).optional(),
  /** Seconds between two requests. */
  coolDown: z.int().min(0).max(86_400).optional(),
  /** Free of all the limits above; never free of the server's budget. */
  isExempt: z.boolean().optional(),
});

export type Limits = z.infer<typeof limitsSchema>;

/**
 * Channels on the list, members and roles with limits of their own, and raises that run at the same time: they are
 * read together.
 */
export const MOST_CHANNELS = 100;
export const MOST_MEMBERS = 1_000;
export const MOST_ROLES = 250;
export const MOST_GRANTS = 200;

/** A temporary raise of the server's cap, or of one member's. */
const grantSchema = z.strictObject({
  /** The interaction by which it was given. */
  id: snowflakeSchema,
  amount,
  until: z.int(),
  /** Whose cap it raises; the server's when it is left out. */
  userId: snowflakeSchema.optional(),
});

/** Where moderators hear about the budget, and when. */
const alertsSchema = z.strictObject({
  channelId: snowflakeSchema,
  /** The role that is mentioned; none when null. */
  roleId: snowflakeSchema.nullable(),
  /** Shares of the cap in percent, each once, rising. */
  thresholds: z.array(z.int().min(1).max(100)).max(10).readonly(),
  /** Also when the budget would be used up before it starts again. */
  forecast: z.boolean(),
});

export type AlertRules = z.infer<typeof alertsSchema>;
export type Grant = z.infer<typeof grantSchema>;

/** The shares that are alerted when moderators name none. */
export const DEFAULT_THRESHOLDS: readonly number[] = [50, 80, 100];

/** Everything that a server's moderators decide about its money. */
export const rulesSchema = z.strictObject({
  /** The server's cap in each period, in micro-dollars; without one the operator's default applies. */
  cap: amount.optional(),
  period: z.strictObject({
    kind: z.enum(PERIOD_KINDS),
    zone: z.string().max(LONGEST_ZONE),
    keyZone: z.string().max(LONGEST_ZONE).optional(),
    resetDay: z.int().min(1).max(31),
  }),
  isPaused: z.boolean(),
  /** Where pictures may be asked for; everywhere when empty. */
  channels: z.array(snowflakeSchema).max(MOST_CHANNELS).readonly(),
  /** The moderator role: its members may do with the budget what Manage Server allows. */
  moderatorRole: snowflakeSchema.nullable(),
  everyone: limitsSchema,
  roles: z.record(snowflakeSchema, limitsSchema),
  members: z.record(snowflakeSchema, limitsSchema),
  grants: z.array(grantSchema).max(MOST_GRANTS).readonly(),
  /** Null without a channel for alerts. */
  alerts: alertsSchema.nullable().default(null),
  /** The bot's owner who allowed this server to spend by a button, or null. Moderators cannot change it. */
  allowedBy: snowflakeSchema.nullable().default(null),
});

export type Rules = z.infer<typeof rulesSchema>;

/** Of rules the parts that a change was about, as the audit keeps them. */
export const rulesPartSchema = rulesSchema.partial().extend({
  period: rulesSchema.shape.period.partial().optional(),
  alerts: alertsSchema.partial().nullable().optional(),
  allowedBy: snowflakeSchema.nullable().optional(),
});

export type RulesPart = z.infer<typeof rulesPartSchema>;

/** A server before its first rule. */
export const NO_RULES: Rules = {
  period: { kind: 'month', zone: 'UTC', resetDay: 1 },
  isPaused: false,
  channels: [],
  moderatorRole: null,
  everyone: {},
  roles: {},
  members: {},
  grants: [],
  alerts: null,
  allowedBy: null,
};

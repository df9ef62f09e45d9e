import { z } from 'zod';

import { failureSchema } from '../../core/picture/failure.ts';
import { PICTURE_STATES, VERBS, WALLET_SCOPES } from '../../core/picture/generation.ts';
import type { Generation, Picture } from '../../core/picture/generation.ts';
import { TIERS } from '../../core/picture/price.ts';
import { pictureRequestSchema } from '../../core/picture/request.ts';
import { RUNGS } from '../../ports/store/journal.ts';
import type { Delivery } from '../../ports/store/journal.ts';
import { jsonColumn } from '../database/json-column.ts';

const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);
const instant = z.int().nullable();

const pictureRow = z.object({
  generationId: z.string(),
  index: z.int(),
  seed: z.int(),
  state: z.enum(PICTURE_STATES),
  remoteId: z.string().nullable(),
  url: z.string().nullable(),
  hash: z.string().nullable(),
  failure: jsonColumn(failureSchema).nullable(),
  submittingAt: instant,
  submitFrom: instant,
  submitTo: instant,
  runningAt: instant,
  finishedAt: instant,
  deliveryPart: z.int().nullable(),
});

/** The columns that {@link readPicture} expects. */
export const PICTURE_COLUMNS = [
  'picture.generation_id as generationId',
  'picture.picture_index as index',
  'picture.seed as seed',
  'picture.state as state',
  'picture.remote_id as remoteId',
  'picture.url as url',
  'picture.hash as hash',
  'picture.failure as failure',
  'picture.submitting_at as submittingAt',
  'picture.submit_from as submitFrom',
  'picture.submit_to as submitTo',
  'picture.running_at as runningAt',
  'picture.finished_at as finishedAt',
  'picture.delivery_part as deliveryPart',
] as const;

/** A stored picture. Throws when the row is not one. */
export function readPicture(row: unknown): Picture {
  return pictureRow.parse(row);
}

const generationRow = z
  .object({
    id: z.string(),
    guild_id: z.string().nullable(),
    channel_id: z.string(),
    wallet_scope: z.enum(WALLET_SCOPES),
    wallet_id: z.string(),
    user_id: z.string(),
    verb: z.enum(VERBS),
    parent_generation_id: z.string().nullable(),
    parent_index: z.int().nullable(),
    request: jsonColumn(pictureRequestSchema),
    price_version: z.string(),
    price_tier: z.enum(TIERS),
    price_each: z.int().min(0),
    is_private: flag,
    is_spoiler: flag,
    is_age_restricted: flag.nullable(),
    reply_application_id: z.string(),
    reply_token: z.string(),
    reply_message_id: z.string().nullable(),
    attachment_limit: z.int(),
    created_at: z.int(),
    removed_by: z.string().nullable(),
  })
  .transform((row): Omit<Generation, 'pictures'> => ({
    id: row.id,
    place: { guildId: row.guild_id, channelId: row.channel_id },
    wallet: { scope: row.wallet_scope, id: row.wallet_id },
    userId: row.user_id,
    verb: row.verb,
    parent:
      row.parent_generation_id === null || row.parent_index === null
        ? null
        : { generationId: row.parent_generation_id, index: row.parent_index },
    request: row.request,
    price: { version: row.price_version, tier: row.price_tier, each: row.price_each },
    isPrivate: row.is_private,
    isSpoiler: row.is_spoiler,
    isAgeRestricted: row.is_age_restricted,
    reply: { applicationId: row.reply_application_id, token: row.reply_token, messageId: row.reply_message_id },
    attachmentLimit: row.attachment_limit,
    createdAt: row.created_at,
    removedBy: row.removed_by,
  }));

/** A stored generation with its pictures. Throws when the row is not one. */
export function readGeneration(row: unknown, pictures: readonly Picture[]): Generation {
  return { ...generationRow.parse(row), pictures };
}

const deliveryRow = z.object({
  generationId: z.string(),
  part: z.int(),
  rung: z.enum(RUNGS),
  status: z.enum(['posting', 'posted', 'kept']),
  channelId: z.string().nullable(),
  messageId: z.string().nullable(),
  startedAt: z.int(),
});

/** The columns that {@link readDelivery} expects. */
export const DELIVERY_COLUMNS = [
  'generation_id as generationId',
  'part',
  'rung',
  'status',
  'channel_id as channelId',
  'message_id as messageId',
  'started_at as startedAt',
] as const;

/** A stored delivery. Throws when the row is not one. */
export function readDelivery(row: unknown): Delivery {
  return deliveryRow.parse(row);
}

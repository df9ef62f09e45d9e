import { MessageFlags } from 'discord.js';

import { extensionOf, storeAttachment } from '../cdn/attachments.ts';
import type { Upload } from '../cdn/attachments.ts';
import { invalid, refusal } from '../rest/errors.ts';
import type { MessageComponent } from '../rules/components.ts';
import type { MessageBody } from '../rules/message-body.ts';
import { mediaOf } from '../rules/walk.ts';
import type { Attachment } from './entities.ts';
import type { World } from './world.ts';

/** A file of a request: `n` of `files[n]`. */
export type RequestFile = Upload & { readonly key: string };

const MAX_FILES = 10;
const EMBEDDABLE = new Set(['jpg', 'jpeg', 'png', 'webp', 'gif']);

/** Refuses files that are too many or too large, before anything is stored. */
export function checkFiles(files: readonly RequestFile[], limit: number): void {
  if (files.length > MAX_FILES)
    throw invalid(['attachments'], 'BASE_TYPE_BAD_LENGTH', `Must be ${MAX_FILES} or fewer in length.`);
  if (files.some((file) => file.bytes.length > limit)) throw refusal('tooLarge');
}

/**
 * The attachments a message has after this request: with a list, exactly what it names (kept ones by id, new ones by
 * the number of their file); without one, what was there and everything new.
 */
export function nextAttachments(
  world: World,
  channelId: string,
  body: MessageBody,
  files: readonly RequestFile[],
  before: readonly Attachment[],
): Attachment[] {
  const place = { channelId, ephemeral: false };
  const listed = body.attachments;
  if (!listed) return [...before, ...files.map((file) => storeAttachment(world, file, place))];
  return listed.map((entry, index) => {
    const file = files.find((one) => one.key === entry.id);
    const attachment = file
      ? storeAttachment(world, { ...file, name: entry.filename ?? file.name }, place)
      : before.find((one) => one.id === entry.id);
    if (attachment === undefined)
      throw invalid(['attachments', index, 'id'], 'ATTACHMENT_NOT_FOUND', 'Attachment data not found');
    if (entry.description !== undefined) attachment.description = entry.description;
    if (entry.is_spoiler === true) attachment.spoiler = true;
    return attachment;
  });
}

/** Ties `attachment://` references of components to the message's files; one that leads nowhere is refused. */
export function resolveMedia(components: readonly MessageComponent[], attachments: readonly Attachment[]): void {
  for (const { media, path } of mediaOf(components)) {
    if (!media.url.startsWith('attachment://')) continue;
    const name = media.url.slice('attachment://'.length);
    const found = attachments.find((one) => one.filename === name);
    if (found === undefined)
      throw invalid(
        path,
        'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        `The referenced attachment ${name} was not found`,
      );
    media.attachmentId = found.id;
  }
}

/** Embeds show only pictures of the common kinds by `attachment://`. */
export function checkEmbedFiles(body: MessageBody): void {
  for (const [index, embed] of (body.embeds ?? []).entries()) {
    for (const place of ['image', 'thumbnail'] as const) {
      const url = embed[place]?.url ?? '';
      if (url.startsWith('attachment://') && !EMBEDDABLE.has(extensionOf(url)))
        throw invalid(
          ['embeds', index, place, 'url'],
          'URL_TYPE_INVALID_SCHEME',
          'Only jpg, jpeg, png, webp and gif files can be embedded',
        );
    }
  }
}

/** Refuses what a V2 message may not carry, and a turn to V2 that leaves classic parts behind. */
export function checkV2Fields(
  body: MessageBody,
  before: { readonly content: string; readonly embeds: readonly unknown[]; readonly flags: number } | null,
): void {
  const turns = before !== null && (before.flags & MessageFlags.IsComponentsV2) === 0;
  const content = body.content ?? (turns && body.content === undefined ? before.content : '');
  const embeds = body.embeds ?? (turns && body.embeds === undefined ? before.embeds : []);
  const offending = {
    content: content !== '',
    embeds: embeds.length > 0,
    poll: body.poll !== undefined && body.poll !== null,
    sticker_ids: (body.sticker_ids?.length ?? 0) > 0,
  };
  for (const [field, isThere] of Object.entries(offending)) {
    if (isThere)
      throw invalid(
        [field],
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
  }
}

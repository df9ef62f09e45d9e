import { ComponentType, MessageFlags } from 'discord.js';

import { attachmentBehind, linkTo } from '../cdn/links.ts';
import type { Media, SelectComponent } from '../rules/components.ts';
import { embedTexts } from '../rules/embeds.ts';
import type { EmbedInput } from '../rules/embeds.ts';
import { textsOf, walk } from '../rules/walk.ts';
import type { Attachment, StoredMessage } from '../state/entities.ts';
import type { JsonObject } from '../state/json.ts';
import type { World } from '../state/world.ts';
import { embedAttachment, looseAttachments, wireMessage } from '../wire/messages.ts';

type ButtonView = {
  readonly label: string;
  readonly customId: string | null;
  readonly url: string | null;
  readonly style: number;
  readonly disabled: boolean;
};
type SelectView = {
  readonly type: number;
  readonly customId: string;
  readonly placeholder: string | null;
  readonly disabled: boolean;
  readonly options: readonly { readonly label: string; readonly value: string; readonly description: string | null }[];
};
type PictureView = {
  readonly name: string;
  readonly alt: string | null;
  readonly spoiler: boolean;
  readonly url: string;
  readonly bytes: Buffer | null;
  readonly contentType: string | null;
  readonly width: number | null;
  readonly height: number | null;
};

/** A message as a person sees it, at the moment it was read. */
export type MessageView = {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly interactionId: string | null;
  readonly replyTo: string | null;
  readonly nonce: string | null;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly edits: number;
  readonly deleted: boolean;
  readonly flags: number;
  readonly ephemeral: boolean;
  /** Shows “is thinking…”. */
  readonly loading: boolean;
  readonly componentsV2: boolean;
  readonly content: string;
  /** All words: content, text displays, embeds. */
  readonly text: string;
  readonly embeds: readonly EmbedInput[];
  readonly buttons: readonly ButtonView[];
  readonly selects: readonly SelectView[];
  readonly pictures: readonly PictureView[];
  /** Whom it notified. */
  readonly pings: { readonly everyone: boolean; readonly users: readonly string[]; readonly roles: readonly string[] };
  /** The message as the API shows it. */
  readonly raw: () => JsonObject;
};

function viewSelect(it: SelectComponent): SelectView {
  const options =
    'options' in it
      ? it.options.map((one) => ({ label: one.label, value: one.value, description: one.description ?? null }))
      : [];
  return {
    type: it.type,
    customId: it.custom_id,
    placeholder: it.placeholder ?? null,
    disabled: it.disabled === true,
    options,
  };
}

function viewFile(
  world: World,
  file: Attachment,
  told: { readonly alt?: string | null | undefined; readonly spoiler?: boolean | null | undefined } = {},
): PictureView {
  const { filename: name, contentType, width, height } = file;
  const alt = told.alt ?? file.description;
  const spoiler = told.spoiler === true || file.spoiler;
  return {
    name,
    contentType,
    width,
    height,
    alt,
    spoiler,
    bytes: file.removed ? null : file.bytes,
    // Signed when somebody asks: waits read many messages and look at few links.
    get url() {
      return linkTo(world, file);
    },
  };
}

function viewMedia(
  world: World,
  media: Media,
  told: { readonly alt?: string | null | undefined; readonly spoiler?: boolean | null | undefined },
): PictureView {
  const file =
    (media.attachmentId === null ? undefined : world.attachments.get(media.attachmentId)) ??
    attachmentBehind(world, media.url);
  if (file) return viewFile(world, file, told);
  return {
    name: media.url.split('/').at(-1) ?? '',
    alt: told.alt ?? null,
    spoiler: told.spoiler === true,
    url: media.url,
    bytes: null,
    contentType: null,
    width: null,
    height: null,
  };
}

function picturesOf(world: World, message: StoredMessage): PictureView[] {
  const pictures: PictureView[] = [];
  for (const { component: it } of walk(message.components)) {
    if (it.type === ComponentType.Thumbnail)
      pictures.push(viewMedia(world, it.media, { alt: it.description, spoiler: it.spoiler }));
    if (it.type === ComponentType.File) pictures.push(viewMedia(world, it.file, { spoiler: it.spoiler }));
    if (it.type === ComponentType.MediaGallery)
      for (const item of it.items)
        pictures.push(viewMedia(world, item.media, { alt: item.description, spoiler: item.spoiler }));
  }
  for (const embed of message.embeds) {
    for (const shown of [embed.image, embed.thumbnail]) {
      const file = embedAttachment(message, shown?.url);
      if (file) pictures.push(viewFile(world, file));
      else if (shown) pictures.push(viewMedia(world, { url: shown.url, attachmentId: null }, {}));
    }
  }
  return [...pictures, ...looseAttachments(message).map((file) => viewFile(world, file))];
}

/** Reads a message as a person would: words, buttons, selects, pictures. */
export function readMessage(world: World, message: StoredMessage): MessageView {
  const buttons: ButtonView[] = [];
  const selects: SelectView[] = [];
  for (const { component: it } of walk(message.components)) {
    if (it.type === ComponentType.Button)
      buttons.push({
        label: it.label ?? it.emoji?.name ?? '',
        customId: it.custom_id ?? null,
        url: it.url ?? null,
        style: it.style,
        disabled: it.disabled === true,
      });
    else if ('custom_id' in it) selects.push(viewSelect(it));
  }
  const {
    id,
    channelId,
    authorId,
    interactionId,
    replyTo,
    nonce,
    createdAt,
    editedAt,
    edits,
    deleted,
    flags,
    content,
  } = message;
  return {
    id,
    channelId,
    authorId,
    interactionId,
    replyTo,
    nonce,
    createdAt,
    editedAt,
    edits,
    deleted,
    flags,
    content,
    buttons,
    selects,
    ephemeral: message.ephemeralFor !== null,
    loading: (flags & MessageFlags.Loading) !== 0,
    componentsV2: (flags & MessageFlags.IsComponentsV2) !== 0,
    text: [content, ...textsOf(message.components), ...message.embeds.flatMap(embedTexts)]
      .filter((one) => one !== '')
      .join('\n'),
    embeds: [...message.embeds],
    pictures: picturesOf(world, message),
    pings: { everyone: message.pings.everyone, users: [...message.pings.users], roles: [...message.pings.roles] },
    raw: () => wireMessage(world, message),
  };
}

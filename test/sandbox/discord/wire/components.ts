import { ComponentType } from 'discord.js';

import { attachmentBehind, linkTo } from '../cdn/links.ts';
import type { AnyComponent, Media } from '../rules/components.ts';
import type { Json, JsonObject } from '../state/json.ts';
import type { World } from '../state/world.ts';

function wireMedia(world: World, media: Media): JsonObject {
  const own =
    (media.attachmentId === null ? undefined : world.attachments.get(media.attachmentId)) ??
    attachmentBehind(world, media.url);
  if (own === undefined)
    return { id: '1', url: media.url, proxy_url: media.url, width: null, height: null, content_type: null };
  const url = linkTo(world, own);
  return {
    id: own.id,
    url,
    proxy_url: url,
    width: own.width,
    height: own.height,
    content_type: own.contentType,
    attachment_id: media.attachmentId ?? undefined,
    flags: 0,
    loading_state: 2,
  };
}

/** A component as answers carry it: pictures resolved to links. */
export function wireComponent(world: World, it: AnyComponent): Json {
  if (it.type === ComponentType.Section) return { ...it, accessory: wireComponent(world, it.accessory) };
  if (it.type === ComponentType.Container)
    return {
      accent_color: null,
      spoiler: false,
      ...it,
      components: it.components.map((child) => wireComponent(world, child)),
    };
  if ('components' in it) return { ...it, components: it.components.map((child) => wireComponent(world, child)) };
  if ('items' in it)
    return {
      ...it,
      items: it.items.map((item) => ({
        description: null,
        spoiler: false,
        ...item,
        media: wireMedia(world, item.media),
      })),
    };
  if ('media' in it) return { description: null, spoiler: false, ...it, media: wireMedia(world, it.media) };
  if ('file' in it)
    return {
      spoiler: false,
      ...it,
      name: it.file.url.replace('attachment://', ''),
      size: world.attachments.get(it.file.attachmentId ?? '')?.bytes.length ?? null,
      file: wireMedia(world, it.file),
    };
  if (it.type === ComponentType.Separator) return { divider: true, spacing: 1, ...it };
  if (it.type === ComponentType.Button || it.type === ComponentType.TextDisplay) return it;
  return { min_values: 1, max_values: 1, disabled: false, ...it };
}

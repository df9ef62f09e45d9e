import type { Attachment } from '../state/entities.ts';
import type { World } from '../state/world.ts';
import { sniff } from './sniff.ts';

/** A file on its way in. */
export type Upload = { readonly name: string; readonly bytes: Buffer; readonly contentType?: string | undefined };

const byExtension: { readonly [extension: string]: string } = {
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
};

/** Lower-case extension of a file name, without the dot. */
export function extensionOf(name: string): string {
  return /\.([^.]+)$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Puts a file on the CDN; `where` is the folder, ephemeral ones live apart. */
export function storeAttachment(
  world: World,
  upload: Upload,
  where: { readonly channelId: string; readonly ephemeral: boolean },
): Attachment {
  const id = world.ids.next();
  // Discord keeps letters, digits, dots, dashes and underscores of a name.
  const filename = upload.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_') || 'file';
  const seen = sniff(upload.bytes);
  const folder = where.ephemeral ? `/ephemeral-attachments/${world.applicationId}` : `/attachments/${where.channelId}`;
  const attachment: Attachment = {
    id,
    filename,
    path: `${folder}/${id}/${encodeURIComponent(filename)}`,
    bytes: upload.bytes,
    contentType: seen.contentType ?? byExtension[extensionOf(filename)] ?? upload.contentType ?? null,
    width: seen.width,
    height: seen.height,
    ephemeral: where.ephemeral,
    description: null,
    spoiler: upload.name.startsWith('SPOILER_'),
    removed: false,
  };
  world.attachments.set(id, attachment);
  return attachment;
}

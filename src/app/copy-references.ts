import type { AttachmentProblem, Refused } from '../core/refusal.ts';
import type { ReferenceImage } from '../core/request.ts';
import type { FetchMedia, Images } from './ports/media.ts';
import type { Blobs } from './ports/storage.ts';

/** Larger files are refused before they are fetched. */
const MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024;

/** A file that came with a command; Discord keeps it for a short while only. */
export interface Attachment {
  name: string;
  url: string;
  bytes: number;
  strength: number;
}

/** Copies attached images at once, checked by their content, so that rerolls have them for ever. */
export type CopyReferences = (attachments: readonly Attachment[]) => Promise<{ references: ReferenceImage[] } | Refused>;

/** Builds the copying from Discord's links into our store. */
export function createCopyReferences(deps: { fetchMedia: FetchMedia; images: Images; blobs: Blobs }): CopyReferences {
  async function copy({ url, bytes, strength }: Attachment): Promise<ReferenceImage | { problem: AttachmentProblem }> {
    if (bytes > MAX_ATTACHMENT_BYTES) return { problem: 'too-large' };
    const fetched = await deps.fetchMedia(url, MAX_ATTACHMENT_BYTES);
    if (fetched.kind === 'too-large') return { problem: 'too-large' };
    if (fetched.kind !== 'fetched') return { problem: 'unreachable' };
    const prepared = await deps.images.prepareReference(fetched.bytes);
    if ('problem' in prepared) return prepared;
    return { hash: await deps.blobs.put(prepared.bytes, prepared.mediaType), strength };
  }

  return async (attachments) => {
    const copies = await Promise.all(attachments.map(async (one) => ({ name: one.name, copy: await copy(one) })));
    const references: ReferenceImage[] = [];
    for (const { name, copy: result } of copies) {
      if ('problem' in result) return { refused: { kind: 'bad-attachment', name, problem: result.problem } };
      references.push(result);
    }
    return { references };
  };
}

import type { AttachmentProblem, Refused } from '../core/refusal.ts';
import type { ReferenceImage } from '../core/request.ts';
import type { FetchMedia, Images } from './ports/media.ts';
import type { Blobs, NamedImage } from './ports/storage.ts';

/** Larger files are refused before they are fetched. */
const MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024;

/** A file that came with a command; Discord keeps it for a short while only. */
export interface Attachment {
  name: string;
  url: string;
  bytes: number;
  strength: number;
}

/**
 * Copies attached images at once, checked by their content. They are stored with the request that uses them and not
 * before: else whoever has no money could fill the disk.
 */
export type CopyReferences = (attachments: readonly Attachment[]) => Promise<{ references: ReferenceImage[]; images: NamedImage[] } | Refused>;

interface Copied {
  image: NamedImage;
  strength: number;
}

/** Builds the copying from Discord's links. */
export function createCopyReferences(deps: { fetchMedia: FetchMedia; images: Images; blobs: Pick<Blobs, 'hashOf'> }): CopyReferences {
  async function copy({ url, bytes, strength }: Attachment): Promise<Copied | { problem: AttachmentProblem }> {
    if (bytes > MAX_ATTACHMENT_BYTES) return { problem: 'too-large' };
    const fetched = await deps.fetchMedia(url, MAX_ATTACHMENT_BYTES);
    if (fetched.kind === 'too-large') return { problem: 'too-large' };
    if (fetched.kind !== 'fetched') return { problem: 'unreachable' };
    const prepared = await deps.images.prepareReference(fetched.bytes);
    if ('problem' in prepared) return prepared;
    const { bytes: ready, mediaType } = prepared;
    return { image: { hash: deps.blobs.hashOf(ready), bytes: ready, mediaType }, strength };
  }

  return async (attachments) => {
    const copies = await Promise.all(attachments.map(async (one) => ({ name: one.name, copy: await copy(one) })));
    const found: Copied[] = [];
    for (const { name, copy: result } of copies) {
      if ('problem' in result) return { refused: { kind: 'bad-attachment', name, problem: result.problem } };
      found.push(result);
    }
    return { references: found.map(({ image, strength }) => ({ hash: image.hash, strength })), images: found.map(({ image }) => image) };
  };
}

import type { AttachmentProblem, Refused } from '../../core/picture/refusal.ts';
import type { ReferenceImage } from '../../core/picture/request.ts';
import { createByteBudget } from '../../kit/byte-budget.ts';
import { createTurns } from '../../kit/turns.ts';
import type { Clock } from '../../ports/clock.ts';
import { MAX_ATTACHMENT_BYTES } from '../../ports/media.ts';
import type { FetchMedia, Images } from '../../ports/media.ts';
import type { Blobs, NamedImage } from '../../ports/store/storage.ts';

/** What fetched files may take in memory, of all members together, until they are decoded. */
const BYTES_AT_ONCE = 16 * 1024 * 1024;
/** A file is cut off when it turns out larger than Discord said, give or take a little. */
const SLACK_BYTES = 64 * 1024;
/** Each request in work may hold four prepared images; the interaction lives for a quarter of an hour. */
const TURNS = { atOnce: 4, waiting: 3, maxWaitMs: 120_000 };

/** A file that came with a command; Discord keeps it for a short while only. */
export interface Attachment {
  name: string;
  url: string;
  bytes: number;
  strength: number;
}

/** Images that are ready to be style references, in the order of their files. */
export interface CopiedReferences {
  references: ReferenceImage[];
  images: NamedImage[];
}

/**
 * Copies attached images, checked by their content, and has `use` use them; without files it is called at once. One
 * request of a member at a time and few over all, for files and what is made of them are in memory meanwhile. They are
 * stored with the request that uses them and not before, or requests without money could fill the disk.
 */
export type WithReferences = <Result>(
  userId: string,
  attachments: readonly Attachment[],
  use: (copied: CopiedReferences) => Promise<Result>,
) => Promise<Result | Refused>;

interface Copied {
  image: NamedImage;
  strength: number;
}

export interface CopyReferencesDeps {
  fetchMedia: FetchMedia;
  images: Pick<Images, 'prepareReference'>;
  blobs: Pick<Blobs, 'hashOf'>;
  clock: Pick<Clock, 'sleep'>;
}

/** Builds the copying from Discord's links. */
export function createWithReferences(deps: CopyReferencesDeps): WithReferences {
  const turns = createTurns(TURNS, deps.clock);
  const withBytes = createByteBudget(BYTES_AT_ONCE);

  async function copy({ url, bytes, strength }: Attachment): Promise<Copied | { problem: AttachmentProblem }> {
    const most = Math.min(bytes + SLACK_BYTES, MAX_ATTACHMENT_BYTES);
    return withBytes(most, async () => {
      const fetched = await deps.fetchMedia(url, most);
      if (fetched.kind === 'too-large') return { problem: 'too-large' };
      if (fetched.kind !== 'fetched') return { problem: 'unreachable' };
      const prepared = await deps.images.prepareReference(fetched.bytes);
      if ('problem' in prepared) return prepared;
      const { bytes: ready, mediaType } = prepared;
      return { image: { hash: deps.blobs.hashOf(ready), bytes: ready, mediaType }, strength };
    });
  }

  /**
   * One file after the other: members take turns at the decoder, with one file each, so that one member cannot hold up
   * the others.
   */
  async function copyAll(attachments: readonly Attachment[]): Promise<CopiedReferences | Refused> {
    const found: Copied[] = [];
    for (const attachment of attachments) {
      const copied = await copy(attachment);
      if ('problem' in copied) return refuse(attachment, copied.problem);
      found.push(copied);
    }
    return {
      references: found.map(({ image, strength }) => ({ hash: image.hash, strength })),
      images: found.map(({ image }) => image),
    };
  }

  return async (userId, attachments, use) => {
    if (attachments.length === 0) return use({ references: [], images: [] });
    const large = attachments.find(({ bytes }) => bytes > MAX_ATTACHMENT_BYTES);
    if (large !== undefined) return refuse(large, 'too-large');
    const outcome = await turns(userId, async () => {
      const copied = await copyAll(attachments);
      return 'refused' in copied ? copied : use(copied);
    });
    return outcome === 'busy' ? { refused: { kind: 'too-many-files-at-once' } } : outcome;
  };
}

function refuse({ name }: Attachment, problem: AttachmentProblem): Refused {
  return { refused: { kind: 'bad-attachment', name, problem } };
}

import type { AttachmentProblem } from '../core/picture/refusal.ts';

/** A member's image may be that large; larger ones are refused before they are fetched. */
export const MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024;

export type FetchOutcome =
  | { kind: 'fetched'; bytes: Uint8Array }
  /** The address is not of a host that we trust. Nothing was sent. */
  | { kind: 'untrusted' }
  /** The host answers, but there is nothing to have (404, 403, 410). */
  | { kind: 'missing' }
  | { kind: 'too-large' }
  /** No usable answer in time; worth another try. */
  | { kind: 'unreachable' };

/**
 * Fetches media from trusted hosts only, without credentials, up to `maxBytes`. Never throws for the network's sake.
 */
export type FetchMedia = (url: string, maxBytes: number) => Promise<FetchOutcome>;

export type PreparedReference = { bytes: Uint8Array; mediaType: string } | { problem: AttachmentProblem };

/** A picture as people get it. */
export interface Displayed {
  bytes: Uint8Array;
  mediaType: string;
  extension: string;
  /** No decoder here reads it: it cannot be shown, but was paid for and is handed over as a file. */
  isFile?: true;
}

/** What the application needs to know how to do with images. */
export interface Images {
  /**
   * Makes a member's image fit to be a style reference: PNG, JPEG, WebP or HEIC by content, upright, without
   * metadata, at most 2048 pixels a side. Anything else comes back as a problem.
   */
  prepareReference(bytes: Uint8Array): Promise<PreparedReference>;
  /**
   * A paid picture in a form that Discord shows, or failing that as a file; undefined when it is no picture but words,
   * or nothing.
   */
  display(bytes: Uint8Array): Promise<Displayed | undefined>;
  /** The picture re-encoded to at most `maxBytes`, at the best quality that fits; unchanged when it fits as it is. */
  fit(bytes: Uint8Array, maxBytes: number): Promise<{ bytes: Uint8Array; mediaType: string; extension: string }>;
}

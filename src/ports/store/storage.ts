/** Bytes with the name under which a store of them keeps them. */
export interface NamedImage {
  hash: string;
  bytes: Uint8Array;
  mediaType: string;
}

/** Sizes in bytes. */
export interface BlobSizes {
  /** All of the records. */
  file: number;
  /** Images that were made or used since the instant in question. */
  recent: number;
}

/** Bytes that must outlive every link to them, addressed by their SHA-256 in hex. */
export interface Blobs {
  /** The name of these bytes, whether they are kept or not. */
  hashOf(bytes: Uint8Array): string;
  /** Keeps the bytes for ever, also when they were kept until a time only. */
  put(bytes: Uint8Array, mediaType: string): Promise<string>;
  /** Keeps the image until then at least; what is kept for ever stays so. */
  putUntil(image: NamedImage, until: number): Promise<void>;
  get(hash: string): Promise<{ bytes: Uint8Array; mediaType: string } | undefined>;
  /**
   * Removes some of what was kept until a time that has come and what nothing has used meanwhile; returns how many, 0
   * when none is left.
   */
  removeExpired(now: number): Promise<number>;
  /** Whether all of these are there. */
  has(hashes: readonly string[]): Promise<boolean>;
  /**
   * Removes some of what no picture was finished as and no request referred to since `before`; returns how many, 0 when
   * none is left. The pictures that they were say so, have no address any more, and stay on record otherwise.
   */
  removeUnused(before: number): Promise<number>;
  /** How much room it takes; `since` says from when on images count as recent. */
  sizes(since: number): Promise<BlobSizes>;
}

/** Look-up by one key, with an expiry; values are JSON, and each reader parses them. */
export interface Cache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, lifeMs: number): Promise<void>;
  delete(key: string): Promise<void>;
}

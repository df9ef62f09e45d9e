/** Bytes with the name under which a store of them keeps them. */
export interface NamedImage {
  hash: string;
  bytes: Uint8Array;
  mediaType: string;
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
  /** Removes some of what was kept until a time that has come and what nothing has used meanwhile; returns how many, 0 when none is left. */
  removeExpired(now: number): Promise<number>;
}

/** Look-up by one key, with an expiry; values are JSON and parsed by whoever reads them. */
export interface Cache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, lifeMs: number): Promise<void>;
  delete(key: string): Promise<void>;
}

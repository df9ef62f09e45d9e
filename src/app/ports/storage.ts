/** Bytes that must outlive every link to them, addressed by their SHA-256 in hex. */
export interface Blobs {
  put(bytes: Uint8Array, mediaType: string): Promise<string>;
  get(hash: string): Promise<{ bytes: Uint8Array; mediaType: string } | undefined>;
}

/** Look-up by one key, with an expiry; values are JSON and parsed by whoever reads them. */
export interface Cache {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, lifeMs: number): Promise<void>;
  delete(key: string): Promise<void>;
}

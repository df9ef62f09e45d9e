/** The tables of what is looked up by one key. */
export interface KeptTables {
  blob: BlobTable;
  blob_use: BlobUseTable;
  cache: CacheTable;
}

interface BlobTable {
  hash: string;
  media_type: string;
  bytes: Uint8Array;
  /** Null for what is kept for ever. */
  expires_at: number | null;
}

interface BlobUseTable {
  hash: string;
  /**
   * When a picture was finished that it is, a request made that refers to it, or until when a refused one may be asked
   * for; epoch milliseconds.
   */
  used_at: number;
  size: number;
}

interface CacheTable {
  key: string;
  value: string;
  expires_at: number | null;
}

import type { Failure } from '../core/picture/failure.ts';
import type { RemoteJob } from '../core/picture/lost-job.ts';
import type { PictureRequest } from '../core/picture/request.ts';

/** What came of asking for a picture. Only `accepted` and `unclear` can have cost money. */
export type SubmitOutcome =
  | { kind: 'accepted'; remoteId: string }
  /** Refused for good: no job was made. */
  | { kind: 'rejected'; failure: Failure; detail: string }
  /** A style reference's upload is no longer known: upload it again. No job was made. */
  | { kind: 'stale-reference' }
  /** The backlog is full: no job was made, try again later. */
  | { kind: 'busy'; retryAfterMs: number | null }
  /** The request provably never left: try again. */
  | { kind: 'unreachable'; detail: string }
  /** It was sent and the answer is lost: a job may exist. Never send it again. */
  | { kind: 'unclear'; detail: string };

/** A job as the image API sees it now. */
export type JobView =
  | { state: 'waiting' | 'painting' }
  /** Billed. `url` is null when no picture came with it. */
  | { state: 'completed'; url: string | null }
  | { state: 'failed'; failure: Failure; detail: string }
  | { state: 'cancelled' }
  /** No such job, or not ours: whether it was billed is not known. */
  | { state: 'missing' };

/** What the image API's clock shows now, epoch milliseconds: not before `earliest`, not after `latest`. */
export interface RemoteTime {
  earliest: number;
  latest: number;
}

export interface TrainedStyle {
  id: string;
  title: string;
}

export type UploadOutcome = { url: string } | { rejected: Failure; detail: string };

/** A submit of one picture: references with the address of their upload, and where to call when it is done. */
export interface Submission {
  request: PictureRequest;
  referenceUrls: readonly string[];
  webhookUrl: string | null;
}

/**
 * Makes pictures: Krea, or another backend. Every method but `submit`, `reach` and `time` may throw {@link
 * ImageApiUnavailable}; `submit` never throws for the network's sake, because whether it may be repeated depends on
 * what happened.
 */
export interface ImageApi {
  submit(submission: Submission): Promise<SubmitOutcome>;
  /** The prompt, where it is known, is left out of whatever is said about a failure. */
  look(remoteId: string, prompt?: string): Promise<JobView>;
  /** Asks for the job's end. What came of it tells the next `look`. */
  cancel(remoteId: string): Promise<void>;
  /** All jobs made since the instant, newest first. */
  jobsSince(instant: number): Promise<RemoteJob[]>;
  upload(bytes: Uint8Array, mediaType: string): Promise<UploadOutcome>;
  /** Whether it answers and takes our token, within seconds. Never throws. */
  reach(): Promise<'ok' | 'token-refused' | 'not-permitted' | 'unreachable'>;
  /** What its clock shows, as measured by its latest answers; undefined while that is not known. */
  time(): RemoteTime | undefined;
  /** The trained styles that can be used with this account. */
  styles(): Promise<TrainedStyle[]>;
}

/** The image API cannot be asked at the moment; nothing was changed by the attempt. */
export class ImageApiUnavailable extends Error {
  override name = 'ImageApiUnavailable';
  readonly retryAfterMs: number | null;

  constructor(message: string, options: { retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

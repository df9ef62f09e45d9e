import type { Clock } from './clock.ts';
import type { Refusal } from './http/refusals.ts';
import type { KreaRequest } from './http/request.ts';

export const VARIANTS = ['medium', 'large', 'medium-turbo'] as const;
export type Variant = (typeof VARIANTS)[number];

export const STATUSES = [
  'backlogged',
  'queued',
  'scheduled',
  'processing',
  'sampling',
  'intermediate-complete',
  'completed',
  'failed',
  'cancelled',
] as const;

/** How a failed job tells its reason. */
type FailShape = 'object' | 'string' | 'result' | 'result-object' | 'none';
export type Failure = FailShape | { shape?: FailShape; code?: string; message?: string };

/** How `result.urls` looks when the job is done. */
export type UrlShape = 'strings' | 'objects' | 'map' | 'empty' | 'missing';

/** What goes wrong when a result file is fetched. */
type MediaFaultKind =
  | 'missing'
  | 'forbidden'
  | 'slow'
  | 'hang'
  | 'drop'
  | 'text'
  | 'html'
  | 'truncated'
  | 'half-picture'
  | 'oversized'
  | 'redirect';
export type MediaFault = MediaFaultKind | { kind: MediaFaultKind; times?: number; overMs?: number; to?: string };

type WebhookPlan = {
  /** How often the terminal state is posted: 0 never, 2 is a duplicate. */
  copies?: number;
  /** The job ends and its webhook is answered before the submit gets its own answer. */
  early?: boolean;
  /** After the terminal post follows an older one, still saying `processing`. */
  stale?: boolean;
};

/** How the next accepted submit shall go; everything left out goes as it normally does. */
export type Plan = {
  /** For how many submits; 1 when left out. */
  times?: number;
  /** Answer this; no job is made. */
  refuse?: Refusal;
  /** Status in the submit's answer. */
  firstStatus?: string;
  /** Statuses passed through before the end, in place of the usual ones. */
  path?: readonly string[];
  durationMs?: number;
  /** This job only moves by hand. */
  manual?: boolean;
  pendingResult?: 'null' | 'empty' | 'absent';
  previews?: boolean;
  /** How it ends: `{ status }` is an end under a status nobody knows, with `completed_at` set. */
  end?: 'completed' | 'never' | { failed: Failure } | { status: string };
  urls?: UrlShape;
  moderation?: 'submit' | 'failed' | 'empty';
  media?: MediaFault;
  /** What DELETE does: `completes` answers 200 and the job is completed all the same. */
  onCancel?: 'cancelled' | 'completes' | 'gone' | 'not-found';
  webhook?: WebhookPlan;
  /** Headers on the submit's answer, such as Deprecation and Sunset. */
  headers?: Record<string, string>;
  /** A completed job is billed and no other, unless this says otherwise. */
  billed?: boolean;
};

/** Where the sources about Krea disagree or say nothing, a test picks a side; may change at any time. */
export type KreaSettings = {
  validationStatus: 400 | 422;
  validationShape: 'error' | 'issues' | 'detail' | 'text';
  unauthorizedShape: 'error' | 'message';
  /** The guide's ranges: references -2..2, moodboards -0.5..1.5. */
  wideStrengths: boolean;
  cursorName: 'next_cursor' | 'nextCursor';
  pendingResult: 'null' | 'empty' | 'absent';
  previews: boolean;
  /** Shown as the job's `type`, or not at all. */
  jobType: string | null;
  /** The moodboards that exist; `any` believes every UUID. */
  moodboards: 'any' | readonly string[];
  unknownMoodboard: 'refuse' | 'not-found' | 'fail';
  /** A style that does not exist, or was trained for another model. */
  unfitStyle: 'refuse' | 'fail' | 'accept';
  deleteFinished: 'not-found' | 'ignored';
  /** Sent with the 429 of a full backlog. */
  retryAfterSeconds: number | null;
  /** Whether uploads tell width, height, size and type, or null. */
  assetDetails: boolean;
  webhook: WebhookPlan;
};

export type KreaOptions = {
  clock?: Clock;
  /** 0 picks a free port. */
  port?: number;
  token?: string;
  /** From a worker taking the job up to its end. */
  durationMs?: number | ((request: KreaRequest, variant: Variant) => number);
  /** Jobs that run at once; the others are backlogged. */
  concurrency?: number;
  /** Backlogged jobs beyond which a submit gets 429. */
  backlog?: number;
  /** Jobs only move when told to. */
  manual?: boolean;
  /** Prepaid micro-dollars; without it the account never runs dry. */
  balance?: number;
  /** Longer side of the pictures in pixels; without it about one megapixel. */
  pictureSize?: number;
  settings?: Partial<KreaSettings>;
};

export const DEFAULT_SETTINGS: KreaSettings = {
  validationStatus: 422,
  validationShape: 'issues',
  unauthorizedShape: 'message',
  wideStrengths: false,
  cursorName: 'next_cursor',
  pendingResult: 'null',
  previews: false,
  jobType: null,
  moodboards: 'any',
  unknownMoodboard: 'refuse',
  unfitStyle: 'refuse',
  deleteFinished: 'not-found',
  retryAfterSeconds: null,
  assetDetails: true,
  webhook: {},
};

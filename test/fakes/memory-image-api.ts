import type { Failure } from '../../src/core/picture/failure.ts';
import type { RemoteJob } from '../../src/core/picture/lost-job.ts';
import { ImageApiUnavailable } from '../../src/ports/image-api.ts';
import type { ImageApi, JobView, Submission, SubmitOutcome, TrainedStyle } from '../../src/ports/image-api.ts';

/** How a submit goes: one of the outcomes without a job, or a job whose answer is lost on the way back. */
type PlannedSubmit = Exclude<SubmitOutcome, { kind: 'accepted' }> | { kind: 'accepted' } | { kind: 'lost-answer' };

interface MemoryJob extends Omit<RemoteJob, 'state'> {
  submission: Submission;
  view: JobView;
}

interface MemoryUpload {
  url: string;
  bytes: Uint8Array;
  mediaType: string;
  isForgotten: boolean;
}

export interface MemoryImageApi extends ImageApi {
  /** Plans the next submits, in order; those without a plan are accepted. */
  plan(...submits: PlannedSubmit[]): void;
  /** Everything that was submitted, whatever came of it. */
  readonly submissions: readonly Submission[];
  /** Every job that was made, oldest first. */
  jobs(): readonly MemoryJob[];
  readonly uploads: readonly MemoryUpload[];
  /** How often a job was looked at. */
  looks(): number;
  /** Takes a job to painting, or to any view. */
  advance(remoteId: string, view?: JobView): void;
  /** Completes a job, with a picture unless its address is given as null. */
  complete(remoteId: string, url?: string | null): void;
  fail(remoteId: string, failure?: Failure): void;
  /** From now on the job is unknown, and no longer listed. */
  forgetJob(remoteId: string): void;
  /** A cancellation of this job comes too late. */
  completeOnCancel(remoteId: string): void;
  forgetUpload(url: string): void;
  /** While it is out, everything but `submit` throws; a submit is unreachable. Null ends it. */
  outage(state: { retryAfterMs: number | null } | null): void;
  /** While it is hidden, its answers do not tell what its clock shows. */
  hideTime(hidden: boolean): void;
}

/** An image API in memory, moved by hand; its clock is the given one. */
export function createMemoryImageApi(options: { now?: () => number; styles?: TrainedStyle[] } = {}): MemoryImageApi {
  const { now = Date.now, styles = [{ id: 'style-1', title: 'Style One' }] } = options;
  const submissions: Submission[] = [];
  const uploads: MemoryUpload[] = [];
  const jobs = new Map<string, MemoryJob>();
  const late = new Set<string>();
  let plans: PlannedSubmit[] = [];
  let out: { retryAfterMs: number | null } | null = null;
  let looks = 0;
  let isTimeless = false;

  function answering(): void {
    if (out !== null) throw new ImageApiUnavailable('the image API is out', out);
  }
  function jobOf(remoteId: string): MemoryJob {
    const job = jobs.get(remoteId);
    if (job === undefined) throw new Error(`there is no job ${remoteId}`);
    return job;
  }
  function end(remoteId: string, view: JobView): void {
    const job = jobOf(remoteId);
    if (hasEnded(job.view)) throw new Error(`job ${remoteId} has already ended: ${job.view.state}`);
    job.view = view;
  }
  function makeJob(submission: Submission): string {
    const remoteId = `job-${submissions.length}`;
    jobs.set(remoteId, { remoteId, createdAt: now(), submission, view: { state: 'waiting' } });
    return remoteId;
  }
  function complete(remoteId: string, url: string | null = `https://gen.krea.ai/images/${remoteId}.png`): void {
    end(remoteId, { state: 'completed', url });
  }

  return {
    async submit(submission) {
      submissions.push(submission);
      const [planned = { kind: 'accepted' as const }, ...rest] = plans;
      plans = rest;
      if (out !== null) return { kind: 'unreachable', detail: 'ECONNREFUSED' };
      const isStale = submission.referenceUrls.some((url) => uploads.some((one) => one.url === url && one.isForgotten));
      if (isStale) return { kind: 'stale-reference' };
      if (planned.kind === 'accepted') return { kind: 'accepted', remoteId: makeJob(submission) };
      if (planned.kind !== 'lost-answer') return planned;
      makeJob(submission);
      return { kind: 'unclear', detail: 'the answer was lost' };
    },
    async look(remoteId) {
      answering();
      looks += 1;
      return jobs.get(remoteId)?.view ?? { state: 'missing' };
    },
    async cancel(remoteId) {
      answering();
      const job = jobs.get(remoteId);
      if (job === undefined || hasEnded(job.view)) return;
      if (late.has(remoteId)) complete(remoteId);
      else job.view = { state: 'cancelled' };
    },
    async jobsSince(instant) {
      answering();
      return [...jobs.values()]
        .filter(({ createdAt }) => createdAt >= instant)
        .map(({ remoteId, createdAt, view }) => ({ remoteId, createdAt, state: listedState(view) }))
        .toReversed();
    },
    time: () => (isTimeless ? undefined : { earliest: now(), latest: now() }),
    reach: async () => (out === null ? 'ok' : 'unreachable'),
    async upload(bytes, mediaType) {
      answering();
      if (!mediaType.startsWith('image/') || bytes.length === 0) {
        return { rejected: { reason: 'reference-refused' }, detail: 'not an image' };
      }
      const url = `https://app-uploads.krea.ai/${uploads.length + 1}`;
      uploads.push({ url, bytes: Uint8Array.from(bytes), mediaType, isForgotten: false });
      return { url };
    },
    async styles() {
      answering();
      return [...styles];
    },
    submissions,
    uploads,
    jobs: () => [...jobs.values()],
    looks: () => looks,
    plan: (...submits) => void plans.push(...submits),
    advance(remoteId, view = { state: 'painting' }) {
      jobOf(remoteId).view = view;
    },
    complete,
    fail: (remoteId, failure = { reason: 'job-failed' }) =>
      end(remoteId, { state: 'failed', failure, detail: 'failed by hand' }),
    forgetJob: (remoteId) => void jobs.delete(remoteId),
    completeOnCancel: (remoteId) => void late.add(remoteId),
    forgetUpload(url) {
      for (const upload of uploads) if (upload.url === url) upload.isForgotten = true;
    },
    outage(state) {
      out = state;
    },
    hideTime(hidden) {
      isTimeless = hidden;
    },
  };
}

function hasEnded({ state }: JobView): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled';
}

function listedState({ state }: JobView): RemoteJob['state'] {
  return state === 'completed' || state === 'failed' || state === 'cancelled' ? state : 'open';
}

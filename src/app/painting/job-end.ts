import type { PictureState } from '../../core/picture/generation.ts';
import type { JobView } from '../../ports/image-api.ts';
import type { PicturePatch } from '../../ports/store/journal.ts';

/** Why we asked the image API to cancel a job. */
export type CancelCause = 'requester' | 'deadline';

/**
 * How a job's end is written into the journal, by what the image API says of it and whether we asked for
 * its cancellation; undefined while it has none.
 */
export function endOf(view: JobView, asked: CancelCause | null): { to: PictureState; patch: PicturePatch } | undefined {
  switch (view.state) {
    case 'completed':
      return {
        to: 'finished',
        patch: { url: view.url, ...(view.url === null && { failure: { reason: 'no-picture' } }) },
      };
    case 'failed':
      return { to: 'failed', patch: { failure: view.failure } };
    case 'cancelled':
      return asked === 'deadline'
        ? { to: 'failed', patch: { failure: { reason: 'deadline' } } }
        : { to: 'cancelled', patch: {} };
    case 'missing':
      // A job we had cancelled and that is gone is cancelled; one that vanished by itself tells nothing.
      return asked === null ? undefined : endOf({ state: 'cancelled' }, asked);
    case 'waiting':
    case 'painting':
      return undefined;
  }
}

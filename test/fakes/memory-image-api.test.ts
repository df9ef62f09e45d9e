import { imageApiContract } from '../contract/image-api.contract.ts';
import type { ImageApiWorld } from '../contract/image-api.contract.ts';
import { createMemoryImageApi } from './memory-image-api.ts';

imageApiContract('the fake in memory', async () => {
  let at = Date.UTC(2026, 10, 1);
  const api = createMemoryImageApi({ now: () => at });
  let isLate = false;

  const world: ImageApiWorld = {
    api: {
      ...api,
      async submit(submission) {
        const outcome = await api.submit(submission);
        if (isLate && outcome.kind === 'accepted') api.completeOnCancel(outcome.remoteId);
        return outcome;
      },
    },
    now: () => at,
    tick: (milliseconds) => void (at += milliseconds),
    next(how) {
      switch (how) {
        case 'busy':
          return api.plan({ kind: 'busy', retryAfterMs: 1000 });
        case 'invalid':
          return api.plan({
            kind: 'rejected',
            failure: { reason: 'invalid-request', field: 'aspect_ratio' },
            detail: '',
          });
        case 'moderated':
        case 'token-refused':
          return api.plan({ kind: 'rejected', failure: { reason: how }, detail: '' });
        case 'lost-answer':
          return api.plan({ kind: 'lost-answer' });
        case 'finished-when-cancelled':
          isLate = true;
      }
    },
    paint: (id) => api.advance(id),
    complete: (id) => api.complete(id),
    fail: (id, why) => api.fail(id, { reason: why === 'error' ? 'job-failed' : 'moderated' }),
    forgetUpload: (url) => api.forgetUpload(url),
    disconnect: async () => api.outage({ retryAfterMs: null }),
    reconnect: async () => api.outage(null),
    outage: () => api.outage({ retryAfterMs: null }),
    close: async () => undefined,
  };
  return world;
});

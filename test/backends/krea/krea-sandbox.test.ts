import { createKrea } from '../../../src/backends/krea/create-krea.ts';
import { SCHEMA_STRENGTHS } from '../../../src/core/picture/request.ts';
import { imageApiContract } from '../../contract/image-api.contract.ts';
import type { ImageApiWorld } from '../../contract/image-api.contract.ts';
import { createCapturedLog } from '../../fakes/captured-log.ts';
import { createFakeClock, startKrea } from '../../sandbox/krea/index.ts';
import type { KreaSettings } from '../../sandbox/krea/types.ts';

/** Where what is known about Krea disagrees, each side. */
const KREAS: Record<string, Partial<KreaSettings>> = {
  'Krea by its schema': {},
  'Krea by its prose': {
    validationStatus: 400,
    validationShape: 'text',
    unauthorizedShape: 'error',
    cursorName: 'nextCursor',
    pendingResult: 'absent',
    previews: true,
    jobType: 'externalImage',
    deleteFinished: 'ignored',
    assetDetails: false,
  },
  'Krea in other shapes': { validationShape: 'detail', pendingResult: 'empty' },
  'Krea in few words': { validationShape: 'error' },
};

async function createWorld(settings: Partial<KreaSettings>): Promise<ImageApiWorld> {
  const clock = createFakeClock();
  const krea = await startKrea({ clock, manual: true, pictureSize: 16, settings });
  const { log } = createCapturedLog();
  const api = createKrea({
    apiUrl: krea.url,
    token: krea.token,
    log,
    clock: { ...clock, monotonic: clock.now },
    strengths: SCHEMA_STRENGTHS,
  });
  return {
    api,
    now: () => clock.now(),
    tick: (milliseconds) => clock.tick(milliseconds),
    next(how) {
      switch (how) {
        case 'busy':
          return krea.next({ refuse: 'too-many-retry-after' });
        case 'moderated':
          return krea.next({ moderation: 'submit' });
        case 'invalid':
          return krea.next({ refuse: 'issues' });
        case 'token-refused':
          return krea.next({ refuse: 'unauthorized' });
        case 'lost-answer':
          krea.faults.add({ method: 'POST', route: '/generate', afterEffect: true, dropSocket: true });
          return;
        case 'finished-when-cancelled':
          return krea.next({ onCancel: 'completes' });
      }
    },
    paint: (id) => krea.advance(id, 'sampling'),
    complete: (id) => krea.complete(id),
    fail: (id, why) => krea.fail(id, why === 'error' ? 'none' : { code: 'content_policy', message: 'Blocked' }),
    forgetUpload: (url) => void krea.expireAsset(url),
    disconnect: () => krea.refuseConnections(),
    reconnect: () => krea.acceptConnections(),
    outage: () => void krea.faults.add({ answer: 'unavailable', times: Number.POSITIVE_INFINITY }),
    async close() {
      await api.close();
      await krea.stop();
    },
  };
}

for (const [name, settings] of Object.entries(KREAS)) {
  imageApiContract(`the client of ${name}`, async () => await createWorld(settings));
}

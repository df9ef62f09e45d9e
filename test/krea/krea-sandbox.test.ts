import { createKrea } from '../../src/krea/create-krea.ts';
import { SCHEMA_STRENGTHS } from '../../src/core/request.ts';
import { imageApiContract } from '../contract/image-api.contract.ts';
import { createFakeClock, startKrea } from '../sandbox/krea/index.ts';
import { createCapturedLog } from './captured-log.ts';

imageApiContract('the Krea client', async () => {
  const clock = createFakeClock();
  const krea = await startKrea({ clock, manual: true, pictureSize: 16 });
  const { log } = createCapturedLog();
  const api = createKrea({ apiUrl: krea.url, token: krea.token, log, clock, strengths: SCHEMA_STRENGTHS });
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
});

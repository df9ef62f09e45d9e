/**
 * A local Krea: the HTTP API that the bot talks to, as strict as the real one, with faults on demand.
 *
 *     const krea = await startKrea({ pictureSize: 64, durationMs: 50 });
 *     // The bot gets KREA_API_URL=krea.url, KREA_API_TOKEN=krea.token, and may load from krea.mediaHost.
 *
 *     krea.next({ end: { failed: 'result' } });                       // the next job fails
 *     krea.next({ times: 2, refuse: 'too-many-retry-after' });        // two submits are turned away
 *     krea.next({ media: 'oversized', webhook: { copies: 2 } });
 *     krea.faults.add({ method: 'POST', route: '/generate', afterEffect: true, dropSocket: true });
 *     krea.settings.validationStatus = 400;                           // where the sources disagree
 *     await krea.refuseConnections();  await krea.acceptConnections();
 *
 *     const job = await krea.waitFor((krea) => krea.jobs().find((job) => job.status === 'completed'));
 *     krea.bill();      // [{ jobId, variant, tier, micros, at }]
 *     krea.submits();   // every accepted generation with its body
 *     krea.requests;    // everything that was asked, and how it was answered
 *     krea.leaks;       // the token sent where it does not belong: must stay empty
 *     krea.on('job', (job) => …);  // also 'request', 'bill', 'webhook', 'asset', 'fault'
 *
 * With `manual: true`, or `krea.next({ manual: true })` for one job, jobs only move when told:
 * `krea.advance(id, 'sampling')`, `krea.complete(id)`, `krea.fail(id, 'object')`,
 * `krea.end(id, 'archived')`.
 */
export { startKrea } from './sandbox.ts';
export type { KreaSandbox } from './sandbox.ts';
export { createFakeClock } from './clock.ts';
export type { KreaOptions, Plan, Variant } from './types.ts';

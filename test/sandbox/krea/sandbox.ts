import { randomBytes, randomUUID } from 'node:crypto';

import { createAssets } from './assets/assets.ts';
import { systemClock } from './clock.ts';
import { createFaults } from './faults.ts';
import type { Context } from './http/context.ts';
import { route } from './http/routes.ts';
import { createListener } from './http/server.ts';
import type { RequestEntry } from './http/server.ts';
import { waitFor } from './http/wait.ts';
import type { WaitOptions } from './http/wait.ts';
import { announce } from './jobs/announce.ts';
import { createBilling } from './jobs/billing.ts';
import { createEvents } from './jobs/events.ts';
import type { KreaEvents } from './jobs/events.ts';
import { createJobs, snapshot } from './jobs/jobs.ts';
import { createLife } from './jobs/life.ts';
import { createWebhooks } from './jobs/webhooks.ts';
import { createPainter } from './painter/index.ts';
import { describe } from './state.ts';
import { DEFAULT_SETTINGS } from './types.ts';
import type { Failure, KreaOptions, Plan, UrlShape } from './types.ts';

export type KreaSandbox = Awaited<ReturnType<typeof startKrea>>;

/** Starts a Krea of our own on a free loopback port. */
export async function startKrea(options: KreaOptions = {}) {
  const clock = options.clock ?? systemClock;
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const token = options.token ?? `${randomUUID()}:${randomBytes(16).toString('hex')}`;
  const events = createEvents();
  const jobs = createJobs(clock, (job) => events.emit('job', job));
  const billing = createBilling((entry) => events.emit('bill', entry), options.balance);
  const faults = createFaults(clock, (fault) => events.emit('fault', fault));
  const webhooks = createWebhooks(clock, (entry) => events.emit('webhook', entry));
  const assets = createAssets(clock, (asset) => events.emit('asset', asset), base);
  const painter = createPainter(options.pictureSize);
  const life = createLife({ clock, jobs, billing, options, onEnd: (job) => void announce(context, job) });
  const requests: RequestEntry[] = [];
  let plans: Plan[] = [];

  const context: Context = {
    token,
    base,
    clock,
    options,
    settings,
    jobs,
    life,
    billing,
    assets,
    webhooks,
    painter,
    takePlan: () => plans.shift() ?? {},
    submits: [],
    leaks: [],
  };
  const listener = await createListener(
    clock,
    options.port ?? 0,
    (call) => faults.around(call, () => route(context, call)),
    (entry) => {
      requests.push(entry);
      events.emit('request', entry);
    },
  );

  function base(): string {
    return `http://127.0.0.1:${listener.port}`;
  }
  function job(id: string) {
    const found = jobs.get(id);
    if (found === undefined) throw new Error(`no job ${id}`);
    return found;
  }

  /** What a test may look at, and wait for. */
  const seen = {
    requests,
    leaks: context.leaks,
    jobs: () => jobs.all().map(snapshot),
    /** How many jobs there are in a status; cheaper than looking through them all. */
    count: (status: string) => jobs.count(status),
    submits: () => [...context.submits],
    bill: billing.entries,
    balance: billing.balance,
    /** The uploads that Krea still knows. */
    assets: assets.live,
    uploads: () => assets.uploads(),
    webhooks: {
      hold: () => webhooks.hold(),
      release: (order?: 'kept' | 'reversed') => webhooks.release(order),
      sent: webhooks.sent,
    },
  };
  return {
    ...seen,
    url: base(),
    token,
    mediaHost: `127.0.0.1:${listener.port}`,
    settings,
    faults,
    on<Name extends keyof KreaEvents>(name: Name, listener: (event: KreaEvents[Name]) => void): () => void {
      return events.on(name, listener);
    },
    /** Plans how the next submits go, after those already planned. */
    next(plan: Plan): void {
      plans.push(...Array.from({ length: plan.times ?? 1 }, () => plan));
    },
    /** Forgets all plans and faults. */
    calm(): void {
      plans = [];
      faults.clear();
    },
    topUp: (micros: number) => billing.topUp(micros),
    /** Makes an upload unusable from now on; whether there was one. */
    expireAsset: (idOrUrl: string) => assets.expire(idOrUrl),
    /** Sets a job's status by hand, even one that nobody knows. */
    advance(id: string, status: string): void {
      if (status === 'completed') return life.finish(job(id), status, { urls: 'strings' });
      if (status === 'failed' || status === 'cancelled') return life.finish(job(id), status, {});
      life.advance(job(id), status);
    },
    /** Ends a job under any status, `completed_at` set and the result there. */
    end(id: string, status: string): void {
      life.finish(job(id), status, { urls: 'strings' });
    },
    complete(id: string, urls: UrlShape = job(id).plan.urls ?? 'strings'): void {
      life.finish(job(id), 'completed', { urls });
    },
    fail(id: string, failure: Failure = 'object'): void {
      life.finish(job(id), 'failed', { failure });
    },
    refuseConnections: listener.refuse,
    acceptConnections: () => listener.accept(),
    /** Waits until the predicate finds something, looking after every event. */
    waitFor<T>(predicate: (krea: typeof seen) => T, options: WaitOptions = {}): Promise<NonNullable<T>> {
      const what = options.what ?? predicate.toString();
      return waitFor(
        events,
        systemClock,
        () => predicate(seen),
        () => describe(context, requests),
        { ...options, what },
      );
    },
    async stop(): Promise<void> {
      life.stop();
      await listener.refuse();
      await webhooks.stop();
    },
  };
}

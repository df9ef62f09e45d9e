import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Generate } from '../../../src/app/creation/generate.ts';
import { PERIOD_KINDS } from '../../../src/core/money/period.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import { createStormServer, EACH } from './storm-server.ts';
import type { StormServer } from './storm-server.ts';

const HOUR = 3_600_000;

type Act =
  | { kind: 'ask'; member: number; count: number }
  | { kind: 'beg'; which: number }
  | { kind: 'approve' | 'approve-raise' | 'deny'; moderator: number; which: number }
  | { kind: 'alert-raise' | 'alert-lower' | 'alert-pause'; moderator: number; which: number }
  | { kind: 'grant'; pictures: number; hours: number }
  | { kind: 'cap'; pictures: number }
  | { kind: 'limit'; member: number; pictures: number; atOnce: number; isExempt: boolean }
  | { kind: 'period'; period: Rules['period'] }
  | { kind: 'resume' };

const which = fc.nat(9);
const moderator = fc.nat(1);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      member: fc.nat(4),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('beg' as const), which }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('approve' as const, 'approve-raise' as const, 'deny' as const),
      moderator,
      which,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('alert-raise' as const, 'alert-lower' as const, 'alert-pause' as const),
      moderator,
      which,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('grant' as const), pictures: fc.nat(4), hours: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cap' as const), pictures: fc.nat(12) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('limit' as const),
      member: fc.nat(4),
      pictures: fc.nat(5),
      atOnce: fc.integer({ min: 1, max: 4 }),
      isExempt: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('period' as const),
      period: fc.record({
        kind: fc.constantFrom(...PERIOD_KINDS),
        zone: fc.constantFrom('UTC', 'Pacific/Kiritimati', 'America/New_York'),
        resetDay: fc.integer({ min: 1, max: 7 }),
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resume' as const) }) },
);
/** Acts of the same moment; what Krea does afterwards, and how long it takes until the next ones. */
const moment = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 8 }),
  krea: fc.array(fc.nat(5), { maxLength: 6 }),
  hours: fc.oneof(fc.constant(0), fc.nat(40)),
  /** The machine's clock is set before it, by a little or by a day. */
  step: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(-26 * HOUR, -90_000, -4_000, 4_000, 90_000, 26 * HOUR) },
  ),
  /** Krea cannot be reached while it lasts. */
  isKreaOut: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
type Moment = typeof moment extends fc.Arbitrary<infer One> ? One : never;

test('whatever members and moderators do at the same moment, also while Krea is out and after the clock was set, no cap is ever passed, and the books come to what Krea bills', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 3, maxLength: 12 }), async (moments) => {
      const server = await createStormServer();
      for (const one of moments) expect(await live(server, one)).toBeLessThanOrEqual(0);
      await server.quiesce();
      await server.check();
      await server.close();
    }),
    { numRuns: 5 },
  );
});

/** How far the cap is passed after everything that happens at one moment. */
async function live(server: StormServer, { acts, krea, hours, step, isKreaOut }: Moment): Promise<number> {
  server.clock.step(step);
  server.api.outage(isKreaOut ? { retryAfterMs: null } : null);
  const before = { used: await server.used(), cap: await server.capNow() };
  server.caps.length = 0;
  await Promise.all(acts.map(async (one) => perform(server, one)));
  await server.clock.settle();
  const allowed = Math.max(before.used, before.cap, ...server.caps);
  // In another period something else counts.
  const excess = acts.some(({ kind }) => kind === 'period') ? 0 : (await server.used()) - allowed;
  for (const choice of krea) {
    const job = server.api.jobs().find(({ view }) => view.state === 'waiting' || view.state === 'painting');
    if (choice === 5) server.api.plan({ kind: 'lost-answer' });
    else if (job === undefined) continue;
    else if (choice === 4) server.api.fail(job.remoteId);
    else server.api.complete(job.remoteId);
  }
  await server.clock.pass(30_000);
  server.api.outage(null);
  await server.clock.pass(hours * HOUR);
  return excess;
}

async function perform(server: StormServer, one: Act): Promise<void> {
  const { app, member, moderator: visit, begged, offered, store } = server;
  const boss = (index: number): ReturnType<typeof visit> =>
    visit({ userId: index === 0 ? '100000000000000009' : '100000000000000008' });
  switch (one.kind) {
    case 'ask': {
      const visitor = member({ userId: `10000000000000010${one.member}`, appPermissions: 2n ** 50n - 1n });
      const request = { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 };
      const outcomes: Awaited<ReturnType<Generate>>[] = await Promise.all(
        [0, 1].map(async () =>
          app.generate(visitor, {
            verb: 'create',
            parent: null,
            request,
            count: one.count,
            isPrivate: false,
            isSpoiler: false,
          }),
        ),
      );
      for (const outcome of outcomes) {
        if (outcome === 'duplicate') continue;
        if ('started' in outcome) server.generations.add(outcome.started.id);
        else if (outcome.askId !== undefined) offered.push({ id: outcome.askId, userId: visitor.userId });
      }
      return;
    }
    case 'beg': {
      const offer = offered[one.which % Math.max(1, offered.length)];
      if (offer === undefined) return;
      const outcome = await app.approvals.ask(member({ userId: offer.userId }), offer.id);
      if ('asked' in outcome) begged.push(offer.id);
      return;
    }
    case 'approve':
    case 'approve-raise':
    case 'deny': {
      const id = begged.at(-1 - (one.which % Math.max(1, begged.length)));
      if (id === undefined) return;
      const visitor = boss(one.moderator);
      if (one.kind === 'deny') await app.approvals.deny(visitor, id, 'no');
      else if ('approval' in (await app.approvals.approve(visitor, id, one.kind === 'approve-raise')))
        server.generations.add(id);
      return;
    }
    case 'alert-raise':
    case 'alert-lower':
    case 'alert-pause': {
      const ids = [...server.generations];
      for (const id of ids.slice(0, one.which)) {
        if ((await store.cardBox.alert(id)) === undefined) continue;
        await app.alerts(
          boss(one.moderator),
          id,
          one.kind === 'alert-raise' ? 'raise' : one.kind === 'alert-lower' ? 'lower' : 'pause',
        );
      }
      return;
    }
    case 'grant':
      return void (await app.budget.grant(boss(0), one.pictures * EACH, server.clock.now() + one.hours * HOUR, null));
    case 'cap':
      return void (await app.budget.set(boss(1), { cap: one.pictures * EACH }, null));
    case 'limit':
      return void (await app.budget.limit(
        boss(0),
        { kind: 'member', id: `10000000000000010${one.member}` },
        { cap: one.pictures * EACH, atOnce: one.atOnce, isExempt: one.isExempt },
        null,
      ));
    case 'period':
      return void (await app.budget.set(boss(0), { period: one.period }, null));
    case 'resume':
      return void (await app.budget.pause(boss(1), false, null));
  }
}

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { usedOf } from '../../../src/core/money/budget.ts';
import { PERIOD_KINDS } from '../../../src/core/money/period.ts';
import type { PeriodRule } from '../../../src/core/money/period.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { collect } from '../samples.ts';
import { createServerClock } from '../server-clock.ts';
import type { ServerClock } from '../server-clock.ts';

const HOUR = 3_600_000;
const MEMBERS = ['anna', 'ben'] as const;

/** One event in a server's life; a rule with the same values as the running one changes nothing. */
type Event =
  | { kind: 'wait'; hours: number }
  | { kind: 'run'; rule: PeriodRule }
  | { kind: 'hold'; member: number; amount: number; cap: number }
  | { kind: 'finish' | 'cancel'; which: number };

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Apia',
);
const rule = fc.record({ kind: fc.constantFrom(...PERIOD_KINDS), zone, resetDay: fc.integer({ min: 1, max: 7 }) });
const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.oneof(fc.nat(30), fc.nat(500)) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const), rule }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('hold' as const),
      member: fc.nat(1),
      amount: fc.nat(9),
      cap: fc.oneof(fc.nat(60), fc.constant(1000)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('finish' as const, 'cancel' as const), which: fc.nat(5) }),
  },
);

/** A period that the last change ended early. */
interface CutOff {
  key: string;
  endsAt: number;
}

/** A hold as the model remembers it. */
interface Hold {
  id: string;
  userId: string;
  amount: number;
  at: number;
  state: 'held' | 'spent' | 'released';
}

/** Periods may be changed in any order at any time: that must never make money. */
export function togglingContract(name: string, createStore: () => Promise<Store>): void {
  describe(`toggling periods: ${name}`, () => {
    test('no order of changes makes less count than the running period saw, or than counted before the change, nor more than is spent or held; every carried cent is that of a picture, and in the export', async () => {
      // Both clock changes of autumn 2026, the turn of a month and of a year are within reach.
      const start = fc.integer({ min: Date.UTC(2026, 9, 23), max: Date.UTC(2026, 11, 28) });
      await fc.assert(
        fc.asyncProperty(start, fc.array(events, { minLength: 10, maxLength: 50 }), async (start, list) => {
          const store = await createStore();
          const server = createServerClock(store, start);
          const holds: Hold[] = [];
          const cuts: CutOff[] = [];
          for (const event of list) {
            const least = event.kind === 'run' ? await leastAfter(server, cuts.at(-1), event.rule) : [];
            const isAsForeseen = await live(server, holds, cuts, event);
            expect(isAsForeseen).toBe(true);
            const counted = await counting(server, server.period().key);
            const alive = holds.filter(({ state }) => state !== 'released');
            const seen = amounts(alive.filter(({ at }) => at >= server.period().startsAt));
            const all = amounts(alive);
            for (const [index, used] of counted.entries()) {
              expect(used).toBeGreaterThanOrEqual(Math.max(seen[index] ?? 0, least[index] ?? 0));
              expect(used).toBeLessThanOrEqual(all[index] ?? 0);
            }
            expect(await store.ledger.balances()).toStrictEqual(await store.ledger.totals());
            const exported = await collect(store.ledger.periodEntries('guild-1', server.period().key));
            expect(exported.reduce((sum, { charged, held }) => sum + charged + held, 0)).toBe(counted[0]);
          }
          await store.close();
        }),
        { numRuns: 80 },
      );
    });
  });
}

/** What has to count at least after a change: for the server, then for each member. */
async function leastAfter(server: ServerClock, cut: CutOff | undefined, rule: PeriodRule): Promise<number[]> {
  const { key, endsAt } = server.period();
  if (endsAt !== null || rule.kind === 'none') return counting(server, key);
  // Whoever leaves a period without an end comes back to the one it cut off, while that still runs.
  return cut !== undefined && server.now() < cut.endsAt ? counting(server, cut.key) : [];
}

/** Carries the event out; false when money was held or refused against what the balance said. */
async function live(server: ServerClock, holds: Hold[], cuts: CutOff[], event: Event): Promise<boolean> {
  switch (event.kind) {
    case 'wait':
      server.turn(event.hours * HOUR);
      return true;
    case 'run': {
      const { key, endsAt } = server.period();
      if (endsAt !== null) cuts.push({ key, endsAt });
      await server.run(event.rule);
      return true;
    }
    case 'hold': {
      const userId = MEMBERS[event.member] ?? MEMBERS[0];
      const isCovered = (await server.used()) + event.amount <= event.cap;
      const id = await server.hold(userId, event.amount, event.cap);
      if (id !== undefined) holds.push({ id, userId, amount: event.amount, at: server.now(), state: 'held' });
      return isCovered === (id !== undefined);
    }
    case 'finish':
    case 'cancel': {
      const open = holds.filter(({ state }) => state === 'held');
      const hold = open[event.which % open.length];
      if (hold === undefined) return true;
      hold.state = event.kind === 'finish' ? 'spent' : 'released';
      await server[event.kind](hold.id);
      return true;
    }
  }
}

/** What counts in a period: for the server, then for each member. */
async function counting(server: ServerClock, periodKey: string): Promise<number[]> {
  const balances = [server.guild(periodKey), ...MEMBERS.map(async (userId) => server.member(userId, periodKey))];
  return (await Promise.all(balances)).map(usedOf);
}

/** The sums of holds: all of them, then each member's. */
function amounts(holds: readonly Hold[]): number[] {
  const sum = (some: readonly Hold[]): number => some.reduce((total, { amount }) => total + amount, 0);
  return [sum(holds), ...MEMBERS.map((userId) => sum(holds.filter((hold) => hold.userId === userId)))];
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { PeriodRule } from '../../../src/core/money/period.ts';
import type { Store } from '../../../src/store/open-store.ts';
import { collect } from '../samples.ts';
import { createServerClock } from '../server-clock.ts';
import type { ServerClock } from '../server-clock.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FRIDAY_NOON = Date.UTC(2026, 10, 20, 12);
const MONTH: PeriodRule = { kind: 'month', zone: 'UTC', resetDay: 1 };
const WEEK: PeriodRule = { kind: 'week', zone: 'UTC', resetDay: 1 };
const TODAY: PeriodRule = { kind: 'day', zone: 'UTC', resetDay: 1 };
const NONE: PeriodRule = { kind: 'none', zone: 'UTC', resetDay: 1 };

/** What every store must do with money when moderators change how periods run. */
export function carryOverContract(name: string, createStore: () => Promise<Store>): void {
  describe(`changing periods: ${name}`, () => {
    let store: Store;
    let server: ServerClock;
    beforeEach(async () => {
      store = await createStore();
      server = createServerClock(store, FRIDAY_NOON);
    });
    afterEach(async () => store.close());

    /** Holds and pays the amount. */
    async function pay(userId: string, amount: number): Promise<void> {
      await server.finish((await server.hold(userId, amount)) ?? '');
    }

    test('what was spent or held in the old period counts in the new one, for the server and each member', async () => {
      await pay('anna', 30);
      server.turn(DAY);
      await server.hold('ben', 12);
      await server.run(TODAY);
      expect(await server.guild()).toStrictEqual({ spent: 0, held: 0, carried: 42 });
      expect(await server.member('anna')).toStrictEqual({ spent: 0, held: 0, carried: 30 });
      expect(await server.member('ben')).toStrictEqual({ spent: 0, held: 0, carried: 12 });
      expect(await store.ledger.balances()).toStrictEqual(await store.ledger.totals());
    });

    test('what is carried leaves as little room as what is spent', async () => {
      await pay('anna', 30);
      await server.run(WEEK);
      expect(await server.hold('anna', 11, 40)).toBeUndefined();
      expect(await server.hold('anna', 10, 40)).toBeDefined();
      expect(await server.guild()).toStrictEqual({ spent: 0, held: 10, carried: 30 });
    });

    test('another zone, or another reset day, carries too', async () => {
      await pay('anna', 30);
      await server.run({ ...MONTH, zone: 'Asia/Kathmandu' });
      expect(await server.used()).toBe(30);
      await server.run({ ...MONTH, zone: 'Asia/Kathmandu', resetDay: 15 });
      expect(await server.used()).toBe(30);
    });

    test('going back and forth counts nothing twice', async () => {
      await pay('anna', 30);
      await server.run(WEEK);
      await pay('anna', 5);
      await server.run(MONTH);
      expect(await server.guild()).toStrictEqual({ spent: 30, held: 0, carried: 5 });
      await server.run(WEEK);
      await server.run(MONTH);
      expect(await server.used()).toBe(35);
    });

    test('a longer period counts what was spent in it before, and a new period starts afresh', async () => {
      await server.run(TODAY);
      await pay('anna', 30);
      server.turn(DAY);
      expect(await server.used()).toBe(0);
      await pay('ben', 5);
      await server.run(MONTH);
      expect(await server.used()).toBe(35);
      expect(await server.member('anna')).toMatchObject({ carried: 30 });
      server.turn(30 * DAY);
      expect(await server.used()).toBe(0);
    });

    test('a period without an end counts everything there ever was', async () => {
      await pay('anna', 30);
      server.turn(60 * DAY);
      await pay('anna', 5);
      await server.run(NONE);
      expect(await server.guild()).toStrictEqual({ spent: 0, held: 0, carried: 35 });
    });

    test('whoever leaves a period without an end takes along what the new period saw, and no more', async () => {
      await server.run(NONE);
      await pay('anna', 30);
      server.turn(60 * DAY);
      await pay('ben', 5);
      await server.run(WEEK);
      expect(await server.guild()).toStrictEqual({ spent: 0, held: 0, carried: 5 });
      expect(await server.member('anna')).toMatchObject({ carried: 0 });
    });

    test('a period that starts within a day in UTC sees what was held from its first instant on, paid or still open, and nothing before', async () => {
      await server.run(NONE);
      server.turn(60 * DAY);
      await pay('anna', 30);
      // Past midnight in Kathmandu.
      server.turn(7 * HOUR);
      await pay('anna', 5);
      await server.hold('ben', 2);
      await server.cancel((await server.hold('ben', 9)) ?? '');
      await server.run({ ...TODAY, zone: 'Asia/Kathmandu' });
      expect(await server.guild()).toStrictEqual({ spent: 0, held: 0, carried: 7 });
      expect(await server.member('anna')).toMatchObject({ carried: 5 });
      expect(await server.member('ben')).toMatchObject({ carried: 2 });
    });

    test('a detour over a period without an end frees nothing of the period that still would run', async () => {
      await pay('anna', 30);
      server.turn(2 * DAY);
      await server.run(NONE);
      await pay('anna', 4);
      server.turn(DAY);
      await server.run({ ...NONE, zone: 'Europe/Berlin' });
      await server.run(TODAY);
      expect(await server.used()).toBe(34);
      expect(await server.member('anna')).toMatchObject({ carried: 34 });
    });

    test('in the instant in which the period that was cut off would have ended, nothing of it counts any more', async () => {
      await pay('anna', 30);
      const { endsAt } = server.period();
      await server.run(NONE);
      server.turn((endsAt ?? 0) - server.now());
      await server.run(TODAY);
      expect(await server.used()).toBe(0);
    });

    test('a detour over a shorter period frees nothing of what a running one carries', async () => {
      await pay('anna', 30);
      server.turn(4 * DAY);
      await server.run(WEEK);
      await server.run(TODAY);
      server.turn(DAY);
      await server.run(WEEK);
      expect(await server.used()).toBe(30);
      expect(await server.member('anna')).toMatchObject({ carried: 30 });
    });

    test('what was held at a change and is given back afterwards counts nowhere any more', async () => {
      const id = (await server.hold('anna', 30)) ?? '';
      const before = server.period().key;
      await server.run(WEEK);
      await server.cancel(id);
      expect(await server.guild(before)).toStrictEqual({ spent: 0, held: 0, carried: 0 });
      expect(await server.guild()).toStrictEqual({ spent: 0, held: 0, carried: 0 });
      expect(await server.member('anna')).toStrictEqual({ spent: 0, held: 0, carried: 0 });
    });

    test('a release is given back to every period that carries it, however many there were in between', async () => {
      const id = (await server.hold('anna', 30)) ?? '';
      await pay('anna', 5);
      await server.run(WEEK);
      await server.run(TODAY);
      await server.run(NONE);
      await server.run(MONTH);
      await server.cancel(id);
      for (const rule of [MONTH, WEEK, TODAY, NONE]) {
        await server.run(rule);
        expect(await server.used()).toBe(5);
      }
      expect(await store.ledger.balances()).toStrictEqual(await store.ledger.totals());
    });

    test('an export lists what was carried with the period it was held in, and leaves out what was given back', async () => {
      await pay('anna', 30);
      const given = (await server.hold('ben', 7)) ?? '';
      await server.hold('ben', 12);
      const month = server.period().key;
      await server.run(TODAY);
      await server.cancel(given);
      await pay('anna', 5);
      const rows = await collect(store.ledger.periodEntries('guild-1', server.period().key));
      expect(rows.map(({ periodKey, userId, charged, held }) => [periodKey, userId, charged, held])).toStrictEqual([
        [month, 'anna', 30, 0],
        [month, 'ben', 0, 12],
        [server.period().key, 'anna', 5, 0],
      ]);
      expect(await server.used()).toBe(47);
    });

    test('an export lists a free picture like all others: carried while it is not given back', async () => {
      await pay('anna', 0);
      const given = (await server.hold('ben', 0)) ?? '';
      await server.run(TODAY);
      await server.cancel(given);
      const rows = await collect(store.ledger.periodEntries('guild-1', server.period().key));
      expect(rows.map(({ userId }) => userId)).toStrictEqual(['anna']);
      expect(await store.ledger.periods('guild-1')).toContain(server.period().key);
    });

    test('a period into which nothing is carried and in which nothing is held is none to export', async () => {
      await pay('anna', 30);
      server.turn(40 * DAY);
      await server.cancel((await server.hold('ben', 7)) ?? '');
      await server.run(TODAY);
      expect(await store.ledger.periods('guild-1')).not.toContain(server.period().key);
    });

    test('what was held at a change and is paid afterwards goes on counting, once', async () => {
      const id = (await server.hold('anna', 30)) ?? '';
      await server.run(WEEK);
      await server.finish(id);
      expect(await server.guild()).toStrictEqual({ spent: 0, held: 0, carried: 30 });
      await server.run(MONTH);
      expect(await server.guild()).toStrictEqual({ spent: 30, held: 0, carried: 0 });
    });

    test('released holds of before are not carried', async () => {
      await server.cancel((await server.hold('anna', 30)) ?? '');
      await server.run(TODAY);
      await server.run(NONE);
      expect(await server.used()).toBe(0);
    });

    test('other servers, other wallets and the operator keep their balances', async () => {
      await pay('anna', 30);
      const operator = (await store.ledger.balances()).filter(({ scope }) => scope === 'operator');
      await server.run(TODAY);
      expect((await store.ledger.balances()).filter(({ scope }) => scope === 'operator')).toStrictEqual(operator);
      const names = (await store.ledger.balances())
        .filter(({ carried }) => carried > 0)
        .map(({ scope, id }) => `${scope} ${id}`);
      expect(names).toStrictEqual(['guild guild-1', 'member guild-1/anna']);
    });

    test('a change that leaves the period alone carries nothing', async () => {
      await pay('anna', 30);
      await server.run(MONTH);
      expect(await server.guild()).toStrictEqual({ spent: 30, held: 0, carried: 0 });
    });
  });
}

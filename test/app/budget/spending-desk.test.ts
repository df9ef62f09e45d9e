import { expect, test } from 'vitest';

import { createSpendingDesk } from '../../../src/app/budget/spending-desk.ts';
import type { SpendingDesk } from '../../../src/app/budget/spending-desk.ts';
import { createWalletReader } from '../../../src/app/budget/wallet.ts';
import { usedOf } from '../../../src/core/money/budget.ts';
import { startOfPeriod } from '../../../src/core/money/period.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { SpendingReport } from '../../../src/ports/chart.ts';
import type { ExportRow } from '../../../src/ports/store/ledger-reader.ts';
import { collect, EACH, lead, NOVEMBER, open, opened, TO_FINISHED } from '../../contract/samples.ts';
import { PNG, setSpendingStage } from './spending-stage.ts';
import type { SpendingStage } from './spending-stage.ts';

const DAY = 24 * 3_600_000;
const LARGE = {
  request: { ...REQUEST_DEFAULTS, prompt: 'a lighthouse', seed: 7, variant: 'large' as const },
  price: { version: '2026-11', tier: 'text' as const, each: 60_000 },
};

/** Three paid pictures of two members, one that failed, one still reserved. */
async function spendSome({ store: { journal } }: SpendingStage): Promise<void> {
  await opened(journal, { id: '2001', createdAt: NOVEMBER.startsAt + DAY }, TO_FINISHED, TO_FINISHED);
  await opened(
    journal,
    { id: '2002', createdAt: NOVEMBER.startsAt + 20 * DAY, userId: 'user-2', ...LARGE },
    TO_FINISHED,
    ['cancelled'],
  );
  await opened(journal, { id: '2003', createdAt: NOVEMBER.startsAt + 21 * DAY }, []);
}

async function reportOf(stage: SpendingStage): Promise<SpendingReport> {
  const outcome = await stage.desk.report(stage.visitor());
  if ('refused' in outcome) throw new Error(outcome.refused.kind);
  return outcome.report;
}

async function exported(stage: SpendingStage, which: string): Promise<ExportRow[] | undefined> {
  const outcome = await stage.desk.export(stage.visitor(), which);
  if ('refused' in outcome) throw new Error(outcome.refused.kind);
  if (outcome.export === undefined) return undefined;
  return (await collect(outcome.export.rows)).map((row) => {
    if ('amount' in row) throw new Error('Nothing here is older than carries.');
    return row;
  });
}

const sumOf = (rows: readonly ExportRow[] = []): number =>
  rows.reduce((sum, { charged, held }) => sum + charged + held, 0);

test('a report’s days, members and models each come to what the ledger has spent', async () => {
  const stage = setSpendingStage();
  await spendSome(stage);

  const report = await reportOf(stage);

  expect(report.balance).toEqual({ spent: 2 * EACH + 60_000, held: EACH, carried: 0 });
  expect(report.total).toEqual({ spent: 120_000, pictures: 3 });
  expect(report.buckets.filter(({ spent }) => spent > 0).map(({ label, spent }) => `${label} ${spent}`)).toEqual([
    '2 60000',
    '21 60000',
  ]);
  expect(report.members).toEqual([
    { userId: 'user-1', spent: 60_000, pictures: 2 },
    { userId: 'user-2', spent: 60_000, pictures: 1 },
  ]);
  expect(report.others).toEqual({ spent: 0, pictures: 0 });
  expect(report.variants).toEqual([
    { variant: 'large', spent: 60_000, pictures: 1 },
    { variant: 'medium', spent: 60_000, pictures: 2 },
  ]);
  expect(report.earlier).toBe(0);
});

test('beyond ten members the others are told together', async () => {
  const stage = setSpendingStage();
  for (let n = 10; n < 23; n += 1)
    await opened(stage.store.journal, { id: `30${n}`, userId: `user-${n}` }, TO_FINISHED);

  const { members, others } = await reportOf(stage);

  expect(members).toHaveLength(10);
  expect(others).toEqual({ spent: 3 * EACH, pictures: 3 });
});

test('what a budget without end spent before the days that are drawn counts as earlier', async () => {
  const stage = setSpendingStage();
  await stage.decide({ period: { kind: 'none', zone: 'UTC', resetDay: 1 } });
  await opened(stage.store.journal, { id: '2001', createdAt: Date.UTC(2026, 5, 1) }, TO_FINISHED);
  await stage.decide({ cap: 1_000_000, period: { kind: 'month', zone: 'UTC', resetDay: 1 } });
  await stage.decide({ cap: 1_000_000, period: { kind: 'none', zone: 'UTC', resetDay: 1 } });

  const { earlier, buckets, total } = await reportOf(stage);

  expect(buckets).not.toEqual([]);
  expect(buckets.every(({ spent }) => spent === 0)).toBe(true);
  expect([earlier, total.spent]).toEqual([EACH, EACH]);
});

test('a chart that cannot be drawn costs the figures nothing, and the operator reads why', async () => {
  const stage = setSpendingStage({
    drawChart: async () => {
      throw new Error('no font');
    },
  });
  await spendSome(stage);

  expect(await stage.desk.report(stage.visitor())).toMatchObject({
    chart: null,
    report: { total: { spent: 120_000 } },
  });
  expect(stage.logged).toContain('chart could not be drawn');
});

test('a report comes with its chart', async () => {
  const stage = setSpendingStage();

  expect(await stage.desk.report(stage.visitor())).toMatchObject({ chart: PNG });
});

test('an export holds every picture of the period, and its charges come to what the ledger has spent', async () => {
  const stage = setSpendingStage();
  await spendSome(stage);
  const rows = (await exported(stage, 'running')) ?? [];

  expect(rows.map(({ generationId, index, state }) => `${generationId}.${index} ${state}`)).toEqual([
    '2001.1 finished',
    '2001.2 finished',
    '2002.1 finished',
    '2002.2 cancelled',
    '2003.1 queued',
  ]);
  const { spent, held } = await stage.store.budgets.balance('guild', 'guild-1', NOVEMBER.key);
  expect(rows.reduce((sum, { charged }) => sum + charged, 0)).toBe(spent);
  expect(rows.reduce((sum, row) => sum + row.held, 0)).toBe(held);
});

test('the previous period is the one that began last before the running one, whatever its kind; without any there is none', async () => {
  const stage = setSpendingStage();
  expect(await exported(stage, 'previous')).toBeUndefined();
  await spendSome(stage);
  await stage.clock.pass(15 * DAY);

  expect(await exported(stage, 'running')).toHaveLength(0);
  expect(await exported(stage, 'previous')).toHaveLength(5);

  await stage.decide({ period: { kind: 'none', zone: 'UTC', resetDay: 1 } });
  expect(await exported(stage, 'running')).toHaveLength(4);
  expect(await exported(stage, 'previous')).toHaveLength(5);
});

test('after a change of period the export of the running one comes to what counts, and every earlier one can be had', async () => {
  const stage = setSpendingStage();
  await spendSome(stage);
  await opened(stage.store.journal, { id: '2006', createdAt: NOVEMBER.startsAt + 3 * DAY }, []);
  await stage.decide({ period: { kind: 'day', zone: 'Europe/Berlin', resetDay: 1 } });
  // Reserved at the change and given back afterwards: it counts nowhere.
  await lead(stage.store.journal, { generationId: '2006', index: 1 }, ['cancelled']);
  const today = 'day:2026-11-22@Europe/Berlin';
  const period = { key: today, startsAt: startOfPeriod(today), endsAt: startOfPeriod(today) + DAY };
  expect(await open(stage.store.journal, { id: '2005', createdAt: stage.clock.now() }, { period })).toMatchObject({
    kind: 'opened',
  });

  const rows = await exported(stage, 'running');
  expect(rows?.map(({ generationId, index, periodKey }) => `${generationId}.${index} ${periodKey}`)).toEqual(
    ['2001.1', '2001.2', '2002.1', '2003.1'].map((name) => `${name} ${NOVEMBER.key}`).concat(`2005.1 ${today}`),
  );
  expect(sumOf(rows)).toBe(usedOf(await stage.store.budgets.balance('guild', 'guild-1', today)));
  expect(await stage.desk.periods(stage.visitor())).toEqual({ periods: [NOVEMBER.key] });
  expect(sumOf(await exported(stage, NOVEMBER.key))).toBe(
    usedOf(await stage.store.budgets.balance('guild', 'guild-1', NOVEMBER.key)),
  );
  expect(await exported(stage, 'previous')).toEqual(await exported(stage, NOVEMBER.key));
});

test('a period that there never was is refused in words', async () => {
  const { desk, visitor } = setSpendingStage();
  for (const which of ['month:1999-01-01@UTC', 'none', '', 'x'.repeat(100)]) {
    expect(await desk.export(visitor(), which)).toEqual({
      refused: { kind: 'invalid-option', option: 'which', rule: { kind: 'not-suggested' } },
    });
  }
});

test.each([
  ['a member', { memberPermissions: 0n }, 'not-a-moderator'],
  ['somebody outside of servers', { wallet: { scope: 'direct' as const, id: 'user-1' } }, 'server-only'],
])('%s reads neither', async (_, changes, kind) => {
  const { desk, visitor } = setSpendingStage();

  expect(await desk.report(visitor(changes))).toEqual({ refused: { kind } });
  expect(await desk.export(visitor(changes), 'running')).toEqual({ refused: { kind } });
  expect(await desk.periods(visitor(changes))).toEqual({ refused: { kind } });
});

test('a report tells the cap and the period that it is about, and how the periods run', async () => {
  const stage = setSpendingStage();
  const period = { kind: 'week', zone: 'Europe/Berlin', resetDay: 1 } as const;
  await stage.decide({ cap: 1_000_000, period });
  await spendSome(stage);
  const report = await reportOf(stage);
  expect(report).toMatchObject({
    cap: 1_000_000,
    rule: period,
    now: stage.clock.now(),
    period: { endsAt: Date.UTC(2026, 10, 22, 23) },
  });
  // What was held in the first week of the month is no part of this one.
  expect(report.total).toEqual({ spent: 60_000, pictures: 1 });
  expect(report.members).toEqual([{ userId: 'user-2', spent: 60_000, pictures: 1 }]);
});

const nothing = (): void => undefined;

/** The desk over a ledger that says something else than the stage's. */
function deskOver({ store, clock }: SpendingStage, ledger: SpendingStage['store']['ledger']): SpendingDesk {
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const ceilings = {
    defaultGuild: 5_000_000,
    maxGuild: 100_000_000,
    perGuild: new Map<string, number>(),
    total: 250_000_000,
    direct: 0,
  };
  const wallet = createWalletReader({ ...store, ceilings, clock });
  return createSpendingDesk({ ...store, ledger, clock, wallet, drawChart: async () => PNG, log });
}

test('no figure of a report is negative, though pictures are settled while it is read', async () => {
  const stage = setSpendingStage();
  const settledMeanwhile = { spent: 90_000, pictures: 3 };
  const ledger = {
    ...stage.store.ledger,
    spentByDay: async () => [settledMeanwhile],
    spentByMember: async () => [{ userId: 'user-1', ...settledMeanwhile }],
  };
  expect(await deskOver(stage, ledger).report(stage.visitor())).toMatchObject({
    report: { earlier: 0, others: { spent: 0, pictures: 0 }, total: { spent: 0, pictures: 0 } },
  });
});

test('periods are listed by their beginning, the latest first; those that began together always in the same order', async () => {
  const stage = setSpendingStage();
  const keys = [
    'day:2026-11-01@UTC',
    'month:2026-10-01@UTC',
    'month:2026-11-01@UTC',
    'week:2026-11-16@UTC',
    'day:2026-11-20@UTC',
  ];
  await stage.decide({ period: { kind: 'day', zone: 'UTC', resetDay: 1 } });
  for (const order of [keys, keys.toReversed()]) {
    expect(
      await deskOver(stage, { ...stage.store.ledger, periods: async () => order }).periods(stage.visitor()),
    ).toEqual({
      periods: [
        'day:2026-11-20@UTC',
        'week:2026-11-16@UTC',
        'day:2026-11-01@UTC',
        'month:2026-11-01@UTC',
        'month:2026-10-01@UTC',
      ],
    });
  }
});

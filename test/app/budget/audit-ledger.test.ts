import { describe, expect, test } from 'vitest';

import { auditLedger, hasDifferences } from '../../../src/app/budget/audit-ledger.ts';
import type { LedgerReport } from '../../../src/app/budget/audit-ledger.ts';
import { CLOCK_SKEW_MS } from '../../../src/core/picture/lost-job.ts';
import type { RemoteJob } from '../../../src/core/picture/lost-job.ts';
import { SUBMIT_TIMEOUT_MS } from '../../../src/core/picture/timing.ts';
import type { AccountBalance } from '../../../src/ports/store/ledger-reader.ts';
import type { LedgerSnapshot } from '../../../src/ports/store/ledger-snapshot.ts';

const TAKEN_AT = Date.UTC(2026, 10, 5, 12);
const DAY = 24 * 60 * 60_000;

const balance = (changes: Partial<AccountBalance> = {}): AccountBalance => ({
  scope: 'guild',
  id: 'guild-1',
  periodKey: 'month:2026-11-01@UTC',
  spent: 60_000,
  held: 30_000,
  carried: 10_000,
  ...changes,
});

const none = async (): Promise<never[]> => [];

/** Books in which everything is right and nothing happened, but for what a test says. */
function books(changes: Partial<LedgerSnapshot> = {}): LedgerSnapshot {
  return {
    takenAt: TAKEN_AT,
    balances: none,
    totals: none,
    paidPictures: none,
    faultyPictures: none,
    wrongSums: none,
    wrongCaps: none,
    unreadable: none,
    undecided: none,
    sentPictures: none,
    close: async () => undefined,
    ...changes,
  };
}

test('each account is told with its pictures, and with none where nothing was paid', async () => {
  const accounts = [
    balance(),
    balance({ scope: 'member' }),
    balance({ id: 'guild-2' }),
    balance({ periodKey: 'month:2026-10-01@UTC' }),
  ];
  const [first, ...others] = accounts;
  const snapshot = books({
    balances: async () => accounts,
    totals: async () => accounts,
    paidPictures: async () => [{ scope: 'guild', id: 'guild-1', periodKey: 'month:2026-11-01@UTC', pictures: 2 }],
  });
  const report = await auditLedger(snapshot, null, 0);
  expect(report).toMatchObject({ takenAt: TAKEN_AT, imbalances: [], jobs: null });
  expect(report.accounts).toEqual([
    { ...first, pictures: 2 },
    ...others.map((account) => Object.assign(account, { pictures: 0 })),
  ]);
  expect(hasDifferences(report)).toBe(false);
});

describe('a balance that is not the sum of its entries', () => {
  test.each(['spent', 'held', 'carried'] as const)('is told when it differs in what is %s', async (part) => {
    const [kept, summed] = [balance(), balance({ [part]: 1 })];
    const report = await auditLedger(books({ balances: async () => [kept], totals: async () => [summed] }), null, 0);
    expect(report.imbalances).toEqual([{ kept, summed }]);
    expect(hasDifferences(report)).toBe(true);
  });

  test('is told when there are no entries for it, or no balance for them', async () => {
    const [kept, summed] = [balance(), balance({ id: 'guild-2' })];
    const report = await auditLedger(books({ balances: async () => [kept], totals: async () => [summed] }), null, 0);
    expect(report.imbalances).toEqual([
      { kept, summed: undefined },
      { kept: undefined, summed },
    ]);
  });
});

describe('the image API’s list', () => {
  const job: RemoteJob = { remoteId: 'job-1', createdAt: TAKEN_AT - DAY, state: 'completed' };
  const picture = {
    generationId: '2001',
    index: 1,
    state: 'failed',
    remoteId: 'job-1',
    submittingAt: TAKEN_AT - DAY,
    failure: null,
  } as const;

  test('is compared with the pictures of its jobs and of its span, those included whose submit was under way at its beginning by either clock', async () => {
    const asked: unknown[] = [];
    const since = TAKEN_AT - 2 * DAY;
    const snapshot = books({
      async sentPictures(...question) {
        asked.push(question);
        return [picture];
      },
    });
    const jobsSince = async (instant: number): Promise<RemoteJob[]> => {
      asked.push(instant);
      return [job];
    };
    const report = await auditLedger(snapshot, { jobsSince }, since);
    // The list is read after the books: what was sent meanwhile is on it.
    expect(asked).toEqual([since, [since - SUBMIT_TIMEOUT_MS - CLOCK_SKEW_MS, ['job-1']]]);
    expect(report.jobs).toEqual({ since, compared: 1, differences: [{ kind: 'completed-not-settled', picture }] });
    expect(hasDifferences(report)).toBe(true);
  });

  test('shows nothing when it agrees with the books', async () => {
    const report = await auditLedger(books(), { jobsSince: async () => [] }, TAKEN_AT - DAY);
    expect(report.jobs).toEqual({ since: TAKEN_AT - DAY, compared: 0, differences: [] });
    expect(hasDifferences(report)).toBe(false);
  });
});

describe('what the books find wrong in themselves', () => {
  const account = { scope: 'guild', id: 'guild-1', periodKey: 'month:2026-11-01@UTC' } as const;
  const found: [keyof LedgerReport, Partial<LedgerSnapshot>, boolean][] = [
    [
      'wrongSums',
      {
        wrongSums: async () => [
          {
            kind: 'hour',
            variant: 'large',
            guildId: 'guild-1',
            from: 0,
            kept: { spent: 1, pictures: 1 },
            summed: { spent: 0, pictures: 0 },
          },
        ],
      },
      true,
    ],
    [
      'faulty',
      { faultyPictures: async () => [{ generationId: '2001', index: 1, state: 'finished', faults: [] }] },
      true,
    ],
    ['wrongCaps', { wrongCaps: async () => [{ ...account, kind: 'amount', used: 2, highest: 1 }] }, true],
    ['unreadable', { unreadable: async () => [{ table: 'generations', id: '2001' }] }, true],
    [
      'undecided',
      {
        undecided: async () => [
          {
            generationId: '2001',
            index: 1,
            wallet: { scope: 'guild', id: 'guild-1' },
            price: 30_000,
            remoteId: null,
            since: 0,
          },
        ],
      },
      false,
    ],
  ];

  test.each(found)(
    '(%s) is reported; what waits for a person is no difference',
    async (part, changes, isDifference) => {
      const report = await auditLedger(books(changes), null, 0);
      expect(report[part]).toHaveLength(1);
      expect(hasDifferences(report)).toBe(isDifference);
    },
  );

  test('is reported a hundred times of a kind at most', async () => {
    const limits: number[] = [];
    const limited = async (limit: number): Promise<never[]> => {
      limits.push(limit);
      return [];
    };
    await auditLedger(books({ wrongSums: limited, faultyPictures: limited, wrongCaps: limited }), null, 0);
    expect(limits).toEqual([100, 100, 100]);
  });
});

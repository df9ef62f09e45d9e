import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { NO_RULES } from '../../src/core/rules/rules.ts';
import type { RuleChange } from '../../src/ports/store/rulebook.ts';
import type { Store } from '../../src/store/open-store.ts';
import { NOVEMBER } from '../contract/samples.ts';
import { longLedger } from './long-ledger.ts';

const ROUNDS = 5;
const GUILD = 'guild-1';
const DAY = 24 * 3_600_000;

/** What reports over one server's ledger take, in milliseconds: the median of a few rounds. */
export interface ReportFigures {
  entries: number;
  spentByDay: number;
  spentByMember: number;
  spentByVariant: number;
  spentByMemberKind: number;
  /** The first thousand rows of the export; later pages cost the same. */
  exportThousand: number;
  /** The thousand rows at the month's end. */
  exportLastThousand: number;
  audit: number;
  /** A change from months to weeks, with what every member carries over; done once. */
  changeToWeeks: number;
  /** A change to a period without an end: everything there ever was is added up; done once. */
  changeToNone: number;
  /** And back to months, of another zone: nearly everything lies in the running one. */
  changeToMonths: number;
}

/** Measures reports on a ledger of a million entries, all within the month that is asked for. */
export async function measureReports(entries = 1_000_000): Promise<ReportFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'reports-'));
  const store = await longLedger(join(folder, 'krea.db'), entries);
  // A zone whose days start and end within an hour in UTC: the most that there is to add up.
  const kathmandu = 5.75 * 3_600_000;
  const [from, to] = [NOVEMBER.startsAt - kathmandu, (NOVEMBER.endsAt ?? Number.NaN) - kathmandu];
  const boundaries = Array.from({ length: 31 }, (_, day) => from + day * DAY);
  const { ledger, rulebook } = store;
  const figures = {
    entries,
    spentByDay: await median(() => ledger.spentByDay(GUILD, boundaries)),
    spentByMember: await median(() => ledger.spentByMember(GUILD, from, to, 10)),
    spentByVariant: await median(() => ledger.spentByVariant(GUILD, from, to)),
    spentByMemberKind: await median(() => ledger.spentByMemberKind(GUILD, 'user-7', from, to)),
    exportThousand: await median(() => firstThousand(ledger.periodEntries(GUILD, NOVEMBER.key))),
    exportLastThousand: await lastThousand(ledger.periodEntries(GUILD, NOVEMBER.key)),
    audit: await median(() => rulebook.audit(GUILD, 20)),
    changeToWeeks: await timed(() => changeTo(store, 0, 'week')),
    changeToNone: await timed(() => changeTo(store, 1, 'none')),
    changeToMonths: await timed(() => changeTo(store, 2, 'month')),
  };
  await store.close();
  await rm(folder, { recursive: true });
  return figures;
}

async function changeTo({ rulebook }: Store, version: number, kind: 'week' | 'none' | 'month'): Promise<unknown> {
  const rules = { ...NO_RULES, period: { kind, zone: 'Europe/Berlin', resetDay: 1 } };
  const change: RuleChange = {
    actor: { userId: 'moderator-1', interactionId: `${version}` },
    action: 'set',
    targetId: null,
    reason: null,
  };
  return rulebook.change(GUILD, version, rules, change, NOVEMBER.startsAt + 25 * DAY);
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await timed(work));
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round((performance.now() - start) * 10) / 10;
}

async function firstThousand(rows: AsyncIterable<unknown>): Promise<void> {
  let read = 0;
  for await (const _ of rows) if ((read += 1) === 1000) return;
}

/** How long the last thousand of all rows take. */
async function lastThousand(rows: AsyncIterable<unknown>): Promise<number> {
  const readAt: number[] = [];
  for await (const _ of rows) readAt.push(performance.now());
  return (readAt.at(-1) ?? 0) - (readAt.at(-1001) ?? 0);
}

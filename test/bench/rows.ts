import type { AcknowledgeFigures, Latency } from './acknowledge.ts';
import type { DeliveryFigures } from './delivery.ts';
import type { MemoryFigures } from './memory.ts';
import type { NoticingFigures } from './noticing.ts';
import type { ReportFigures } from './reports.ts';
import type { ReservationFigures } from './reservations.ts';
import type { Row } from './table.ts';
import type { WorstFigures } from './worst-members.ts';

const MEGABYTE = 1_000_000;
const MAX_MEGABYTES = 140;
/** A container of 512 MiB is 537 of these. */
const MAX_WORST_MEGABYTES = { own: 360, all: 512 };
const MAX_ACKNOWLEDGE_RATIO = 1.5;
const MAX_DELIVERY_RATIO = 1.3;
const MAX_NOTICE_MS = 700;
const MAX_LOOKS = 12;
const MAX_RESERVATION_RATIO = 1.2;
const MAX_REPORT_MS = 200;
const MAX_PERIOD_CHANGE_MS = 200;

export function acknowledgeRows({ bare, show, picture }: AcknowledgeFigures): Row[] {
  const row = (command: string, ours: Latency): Row => {
    const ratio = ours.p99 / bare.p99;
    return {
      measurement: `acknowledge ${command} at 200/s, p50 / p99`,
      ours: `${ours.p50.toFixed(1)} / ${ours.p99.toFixed(1)} ms`,
      baseline: `${bare.p50.toFixed(1)} / ${bare.p99.toFixed(1)} ms (bare bot)`,
      ratio,
      target: `p99 ≤ ${MAX_ACKNOWLEDGE_RATIO} ×`,
      isMet: ratio <= MAX_ACKNOWLEDGE_RATIO,
    };
  };
  return [row('/krea-budget show', show), row('/krea', picture)];
}

export function memoryRows({ ours, bare, guilds }: MemoryFigures): Row[] {
  const row = (baseline: number, name: string): Row => ({
    measurement: 'resident memory, idle in 2,500 servers',
    ours: `${(ours / MEGABYTE).toFixed(0)} MB`,
    baseline: `${(baseline / MEGABYTE).toFixed(0)} MB (discord.js, ${name})`,
    ratio: ours / baseline,
    target: `≤ ${MAX_MEGABYTES} MB`,
    isMet: ours <= MAX_MEGABYTES * MEGABYTE,
  });
  return [row(guilds, 'Guilds intent'), row(bare, 'no intents')];
}

export function worstMembersRow({ what, own, all }: WorstFigures): Row {
  return {
    measurement: `memory at most while members send ${what}`,
    ours: `${(own / MEGABYTE).toFixed(0)} MB, with its processes ${(all / MEGABYTE).toFixed(0)} MB`,
    baseline: '–',
    ratio: null,
    target: `≤ ${MAX_WORST_MEGABYTES.own} MB, with its processes ≤ ${MAX_WORST_MEGABYTES.all} MB`,
    isMet: own <= MAX_WORST_MEGABYTES.own * MEGABYTE && all <= MAX_WORST_MEGABYTES.all * MEGABYTE,
  };
}

export function deliveryRow({ ours, bare, bytesEach }: DeliveryFigures): Row {
  const ratio = ours / bare;
  return {
    measurement: `50 finished pictures of ${(bytesEach / 1000).toFixed(0)} kB posted`,
    ours: `${ours.toFixed(0)} ms`,
    baseline: `${bare.toFixed(0)} ms (bare loop)`,
    ratio,
    target: `≤ ${MAX_DELIVERY_RATIO} ×`,
    isMet: ratio <= MAX_DELIVERY_RATIO,
  };
}

export function noticingRow(jobs: string, { delayMs, looks, learning }: NoticingFigures): Row {
  return {
    measurement: `finished job noticed, ${jobs}`,
    ours: `${(delayMs / 1000).toFixed(2)} s, ${looks.toFixed(1)} looks`,
    baseline: `${(learning.delayMs / 1000).toFixed(2)} s, ${learning.looks.toFixed(1)} (first 10 jobs)`,
    ratio: null,
    target: `≤ ${MAX_NOTICE_MS / 1000} s, ≤ ${MAX_LOOKS} looks`,
    isMet: delayMs <= MAX_NOTICE_MS && looks <= MAX_LOOKS,
  };
}

export function reservationRow({ perSecond, costSmallMicros, costLargeMicros, ratio }: ReservationFigures): Row {
  return {
    measurement: `reservation with 1,000,000 ledger rows (${perSecond.toLocaleString('en-US')}/s)`,
    ours: `${costLargeMicros} µs`,
    baseline: `${costSmallMicros} µs (1,000 rows)`,
    ratio,
    target: `≤ ${MAX_RESERVATION_RATIO} ×`,
    isMet: ratio <= MAX_RESERVATION_RATIO,
  };
}

/** The slowest of the figures that a report or an export waits for. */
export function reportRow(figures: ReportFigures): Row {
  const slowest = Math.max(figures.spentByDay, figures.spentByMember, figures.spentByVariant, figures.exportThousand);
  return {
    measurement: 'slowest report over 1,000,000 ledger rows',
    ours: `${slowest.toFixed(0)} ms`,
    baseline: '–',
    ratio: null,
    target: `≤ ${MAX_REPORT_MS} ms`,
    isMet: slowest <= MAX_REPORT_MS,
  };
}

/** The slowest change of how a server's periods run: one transaction that carries over what everybody has used. */
export function periodChangeRow({ changeToWeeks, changeToNone, changeToMonths }: ReportFigures): Row {
  const slowest = Math.max(changeToWeeks, changeToNone, changeToMonths);
  return {
    measurement: 'slowest change of period over 1,000,000 ledger rows',
    ours: `${slowest.toFixed(0)} ms`,
    baseline: '–',
    ratio: null,
    target: `≤ ${MAX_PERIOD_CHANGE_MS} ms`,
    isMet: slowest <= MAX_PERIOD_CHANGE_MS,
  };
}

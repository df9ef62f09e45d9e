import { usedOf } from '../money/budget.ts';
import type { Balance } from '../money/budget.ts';
import { forecast } from '../money/forecast.ts';
import type { MicroUsd } from '../money/money.ts';
import type { Period } from '../money/period.ts';
import type { AlertRules } from './rules.ts';

/** What an alert is about: a share of the cap in percent, or the pace. */
export type AlertTrigger = number | 'forecast';

/** What moderators want to hear about. */
export type AlertConditions = Pick<AlertRules, 'thresholds' | 'forecast'>;

/** A server's budget at the instant of a hold. */
export interface Usage {
  balance: Balance;
  cap: MicroUsd;
  period: Period;
}

/** Before so much of the period is over, and so much of the budget used, a pace says nothing about its end. */
const SHORTEST_PACE_SHARE = 0.1;
const LEAST_USED_PERCENT = 20;

/** Whether so much of the cap is used: exactly as much counts, in whole numbers so that nothing is rounded. */
export function isReached(threshold: number, used: MicroUsd, cap: MicroUsd): boolean {
  return used * 100 >= cap * threshold;
}

/**
 * Everything watched that the budget has reached. It looks at how things stand, not at one step, so that a cap
 * that was lowered or a raise that ended is noticed too; telling each only once a period is the store's part.
 */
export function reachedBy(watch: AlertConditions, usage: Usage, now: number): AlertTrigger[] {
  const { balance, cap } = usage;
  const reached: AlertTrigger[] = watch.thresholds.filter((threshold) => isReached(threshold, usedOf(balance), cap));
  if (watch.forecast && runsOutEarly(usage, now) !== null) reached.push('forecast');
  return reached;
}

/** When the budget is used up at its pace, if that is before it starts again and the pace can be judged; else null. */
export function runsOutEarly({ balance, cap, period }: Usage, now: number): number | null {
  const used = usedOf(balance);
  const isEarly =
    now - period.startsAt < SHORTEST_PACE_SHARE * ((period.endsAt ?? Number.POSITIVE_INFINITY) - period.startsAt);
  // A budget that is used up needs no forecast.
  if (isEarly || used >= cap || !isReached(LEAST_USED_PERCENT, used, cap)) return null;
  const { emptyAt } = forecast(balance, cap, period, now);
  return emptyAt === 'far' ? null : emptyAt;
}

/** What a change of a server's rules does to its alerts. */
export interface Rearming {
  /** To be told again when they are reached again. */
  armed: AlertTrigger[];
  /** Reached already by a change of the rules: the moderator who made it knows. */
  passed: AlertTrigger[];
}

/**
 * A higher cap arms again everything above the share that is used by then; of `told`, what was told of in the
 * period. Who asks for alerts later, or changes how periods run, is not told what had been reached before.
 */
export function rearm(
  before: { watch: AlertConditions | null; cap: MicroUsd; periodKey: string },
  after: { watch: AlertConditions | null; usage: Usage },
  told: readonly AlertTrigger[],
): Rearming {
  const { balance, cap, period } = after.usage;
  const isReachedNow = (threshold: number): boolean => isReached(threshold, usedOf(balance), cap);
  const wasWatched = (threshold: number): boolean =>
    before.periodKey === period.key && before.watch?.thresholds.includes(threshold) === true;
  return {
    armed: cap > before.cap ? told.filter((trigger) => trigger !== 'forecast' && !isReachedNow(trigger)) : [],
    passed: after.watch?.thresholds.filter((threshold) => isReachedNow(threshold) && !wasWatched(threshold)) ?? [],
  };
}

const RAISE_STEPS: readonly MicroUsd[] = [1_000_000, 5_000_000, 10_000_000, 50_000_000];

/** How much the quick raise adds: a round amount of dollars, at most about the cap itself. */
export function raiseStep(cap: MicroUsd): MicroUsd {
  return RAISE_STEPS.findLast((step) => step <= cap) ?? 1_000_000;
}

const CENT: MicroUsd = 10_000;

/**
 * The cap for everyone after the quick lowering: half of it, or a tenth of the server's when there was none; whole
 * cents where it comes to one.
 */
export function loweredMemberCap(memberCap: MicroUsd | undefined, guildCap: MicroUsd): MicroUsd {
  const lowered = Math.floor(memberCap === undefined ? guildCap / 10 : memberCap / 2);
  const inCents = lowered - (lowered % CENT);
  return inCents === 0 ? lowered : inCents;
}

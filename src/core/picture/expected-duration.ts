import type { Variant } from './request.ts';

/** How long a job of each variant takes before we have seen one, in milliseconds. */
const FIRST_GUESS: Record<Variant, readonly [number, number]> = {
  'medium-turbo': [8_000, 15_000],
  medium: [12_000, 25_000],
  large: [20_000, 45_000],
};

/** How many recent jobs decide what is expected of the next one. */
const MEMORY = 50;
/** How many looks would fit into the window at its first distance. */
const POLLS_IN_WINDOW = 14.7;
/** Few early looks, each wait three times the time gone by: a job that fails at once is told soon. */
const EARLY_GROWTH = 3;
const LATE_GROWTH = 1.25;
const MAX_LATE_DELAY_MS = 10_000;

/** Durations of recent jobs, by variant, oldest first. */
export type Durations = Map<Variant, number[]>;

/** A job seen done ended at most this long before, for what is learnt from it. */
const MAX_CORRECTION_MS = 500;

/**
 * How long a job took that was seen done at `seenMs` and not yet at the look before, in milliseconds. Noted as
 * it was seen, no job would ever count as shorter than the first look at it, and the first look come ever later.
 */
export function durationBetween(lookBeforeMs: number, seenMs: number): number {
  return seenMs - Math.min((seenMs - lookBeforeMs) / 2, MAX_CORRECTION_MS);
}

/** Learns from a finished job how long its variant takes. */
export function noteDuration(durations: Durations, variant: Variant, durationMs: number): void {
  const known = durations.get(variant) ?? [];
  durations.set(variant, [...known, durationMs].slice(-MEMORY));
}

/**
 * How long to wait before the next look at a job, in milliseconds: rarely before it can be done, densely
 * while it is expected to end, ever more rarely once it is late.
 */
export function nextLook(durations: Durations, variant: Variant, elapsedMs: number, minDelayMs: number): number {
  const [from, to] = expectedWindow(durations, variant);
  if (elapsedMs < from)
    return Math.min(Math.max(minDelayMs, from - elapsedMs), EARLY_GROWTH * Math.max(minDelayMs, elapsedMs));
  if (elapsedMs < to) {
    // The more jobs have ended by now, the fewer a look costs: looking ever closer tells soonest for as many looks.
    const share = (to - elapsedMs) / (to - from);
    return Math.max(minDelayMs, ((to - from) / POLLS_IN_WINDOW) * Math.sqrt(share));
  }
  const late = (elapsedMs - to) * (LATE_GROWTH - 1);
  return Math.min(Math.max(minDelayMs, late), Math.max(MAX_LATE_DELAY_MS, minDelayMs));
}

/** The span in which a job of the variant is expected to end: all recent ones but the most extreme. */
function expectedWindow(durations: Durations, variant: Variant): readonly [number, number] {
  const known = durations.get(variant);
  if (known === undefined || known.length < 5) return FIRST_GUESS[variant];
  const sorted = known.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return [at(0.02), at(0.98)];
}

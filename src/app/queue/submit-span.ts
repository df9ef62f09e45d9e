import type { Picture } from '../../core/picture/generation.ts';
import { areSteady } from '../../core/picture/lost-job.ts';
import type { ClockReading } from '../../core/picture/lost-job.ts';
import { pictureName } from '../../core/picture/picture-key.ts';
import { LONGEST_SUBMIT_MS } from '../../core/picture/timing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';

/** When the submits of this process began, by picture: kept until it is known what became of them. */
export type SubmitReadings = Map<string, ClockReading>;

/** What both clocks show now; undefined while the image API's is not known. */
export function readClocks({
  imageApi,
  clock,
}: {
  imageApi: Pick<ImageApi, 'time'>;
  clock: Pick<Clock, 'monotonic'>;
}): ClockReading | undefined {
  const time = imageApi.time();
  return time && { ...time, monotonic: clock.monotonic() };
}

/** When a lost submit was under way, by the image API's clock. */
export interface SubmitSpan {
  from: number;
  to: number;
  /**
   * False when it was only reckoned from our wall clock: then a job may be found by it, and its absence proves nothing.
   */
  isProven: boolean;
}

/** The span on record, unless a clock was set while the submit was under way. */
export function provenSpan(
  picture: Picture,
  began: ClockReading | undefined,
  now: ClockReading | undefined,
): SubmitSpan | undefined {
  if (picture.submitFrom === null) return undefined;
  if (began !== undefined && now !== undefined && !areSteady(began, now)) return undefined;
  const to = Math.max(picture.submitFrom, picture.submitTo ?? picture.submitFrom + LONGEST_SUBMIT_MS);
  return { from: picture.submitFrom, to, isProven: true };
}

/** The span as far as our wall clock can tell, in the image API's time as it is measured today. */
export function reckonedSpan(picture: Picture, now: ClockReading | undefined, wallNow: number): SubmitSpan {
  const ahead = now === undefined ? 0 : (now.earliest + now.latest) / 2 - wallNow;
  const from = Math.round((picture.submittingAt ?? wallNow) + ahead);
  return { from, to: from + LONGEST_SUBMIT_MS, isProven: false };
}

/** What to write down of a submit that began at the one reading and got lost by the other. */
export function lostSpan(
  began: ClockReading | undefined,
  now: ClockReading | undefined,
): { submitFrom: number | null; submitTo: number | null } {
  if (began === undefined || now === undefined || !areSteady(began, now)) return { submitFrom: null, submitTo: null };
  return { submitFrom: began.earliest, submitTo: Math.max(began.earliest, now.latest) };
}

/** The reading of the submit that this process made for the picture. */
export function readingOf(readings: SubmitReadings, picture: Picture): ClockReading | undefined {
  return readings.get(pictureName(picture));
}

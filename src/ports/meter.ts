import { FAILURE_REASONS } from '../core/picture/failure.ts';
import type { PictureState } from '../core/picture/generation.ts';

/** How a picture's way ended: at Krea, or in Discord. */
export const METERED_ENDS = ['finished', 'failed', 'cancelled', 'delivered', 'kept'] as const satisfies PictureState[];
export type MeteredEnd = (typeof METERED_ENDS)[number];

/** Submits that came to nothing without a failure of the picture, and questions without an answer. */
const TROUBLES = ['stale-reference', 'busy', 'unreachable', 'unclear', 'unavailable'] as const;

/** What can go wrong with the image API. */
export const METERED_ERRORS = [...FAILURE_REASONS, ...TROUBLES] as const;
export type MeteredError = (typeof METERED_ERRORS)[number];

/** Counts what happens, for the operator's dashboards. Never throws or waits. */
export interface Meter {
  pictureEnded(state: MeteredEnd, count: number): void;
  /** From the request to its first result in Discord. */
  delivered(seconds: number): void;
  /** The image API refused, was out of reach, or gave no answer. */
  imageApiFailed(reason: MeteredError): void;
  /** From an event's arrival to its first answer. */
  acknowledged(seconds: number): void;
  /** A request came from a server that is not allowed to spend. */
  serverWaits(guildId: string): void;
}

/** Counts nothing. */
export const NO_METER: Meter = {
  pictureEnded: () => undefined,
  delivered: () => undefined,
  imageApiFailed: () => undefined,
  acknowledged: () => undefined,
  serverWaits: () => undefined,
};

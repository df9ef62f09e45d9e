import type { PictureState } from '../../core/generation.ts';

/** How a picture's way ended: at Krea, or in Discord. */
export type MeteredEnd = Extract<PictureState, 'finished' | 'failed' | 'cancelled' | 'delivered' | 'kept'>;

/** Counts what happens, for the operator's dashboards. Never throws, and nobody waits for it. */
export interface Meter {
  pictureEnded(state: MeteredEnd, count: number): void;
  /** From the request to its first result in Discord. */
  delivered(seconds: number): void;
  /** The image API refused, was out of reach, or gave no answer. */
  imageApiFailed(reason: string): void;
  /** From an event's arrival to its first answer. */
  acknowledged(seconds: number): void;
  /** A server asked that nobody has allowed to spend. */
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

import type { MicroUsd } from '../../core/money/money.ts';

/** Pictures that wait for something. */
export interface Backlog {
  /** It is not known whether they were painted. */
  uncertain: number;
  /** They wait for their turn. */
  queued: number;
  /** When the oldest of these was asked for, epoch milliseconds; null when none waits. */
  oldestQueuedAt: number | null;
  /** Records that were found to be unreadable since the start, and are left out. */
  unreadable: number;
}

/** How things stand, over all of a ledger's periods. */
export interface Standing extends Backlog {
  spent: MicroUsd;
  held: MicroUsd;
  /** The servers that spent the most, first. */
  servers: readonly { guildId: string; spent: MicroUsd; held: MicroUsd }[];
}

/** Reads how things stand, for dashboards. */
export interface Gauges {
  /** What waits; quick, however much there is. */
  waiting(): Promise<Backlog>;
  read(mostServers: number): Promise<Standing>;
}

import type { MicroUsd } from '../../core/money.ts';

/** How things stand, over all of a ledger's periods. */
export interface Standing {
  spent: MicroUsd;
  held: MicroUsd;
  uncertain: number;
  /** Pictures that wait for their turn. */
  queued: number;
  /** The servers that spent the most, first. */
  servers: readonly { guildId: string; spent: MicroUsd; held: MicroUsd }[];
}

/** Reads how things stand, for dashboards. */
export interface Gauges {
  read(mostServers: number): Promise<Standing>;
}

import type { Delivery } from '../../src/app/ports/journal.ts';
import type { CapChange, LedgerEntry } from '../../src/app/ports/ledger-reader.ts';
import type { Generation, Picture } from '../../src/core/generation.ts';

/** A generation whose pictures are changed in place; what is handed out is always a copy. */
export type KeptGeneration = Omit<Generation, 'pictures'> & { pictures: Picture[] };

/** Everything that the in-memory ports share. */
export interface Memory {
  generations: Map<string, KeptGeneration>;
  deliveries: Delivery[];
  entries: LedgerEntry[];
  caps: Map<string, number>;
  capChanges: CapChange[];
}

/** Ended, and no delivery told about it. */
export function isUntold({ state, deliveryPart }: Picture): boolean {
  return deliveryPart === null && (state === 'finished' || state === 'failed' || state === 'cancelled');
}

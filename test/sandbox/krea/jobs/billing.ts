import type { KreaRequest } from '../http/request.ts';
import type { Variant } from '../types.ts';

export type Tier = 'text' | 'references' | 'moodboard';
/** What one completed job costs, in micro-dollars. */
export type BillEntry = { jobId: string; variant: Variant; tier: Tier; micros: number; at: number };
export type Billing = ReturnType<typeof createBilling>;

const PRICES: Record<Variant, Record<Tier, number>> = {
  medium: { text: 30_000, references: 35_000, moodboard: 40_000 },
  large: { text: 60_000, references: 65_000, moodboard: 70_000 },
  'medium-turbo': { text: 15_000, references: 17_500, moodboard: 20_000 },
};

/** The prepaid account: charges completed jobs and knows when it is empty. */
export function createBilling(announce: (entry: BillEntry) => void, balance: number | undefined) {
  const entries: BillEntry[] = [];
  let left = balance ?? Number.POSITIVE_INFINITY;

  return {
    charge(jobId: string, variant: Variant, request: KreaRequest, at: number): void {
      const tier = tierOf(request);
      const entry = { jobId, variant, tier, micros: PRICES[variant][tier], at };
      left -= entry.micros;
      entries.push(entry);
      announce(entry);
    },
    /** Jobs already running may take it below zero; only new ones are turned away. */
    exhausted: (): boolean => left <= 0,
    balance: (): number => left,
    topUp(micros: number): void {
      left += micros;
    },
    entries: (): BillEntry[] => [...entries],
  };
}

function tierOf(request: KreaRequest): Tier {
  if ((request.moodboards?.length ?? 0) > 0) return 'moodboard';
  return (request.image_style_references?.length ?? 0) > 0 ? 'references' : 'text';
}

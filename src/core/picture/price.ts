import type { MicroUsd } from '../money/money.ts';
import { VARIANTS } from './request.ts';
import type { PictureRequest, Variant } from './request.ts';

/** What a picture is priced by besides its variant. A moodboard sets the price, with or without references. */
export const TIERS = ['text', 'references', 'moodboard'] as const;
export type Tier = (typeof TIERS)[number];

export interface PriceTable {
  /** Stored with every hold, so that an old entry can be explained after prices change. */
  version: string;
  prices: Partial<Record<Variant, Partial<Record<Tier, MicroUsd>>>>;
}

/** Krea's flat prices per picture. Trained styles and sliders cost nothing extra. */
export const PRICE_TABLE: PriceTable = {
  version: '2026-11',
  prices: {
    medium: { text: 30_000, references: 35_000, moodboard: 40_000 },
    large: { text: 60_000, references: 65_000, moodboard: 70_000 },
    'medium-turbo': { text: 15_000, references: 17_500, moodboard: 20_000 },
  },
};

export interface Price {
  version: string;
  tier: Tier;
  each: MicroUsd;
}

/** The variants of which not every kind of picture has a price: they would be refused. */
export function unpricedVariants(table: PriceTable = PRICE_TABLE): Variant[] {
  return VARIANTS.filter((variant) => TIERS.some((tier) => table.prices[variant]?.[tier] === undefined));
}

/** The tier a request falls into. */
function tierOf(request: Pick<PictureRequest, 'references' | 'moodboard'>): Tier {
  if (request.moodboard !== null) return 'moodboard';
  return request.references.length > 0 ? 'references' : 'text';
}

/** The price of one picture, or undefined when the table has none: an unknown price refuses, it is never 0. */
export function priceOf(
  request: Pick<PictureRequest, 'variant' | 'references' | 'moodboard'>,
  table: PriceTable = PRICE_TABLE,
): Price | undefined {
  const tier = tierOf(request);
  const each = table.prices[request.variant]?.[tier];
  return each === undefined ? undefined : { version: table.version, tier, each };
}

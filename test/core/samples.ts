import * as fc from 'fast-check';

import { ASPECT_RATIOS, CREATIVITIES, MAX_SEED, VARIANTS } from '../../src/core/picture/request.ts';
import type { PictureRequest } from '../../src/core/picture/request.ts';

const slider = fc.integer({ min: -100, max: 100 });

/** Any request that a member can make. */
export const anyRequest: fc.Arbitrary<PictureRequest> = fc.record({
  prompt: fc.string({ minLength: 1, maxLength: 20 }).filter((prompt) => prompt.trim() === prompt),
  variant: fc.constantFrom(...VARIANTS),
  aspectRatio: fc.constantFrom(...ASPECT_RATIOS),
  resolution: fc.constant('1K'),
  seed: fc.integer({ min: 0, max: MAX_SEED }),
  creativity: fc.constantFrom(...CREATIVITIES),
  intensity: slider,
  complexity: slider,
  movement: slider,
  references: fc.array(fc.record({ hash: fc.constant('0'.repeat(64)), strength: fc.constantFrom(0, 0.6, 1) }), {
    maxLength: 4,
  }),
  moodboard: fc.option(fc.record({ id: fc.uuid(), strength: fc.constantFrom(0, 0.35, 1) })),
  style: fc.option(
    fc.record({ id: fc.constant('style-1'), title: fc.constant('Style One'), strength: fc.constantFrom(-2, 1, 2) }),
  ),
});

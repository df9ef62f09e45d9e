import type { Refused } from '../src/core/picture/refusal.ts';

/**
 * What came of a step that only arranges a test. When nothing did, because it was refused, came too late or changed
 * nothing, the test fails here and not somewhere later, where it would look like something else or pass for nothing.
 */
export function arranged<Outcome>(outcome: Outcome | Refused | undefined | false): Outcome {
  if (outcome === undefined || outcome === false) throw new Error('A step that arranges the test changed nothing.');
  if (isRefused(outcome))
    throw new Error(`A step that arranges the test was refused: ${JSON.stringify(outcome.refused)}`);
  return outcome;
}

function isRefused(outcome: unknown): outcome is Refused {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
}

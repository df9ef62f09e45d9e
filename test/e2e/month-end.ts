import { setTimeout as sleep } from 'node:timers/promises';

import { beforeAll } from 'vitest';

import { periodAt, UTC_MONTH } from '../../src/core/money/period.ts';

/** No file of end-to-end tests takes longer on a machine that is not overloaded. */
const LONGEST_FILE_MS = 90_000;

// Budgets start again when the month ends, for the bot in its own process by the real clock: what a test spent just
// before would be gone a moment later, as it should be. So a file that would see it begins afterwards.
beforeAll(async () => {
  const now = Date.now();
  const left = (periodAt(UTC_MONTH, now).endsAt ?? Infinity) - now;
  if (left < LONGEST_FILE_MS) await sleep(left);
});

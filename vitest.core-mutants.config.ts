import { defineConfig } from 'vitest/config';

/** Tests for mutants of `src/core`: its own. With those of its callers, such as approvals, a run takes an hour. */
export default defineConfig({
  test: {
    include: ['test/core/**/*.test.ts'],
    isolate: false,
    testTimeout: 60_000,
  },
});

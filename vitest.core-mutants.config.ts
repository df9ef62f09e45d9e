import { defineConfig } from 'vitest/config';

/** Tests for mutants of `src/core`: its own, which take a second. */
export default defineConfig({
  test: {
    include: ['test/core/**/*.test.ts'],
    isolate: false,
    testTimeout: 60_000,
  },
});

import { defineConfig } from 'vitest/config';

/** Tests for mutants of `src/core`: its own, and those of its callers that take no longer than a few seconds. */
const CALLERS = ['raises', 'run-approved', 'approvals-at-once', 'guild-ceiling', 'member-wallet'];

export default defineConfig({
  test: {
    include: ['test/core/**/*.test.ts', `test/app/{${CALLERS.join(',')}}.test.ts`],
    isolate: false,
    testTimeout: 60_000,
  },
});

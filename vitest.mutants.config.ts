import { defineConfig } from 'vitest/config';

/** Tests for mutants (`npm run mutants`): quick ones that watch the code from inside this process. */
export default defineConfig({
  test: {
    include: ['test/{app,contract,core,fakes,store}/**/*.test.ts', 'test/discord/wording/**/*.test.ts'],
    // These start processes of their own, which no mutant reaches; and one checks the plans of queries, not what they say.
    exclude: ['test/store/processes.test.ts'],
    isolate: false,
    testTimeout: 60_000,
  },
});

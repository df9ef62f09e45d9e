import process from 'node:process';

import { defineConfig } from 'vitest/config';

/** Whose tests must notice a change in which folder: its own. With those of its callers, a run takes hours. */
const TESTS = new Map([
  ['src/core/', ['test/core/**/*.test.ts']],
  ['src/app/', ['test/app/**/*.test.ts']],
  ['src/store/', ['test/store/**/*.test.ts']],
]);
const EVERY_QUICK_TEST = ['test/{app,core,fakes,store,wording}/**/*.test.ts'];

const mutated = (process.env['MUTATED'] ?? '').split(',');
const folder = [...TESTS.keys()].find((one) => mutated.every((file) => file.startsWith(one)));

/** Tests for mutants (`npm run mutants`): quick ones that watch the code from inside this process. */
export default defineConfig({
  test: {
    include: (folder === undefined ? undefined : TESTS.get(folder)) ?? EVERY_QUICK_TEST,
    // Starts processes of its own, which no mutant reaches.
    exclude: ['test/store/sqlite/processes.test.ts'],
    isolate: false,
    testTimeout: 60_000,
  },
});

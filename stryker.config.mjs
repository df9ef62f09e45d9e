import process from 'node:process';

/** Files, with commas in between. */
const mutated = (process.argv.at(-1) ?? '').split(',');
/** The core has tests that take seconds; all others that reach it would make each run one of many minutes. */
const isCoreOnly = mutated.every((file) => file.startsWith('src/core/'));

export default {
  testRunner: 'vitest',
  vitest: { configFile: isCoreOnly ? 'vitest.core-mutants.config.ts' : 'vitest.mutants.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  ignorePatterns: ['data', 'demo-pictures', 'docs/*.png'],
  tempDirName: '.stryker-tmp',
  concurrency: 2,
  timeoutMS: 20_000,
};

import process from 'node:process';

const mutated = process.argv.slice(process.argv.indexOf('--mutate') + 1);
/** Tests of the core take a second; the others that reach it would make each run one of many minutes. */
const isCoreOnly = mutated.length > 0 && mutated.every((file) => file.startsWith('src/core/'));

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

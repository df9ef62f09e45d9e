import process from 'node:process';

/** Files, with commas in between, and perhaps other options behind them. */
const named = process.argv[process.argv.indexOf('--mutate') + 1] ?? '';
// Read by vitest.mutants.config.ts, in the processes that Stryker starts.
process.env['MUTATED'] = named;

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutants.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  ignorePatterns: ['data', 'demo-pictures', 'docs/*.png'],
  concurrency: 2,
  timeoutMS: 6_000,
};

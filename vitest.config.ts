import { defineConfig } from 'vitest/config';

/** Tests that start the bot or a browser; all others are quick. */
const E2E = ['test/e2e/**/*.test.ts', 'test/docs/*-erasure.test.ts', 'test/demo/**/*.test.ts'];
const PAGE = ['test/page/**/*.test.ts'];
/** Tests that load discord.js: it brings another undici than ours, and each takes what the other left behind. */
const DISCORD = ['test/discord/**/*.test.ts'];
/** Those that send by both of them: each file in a process of its own. */
const SANDBOX_DISCORD = ['test/sandbox/discord/**/*.test.ts'];

export default defineConfig({
  test: {
    // End-to-end tests start the bot as its own process; on a busy machine that takes seconds.
    testTimeout: 180_000,
    // End-to-end tests wait more than they compute, so more of them fit than there are cores.
    maxWorkers: 4,
    hookTimeout: 120_000,
    unstubEnvs: true,
    projects: [
      // Most of the time of a quick file is its start: they share their processes, of each project its own.
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: [...E2E, ...PAGE, ...DISCORD, ...SANDBOX_DISCORD],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'quick-discord', include: DISCORD, isolate: false } },
      { extends: true, test: { name: 'quick-sandbox', include: SANDBOX_DISCORD } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: E2E,
          setupFiles: ['test/e2e/month-end.ts'],
          globalSetup: ['test/e2e/warm-start.ts'],
        },
      },
      { extends: true, test: { name: 'page', include: PAGE, setupFiles: ['test/e2e/month-end.ts'] } },
    ],
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // End-to-end tests start the bot as its own process; on a busy machine that takes seconds.
    testTimeout: 180_000,
    // End-to-end tests wait more than they compute, so more of them fit than there are cores.
    maxWorkers: 3,
    hookTimeout: 120_000,
    unstubEnvs: true,
  },
});

import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Lets programs that tests start over and over find their code compiled: half of what a start costs. */
export const WARM = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../node_modules/.cache/programs', import.meta.url)),
};

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Compiles the bot once before all tests: one that is killed leaves nothing behind for the next. */
export function setup(): void {
  // Without settings it ends by itself, when everything has been loaded.
  spawnSync(process.execPath, [MAIN], { env: { PATH: process.env['PATH'] ?? '', ...WARM } });
}

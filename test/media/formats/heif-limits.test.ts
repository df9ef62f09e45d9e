import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { readPrepared } from '../../../src/media/prepare/read-prepared.ts';
import { putTogether } from '../heif-parts.ts';
import type { PutTogether } from '../heif-parts.ts';

const PROGRAM = fileURLToPath(new URL('../../../src/media/prepare/prepare-process.ts', import.meta.url));
/**
 * Has a process say how much memory it took at most, in kilobytes. What Linux counts for the process as such
 * (`resourceUsage`) begins with the size of the process that started it; what it counts for its memory does not.
 */
const TELL_MEMORY = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  const most = () => /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  process.on('exit', () => process.stderr.write(process.platform === 'linux' ? most() : String(process.resourceUsage().maxRSS)));
`)}`;
/** Half of what the largest honest file takes; the process alone takes some 85 MB. */
const MOST_KB = 150_000;

test.each<[string, PutTogether]>([
  [
    'sixteen parts of 51 megapixels that is announced as one of 1000×800',
    { how: 'grid', columns: 4, rows: 4, surface: [32_000, 25_600], announced: [1000, 800] },
  ],
  [
    'sixteen such parts of which one covers everything',
    { how: 'grid', columns: 4, rows: 4, surface: [8000, 6400], announced: [8000, 6400] },
  ],
  [
    'sixteen such parts of which a corner is shown',
    { how: 'grid', columns: 4, rows: 4, surface: [100, 80], announced: [100, 80] },
  ],
  [
    'two such parts upon each other, announced as one of 100×80',
    { how: 'overlay', columns: 2, rows: 1, surface: [8000, 6400], announced: [100, 80] },
  ],
  [
    'two such parts on a surface of 900 megapixels',
    { how: 'overlay', columns: 2, rows: 1, surface: [30_000, 30_000], announced: [100, 80] },
  ],
])(
  'a picture of %s is refused before it takes memory',
  (_, made) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', TELL_MEMORY, PROGRAM], {
      input: putTogether(made),
      env: {},
    });
    expect(status).toBe(0);
    expect(readPrepared(stdout)).toEqual({ problem: expect.stringMatching(/^(?:damaged|too-many-pixels)$/) });
    expect(Number(stderr.toString())).toBeLessThan(MOST_KB);
  },
  60_000,
);

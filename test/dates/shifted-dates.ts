import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { MOMENTS } from './moments.ts';
import type { Moment } from './moments.ts';

/** Where the date could matter; other files can be named instead. */
const FILES = ['test/core', 'test/contract', 'test/store', 'test/app', 'test/e2e/money', 'test/e2e/moderators'];

/**
 * Runs tests at other dates and in other zones, by hand (`npm run shifted-dates -- [--only 'the 1st'] [files]`). Each
 * run has an /etc of its own, in which libfaketime is preloaded: so it reaches every process, also the bot, whose
 * environment a test empties. All share one offset to the real time, and their clocks go on. Needs Linux and Debian's
 * package libfaketime.
 */
async function runAt({ name, at, zone }: Moment, files: readonly string[], library: string): Promise<boolean> {
  const etc = await mkdtemp(join(tmpdir(), 'shifted-etc-'));
  try {
    // Who is not root cannot read all of it, and needs not.
    spawnSync('cp', ['--archive', '/etc/.', etc], { stdio: 'ignore' });
    await writeFile(join(etc, 'ld.so.preload'), `${library}\n`);
    await unlink(join(etc, 'localtime')).catch(() => undefined);
    await symlink(`/usr/share/zoneinfo/${zone}`, join(etc, 'localtime'));
    const offset = Math.round((Date.parse(at) - Date.now()) / 1000);
    await writeFile(join(etc, 'faketimerc'), `${offset < 0 ? '' : '+'}${offset}\n`);

    process.stdout.write(`\n${name}: ${at} in ${zone}\n`);
    const rights = process.getuid?.() === 0 ? [] : ['--map-root-user'];
    const enter = 'mount --make-rprivate / && mount --bind "$1" /etc && shift && exec "$@"';
    const run = spawn(
      'unshare',
      [...rights, '--mount', 'sh', '-c', enter, 'sh', etc, 'npx', 'vitest', 'run', '--reporter', 'dot', ...files],
      { stdio: 'inherit' },
    );
    await once(run, 'exit');
    return run.exitCode === 0;
  } finally {
    await rm(etc, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
});
const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
if (library === undefined) throw new Error('libfaketime is not installed: apt-get install libfaketime.');
const failed: string[] = [];
for (const moment of MOMENTS.filter(({ name }) => name.includes(values.only))) {
  if (!(await runAt(moment, positionals.length > 0 ? positionals : FILES, library))) failed.push(moment.name);
}
process.stdout.write(failed.length === 0 ? '\nThe tests pass at every date.\n' : `\nFailed: ${failed.join('; ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import process from 'node:process';
import { parseArgs } from 'node:util';

/** So many faults in one database, and then another one begins. */
const FAULTS_A_ROUND = 200;

// A long storm, by hand: as many rounds of test/e2e/crash/storm.test.ts as it takes, each by a seed of its own, some at
// once
// (a round mostly waits). It goes on after a round that failed, and ends with 1 then; the seed of each is printed, and
// what a round that failed had to say.
const { values } = parseArgs({
  options: {
    faults: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(randomInt(1e9)) },
    'at-once': { type: 'string', default: '1' },
  },
});
const wanted = Number(values.faults);
const failed: string[] = [];
let begun = 0;
let done = 0;

async function oneAfterAnother(): Promise<void> {
  while (begun < wanted) {
    const seed = wanted <= FAULTS_A_ROUND ? values.seed : `${values.seed}-${begun / FAULTS_A_ROUND + 1}`;
    const faults = Math.min(FAULTS_A_ROUND, wanted - begun);
    begun += FAULTS_A_ROUND;
    const round = spawn(
      'npx',
      ['vitest', 'run', '--project', 'e2e', 'test/e2e/crash/storm.test.ts', '--reporter', 'dot'],
      {
        env: { ...process.env, STORM_SEED: seed, STORM_FAULTS: String(faults) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const said: Buffer[] = [];
    round.stdout.on('data', (part: Buffer) => said.push(part));
    round.stderr.on('data', (part: Buffer) => said.push(part));
    await once(round, 'close');
    done += faults;
    if (round.exitCode !== 0) {
      failed.push(seed);
      process.stdout.write(Buffer.concat(said));
    }
    process.stdout.write(`“${seed}” ${round.exitCode === 0 ? 'held' : 'FAILED'}; ${done} of ${wanted} faults\n`);
  }
}

await Promise.all(Array.from({ length: Number(values['at-once']) }, oneAfterAnother));
process.stdout.write(failed.length === 0 ? 'Every round held.\n' : `Failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

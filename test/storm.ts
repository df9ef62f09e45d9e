import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';

/** So many faults in one database, and then another one begins. */
const FAULTS_A_ROUND = 200;

// A long storm, by hand: as many rounds of test/e2e/storm.test.ts as it takes, each by a seed of its own. It goes on
// after a round that failed, and ends with 1 then; what each did, and its seed, is printed.
const { values } = parseArgs({ options: { faults: { type: 'string', default: '1000' }, seed: { type: 'string', default: String(randomInt(1e9)) } } });
const wanted = Number(values.faults);
let failed = 0;
for (let done = 0; done < wanted; done += FAULTS_A_ROUND) {
  const seed = `${values.seed}-${done / FAULTS_A_ROUND + 1}`;
  const faults = Math.min(FAULTS_A_ROUND, wanted - done);
  const round = spawn('npx', ['vitest', 'run', '--project', 'e2e', 'test/e2e/storm.test.ts', '--reporter', 'dot'], {
    env: { ...process.env, STORM_SEED: seed, STORM_FAULTS: String(faults) },
    stdio: 'inherit',
  });
  await once(round, 'exit');
  if (round.exitCode !== 0) failed += 1;
  process.stdout.write(`${Math.min(done + FAULTS_A_ROUND, wanted)} of ${wanted} faults; failed rounds: ${failed} (the last seed was “${seed}”)\n`);
}
process.exitCode = failed === 0 ? 0 : 1;

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { PICTURE_STATES } from '../../../src/core/picture/generation.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { expectSoundLedger } from '../../contract/ledger/ledger-invariants.ts';
import { EACH, held, NOVEMBER } from '../../contract/samples.ts';

let folder = '';
let url = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  url = `sqlite:${join(folder, 'data', 'krea.db')}`;
});
afterEach(async () => rm(folder, { recursive: true }));

/** Runs a spender and kills it once it has confirmed this many changes; returns all that it confirmed. */
async function spendUntilKilled(confirmations: number): Promise<string[]> {
  const spender = spawn(process.execPath, [join(import.meta.dirname, 'spender.ts'), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(spender, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: spender.stdout })) {
    lines.push(line);
    if (lines.length === confirmations) spender.kill('SIGKILL');
  }
  await exit;
  return lines;
}

test.each([1, 7, 40, 133])(
  'a process killed after %i confirmed changes leaves every one of them, and a sound ledger',
  async (confirmations) => {
    const confirmed = await spendUntilKilled(confirmations);
    expect(confirmed.length).toBeGreaterThanOrEqual(confirmations);

    const store = await openStore(url);
    const pictures = await store.journal.inStates(PICTURE_STATES);
    const states = new Map(pictures.map(({ generationId, index, state }) => [`${generationId}.${index}`, state]));
    const last = new Map(
      confirmed.map((line): [string, string] => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']),
    );
    const older = [...last].filter(([name, state]) => age(states.get(name)) < age(state));
    expect(older).toStrictEqual([]);

    const ids = [...new Set(pictures.map(({ generationId }) => generationId))];
    const generations = await Promise.all(ids.map(async (id) => store.journal.find(id)));
    await expectSoundLedger(
      store,
      generations.filter((generation) => generation !== undefined),
    );
    await store.close();
  },
);

/** How far along a state is: what is stored may be one step ahead of what could still be said, never behind. */
function age(state: string | undefined): number {
  return ['queued', 'submitting', 'running', 'uncertain', 'finished', 'failed', 'cancelled', 'delivered'].indexOf(
    state ?? '',
  );
}

test('two processes on one file open exactly what the budget covers', async () => {
  const run = promisify(execFile);
  const outputs = await Promise.all(
    ['a', 'b'].map(async (name) => run(process.execPath, [join(import.meta.dirname, 'opener.ts'), url, name])),
  );
  expect(outputs.map(({ stdout }) => Number(stdout)).reduce((sum, opened) => sum + opened)).toBe(3);

  const store = await openStore(url);
  expect(await store.budgets.balance('guild', 'guild-1', NOVEMBER.key)).toStrictEqual(held(3 * EACH));
  await store.close();
});

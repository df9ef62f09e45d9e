import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';
import { z } from 'zod';

import { freePort } from '../free-port.ts';
import { bookErrors, moneyOf } from '../ledger-check.ts';
import { addServer, hasPictures, openStudio } from '../studio.ts';

const run = promisify(execFile);

/** What the port for dashboards says: the status, and what is in the way. */
async function health(port: number): Promise<[number, unknown]> {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  const { reasons } = z.object({ reasons: z.array(z.string()).optional() }).parse(await answer.json());
  return [answer.status, reasons];
}

test('a disk that takes nothing ends nobody: reading goes on, who writes is told, and what was under way arrives by itself', async () => {
  const port = await freePort();
  await using studio = await openStudio({ krea: { durationMs: 600_000 }, settings: { METRICS_PORT: String(port) } });
  const { krea } = studio;
  const here = addServer(studio, 'disk');
  const underWay = here.member.command('krea', { prompt: 'a heron', count: 2 });
  await krea.waitFor((one) => (one.jobs().length === 2 ? true : undefined));
  const limitFiles = async (bytes: string) =>
    run('prlimit', ['--pid', String(studio.bot().child.pid), `--fsize=${bytes}:`]);

  await limitFiles('1');
  const late = here.newMember('late').command('krea', { prompt: 'an egret' });
  expect((await late.message(({ loading, text }) => !loading && text !== '')).text).toContain(
    'I can’t use my records right now',
  );
  await here
    .newMember('reader')
    .command('krea-wallet', {})
    .message(({ text }) => text.includes('left to spend here'));
  for (const { id } of krea.jobs()) krea.complete(id);
  await studio.bot().logged('the records cannot be used now: trying again');
  expect(await health(port)).toEqual([503, ['records-cannot-be-written']]);
  await limitFiles('unlimited');

  expect((await underWay.message(hasPictures(2))).pictures).toHaveLength(2);
  expect(await moneyOf(studio, late.id)).toEqual([]);
  const after = here.newMember('after').command('krea', { prompt: 'a grebe' });
  krea.complete((await krea.waitFor((one) => one.jobs()[2])).id);
  expect((await after.message(hasPictures(1))).pictures).toHaveLength(1);
  expect(await health(port)).toEqual([200, undefined]);
  expect(await bookErrors(studio)).toEqual([]);
});

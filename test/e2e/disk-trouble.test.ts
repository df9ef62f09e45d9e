import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { bookErrors, moneyOf } from './ledger-check.ts';
import { addServer, hasPictures, openStudio } from './studio.ts';

const run = promisify(execFile);

test('a disk that takes nothing ends nobody: reading goes on, who writes is told, and what was under way arrives by itself', async () => {
  await using studio = await openStudio({ krea: { durationMs: 600_000 } });
  const { krea } = studio;
  const here = addServer(studio, 'disk');
  const underWay = here.member.command('krea', { prompt: 'a heron', count: 2 });
  await krea.waitFor((one) => (one.jobs().length === 2 ? true : undefined));
  const limitFiles = async (bytes: string) => run('prlimit', ['--pid', String(studio.bot().child.pid), `--fsize=${bytes}:`]);

  await limitFiles('1');
  const late = here.newMember('late').command('krea', { prompt: 'an egret' });
  expect((await late.message(({ loading, text }) => !loading && text !== '')).text).toContain('I can’t use my records right now');
  await here.newMember('reader').command('krea-wallet', {}).message(({ text }) => text.includes('You can spend'));
  for (const { id } of krea.jobs()) krea.complete(id);
  await studio.bot().logged('the records cannot be used now: trying again');
  await limitFiles('unlimited');

  expect((await underWay.message(hasPictures(2))).pictures).toHaveLength(2);
  expect(await moneyOf(studio, late.id)).toEqual([]);
  const after = here.newMember('after').command('krea', { prompt: 'a grebe' });
  krea.complete((await krea.waitFor((one) => one.jobs()[2])).id);
  expect((await after.message(hasPictures(1))).pictures).toHaveLength(1);
  expect(await bookErrors(studio)).toEqual([]);
});

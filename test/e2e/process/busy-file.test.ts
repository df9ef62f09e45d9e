import { expect, test } from 'vitest';

import { holdFile } from '../../store/sqlite/hold-file.ts';
import { freePort } from '../free-port.ts';
import { moneyOf, recorded } from '../ledger-check.ts';
import { addServer, hasPictures, openStudio } from '../studio.ts';

test('another process that holds the file holds up nobody: all are acknowledged, read and told, and work goes on after it', async () => {
  const port = String(await freePort());
  await using studio = await openStudio({ settings: { PORT: port }, krea: { durationMs: 1_000 } });
  const here = addServer(studio, 'locked');
  const underWay = here.member.command('krea', { prompt: 'a heron' });
  await studio.krea.waitFor((krea) => krea.jobs()[0]);

  const holder = await holdFile(studio.databasePath);
  const late = ['ann', 'ben', 'cleo', 'dora', 'emil', 'fay'].map((name) =>
    here.newMember(name).command('krea', { prompt: 'a second heron' }),
  );
  await Promise.all(late.map(async (order) => order.acknowledged()));
  const wallet = await here
    .newMember('reader')
    .command('krea-wallet', {})
    .message(({ text }) => text.includes('left to spend here'));
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect([wallet.ephemeral, health.status]).toEqual([true, 200]);
  for (const order of late) {
    const told = await order.message(({ loading, text }) => !loading && text !== '');
    expect(told.text).toContain('I can’t use my records right now');
  }
  expect(studio.krea.submits()).toHaveLength(1);
  await holder.release();

  for (const order of late) expect(await moneyOf(studio, order.id)).toEqual([]);
  await underWay.message(hasPictures(1));
  // The picture is to be seen a moment before that is on record.
  await studio.bot().logged('"delivered"', underWay.id);
  expect((await recorded(studio, underWay.id)).pictures[0]?.state).toBe('delivered');
  await here.newMember('gus').command('krea', { prompt: 'a third heron' }).message(hasPictures(1));
});

test('a start waits for another process that holds the file, and says so', async () => {
  await using studio = await openStudio();
  await studio.bot().stop();
  const holder = await holdFile(studio.databasePath);
  const restarting = studio.restart();
  await studio.bot().logged('the records cannot be used now: trying again', 'database is locked');
  await holder.release();
  await restarting;
  const order = addServer(studio, 'afterwards').member.command('krea', { prompt: 'a heron' });
  expect((await order.message(hasPictures(1))).pictures).toHaveLength(1);
});

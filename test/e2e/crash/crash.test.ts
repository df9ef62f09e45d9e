import { expect, test } from 'vitest';

import { bookErrors, moneyOf, readStore, recorded } from '../ledger-check.ts';
import { showingsOf } from '../showings.ts';
import { addServer, hasPictures, shareStudio } from '../studio.ts';

const studio = shareStudio({ settings: { KREA_MAX_IN_FLIGHT: '1' } });

test('killed with one picture running and one queued, it finishes both, each submitted and paid once', async () => {
  const { krea, bot, restart } = studio();
  const here = addServer(studio(), 'running');
  const before = krea.submits().length;
  krea.next({ manual: true });
  const running = here.member.command('krea', { prompt: 'a heron' });
  const job = await krea.waitFor((seen) => seen.jobs()[before]);
  await bot().logged(running.id);
  const queued = here.newMember('nora').command('krea', { prompt: 'a crane' });
  await queued.message((message) => message.text.includes('Waiting'));

  await bot().kill();
  expect((await recorded(studio(), queued.id)).pictures[0]?.state).toBe('queued');
  expect(await moneyOf(studio(), running.id)).toEqual(['hold']);
  krea.complete(job.id);
  await restart();
  await running.message(hasPictures(1));
  await queued.message(hasPictures(1));

  expect(krea.submits()).toHaveLength(before + 2);
  for (const { id } of [running, queued]) {
    expect(showingsOf(studio(), id, { ...here, userId: here.member.userId })).toHaveLength(1);
    expect(await moneyOf(studio(), id)).toEqual(['hold', 'settle']);
  }
  expect(await bookErrors(studio())).toEqual([]);
});

test('killed while the submit hangs, it finds the job in the list, and the money stays held until its end', async () => {
  const { krea, bot, restart } = studio();
  const here = addServer(studio(), 'submitting');
  const before = krea.submits().length;
  krea.next({ manual: true });
  krea.faults.add({ method: 'POST', route: '/generate', afterEffect: true, hang: true });
  const order = here.member.command('krea', { prompt: 'a lost answer' });
  const job = await krea.waitFor((seen) => seen.jobs()[before]);

  await bot().kill();
  expect((await recorded(studio(), order.id)).pictures[0]?.state).toBe('submitting');
  await restart();
  await bot().logged('lost job found');
  expect(await moneyOf(studio(), order.id)).toEqual(['hold']);
  krea.complete(job.id);
  await order.message(hasPictures(1));

  expect(krea.submits()).toHaveLength(before + 1);
  expect(showingsOf(studio(), order.id, { ...here, userId: here.member.userId })).toHaveLength(1);
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'settle']);
  expect(await bookErrors(studio())).toEqual([]);
});

test('killed while a submit is uncertain, it keeps the money held and finds the job after the restart', async () => {
  const { krea, bot, restart } = studio();
  const here = addServer(studio(), 'uncertain');
  const before = krea.submits().length;
  const list = krea.faults.add({ method: 'GET', route: /^\/jobs$/, status: 500, times: Infinity });
  krea.faults.add({ method: 'POST', route: '/generate', afterEffect: true, dropSocket: true });
  const order = here.member.command('krea', { prompt: 'a dropped answer' });
  await bot().logged('uncertain picture cannot be looked up now');

  await bot().kill();
  expect((await recorded(studio(), order.id)).pictures[0]?.state).toBe('uncertain');
  expect(await moneyOf(studio(), order.id)).toEqual(['hold']);
  list.remove();
  await restart();
  await order.message(hasPictures(1));

  expect(krea.submits()).toHaveLength(before + 1);
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'settle']);
  expect(await bookErrors(studio())).toEqual([]);
});

test('killed while it fetches the finished picture, it delivers it once after the restart', async () => {
  const { krea, bot, restart } = studio();
  const here = addServer(studio(), 'finished');
  krea.next({ media: { kind: 'hang', times: 1 } });
  const order = here.member.command('krea', { prompt: 'a slow file' });
  await krea.waitFor((seen) =>
    seen.requests.find(({ path, outcome }) => path.startsWith('/media/') && outcome === 'hang'),
  );

  await bot().kill();
  expect((await recorded(studio(), order.id)).pictures[0]?.state).toBe('finished');
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'settle']);
  await restart();
  await order.message(hasPictures(1));

  expect(showingsOf(studio(), order.id, { ...here, userId: here.member.userId })).toHaveLength(1);
  expect(await bookErrors(studio())).toEqual([]);
});

test('killed between the end of the job and the begin of its delivery, it delivers once after the restart', async () => {
  const { krea, bot, restart } = studio();
  const here = addServer(studio(), 'undelivered');
  const before = krea.jobs().length;
  krea.next({ manual: true });
  const order = here.member.command('krea', { prompt: 'an end unseen' });
  const job = await krea.waitFor((seen) => seen.jobs()[before]);
  await bot().logged(job.id);

  await bot().kill();
  krea.complete(job.id);
  const url = `${krea.url}/media/images/${job.fileId}.png`;
  const key = { generationId: order.id, index: 1 };
  await readStore(studio(), async ({ journal }) => journal.move(key, 'running', 'finished', Date.now(), { url }));
  await restart();
  await order.message(hasPictures(1));

  expect(showingsOf(studio(), order.id, { ...here, userId: here.member.userId })).toHaveLength(1);
  expect(await bookErrors(studio())).toEqual([]);
});

test('told to end while work is under way, it exits with 0 and the next start goes on', async () => {
  const { krea, bot, restart } = studio();
  const here = addServer(studio(), 'sigterm');
  const before = krea.submits().length;
  krea.next({ manual: true });
  const running = here.member.command('krea', { prompt: 'a pause' });
  const job = await krea.waitFor((seen) => seen.jobs()[before]);
  await bot().logged(job.id);
  const queued = here.newMember('nils').command('krea', { prompt: 'another pause' });
  await queued.message((message) => message.text.includes('Waiting'));

  expect(await bot().stop()).toBe(0);
  krea.complete(job.id);
  await restart();
  await running.message(hasPictures(1));
  await queued.message(hasPictures(1));

  expect(krea.submits()).toHaveLength(before + 2);
  expect(await bookErrors(studio())).toEqual([]);
});

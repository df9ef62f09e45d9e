import { expect, test } from 'vitest';

import { bookErrors, moneyOf, readStore } from '../ledger-check.ts';
import { showingsOf } from '../showings.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio();

test('while it shuts down, new requests are refused with words and hold nothing, and what was under way arrives once', async () => {
  const { krea, bot, restart } = studio();
  const here = addServer(studio(), 'shutdown');
  const result = await here.member.command('krea', { prompt: 'a crane' }).message(hasPictures(1));
  const [before, jobs] = [krea.submits().length, krea.jobs().length];
  // The shutdown waits a while for the submit's answer: so long people go on asking.
  krea.next({ manual: true });
  krea.faults.add({ method: 'POST', route: '/generate', afterEffect: true, hang: true });
  const running = here.member.command('krea', { prompt: 'a heron' });
  await krea.waitFor((seen) => seen.jobs().length > jobs);

  bot().child.kill('SIGTERM');
  await bot().logged('shutting down');
  const late = [
    here.newMember('nora').command('krea', { prompt: 'too late' }),
    here.owner.command('krea-budget show'),
    here.newMember('vera').press(result, result.buttons.find(({ label }) => label.startsWith('Vary'))?.customId ?? ''),
  ];
  const answers = await Promise.all(late.map(async (handle) => (await privateAnswer(handle)).text));
  expect(await bot().ended()).toBe(0);

  for (const answer of answers) expect(answer).toContain('restarting');
  expect(krea.submits()).toHaveLength(before + 1);
  for (const { id } of late) {
    expect(await readStore(studio(), async ({ journal }) => journal.find(id))).toBeUndefined();
    expect(await moneyOf(studio(), id)).toEqual([]);
  }

  await restart();
  krea.complete((await krea.waitFor((seen) => seen.jobs()[jobs])).id);
  await running.message(hasPictures(1));
  expect(showingsOf(studio(), running.id, { ...here, userId: here.member.userId })).toHaveLength(1);
  expect(await moneyOf(studio(), running.id)).toEqual(['hold', 'settle']);
  expect(await bookErrors(studio())).toEqual([]);
});

test('a request whose acknowledgement is under way when the shutdown begins is refused after it, and holds nothing', async () => {
  const { krea, bot, discord, restart } = studio();
  const here = addServer(studio(), 'shutdown-between');
  const before = krea.submits().length;
  const reached = Promise.withResolvers<void>();
  discord.faults.add({
    delayMs: 600,
    route: ({ path }) => {
      if (path.endsWith('/callback')) reached.resolve();
      return path.endsWith('/callback');
    },
  });
  const between = here.member.command('krea', { prompt: 'between two runs' });
  await reached.promise;

  bot().child.kill('SIGTERM');
  const answer = await privateAnswer(between);
  expect(await bot().ended()).toBe(0);

  expect(answer.text).toContain('restarting');
  expect(discord.messages(here.channelId).some(({ loading }) => loading)).toBe(false);
  expect(await moneyOf(studio(), between.id)).toEqual([]);
  await restart();
  expect(krea.submits()).toHaveLength(before);
});

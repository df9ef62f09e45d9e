import { expect, test } from 'vitest';

import { moneyOf, recorded } from '../ledger-check.ts';
import { showsPictureOf } from '../showings.ts';
import { submitByHand } from '../somebody-else.ts';
import { hasPictures, addServer, shareStudio } from '../studio.ts';

const studio = shareStudio({ settings: { KREA_MAX_IN_FLIGHT: '2' }, hurry: 10 });

const DROPPED = { method: 'POST', route: '/generate', dropSocket: true } as const;

function looksAtList({ requests }: { requests: readonly { path: string }[] }): number {
  return requests.filter(({ path }) => path === '/jobs').length;
}

/** Resolves when the bot has read Krea's job list so many times more. */
async function looked(times: number): Promise<void> {
  const before = looksAtList(studio().krea);
  await studio().krea.waitFor((krea) => looksAtList(krea) >= before + times);
}

test('two lost submits of the same moment stay held rather than guessed, also across a kill', async () => {
  const { krea, bot, restart, discord } = studio();
  const here = addServer(studio(), 'two-lost');
  const other = here.newMember('otto');
  krea.faults.add({ ...DROPPED, afterEffect: true, times: 2 });
  const orders = [here.member.command('krea', { prompt: 'mine' }), other.command('krea', { prompt: 'yours' })];
  await krea.waitFor((seen) => seen.submits().length >= 2);
  await looked(2);

  await bot().kill();
  await restart();
  await looked(4);

  for (const { id } of orders) {
    expect((await recorded(studio(), id)).pictures[0]?.state).toBe('uncertain');
    expect(await moneyOf(studio(), id)).toEqual(['hold']);
    expect(discord.messages(here.channelId).filter((message) => showsPictureOf(message, id))).toEqual([]);
  }
  expect(krea.submits()).toHaveLength(2);
});

test('a lost submit stays held when a job of somebody else was made in the same moment', async () => {
  const { krea } = studio();
  const here = addServer(studio(), 'foreign');
  krea.faults.add({ ...DROPPED, afterEffect: true });
  const order = here.member.command('krea', { prompt: 'one of two' });
  await krea.waitFor((seen) => seen.submits().some(({ body }) => body.prompt === 'one of two'));
  await submitByHand(studio());
  await looked(2);

  expect((await recorded(studio(), order.id)).pictures[0]?.state).toBe('uncertain');
  expect(await moneyOf(studio(), order.id)).toEqual(['hold']);
});

test('the finished pictures of a batch are shown although another one of it stays uncertain', async () => {
  const { krea } = studio();
  const here = addServer(studio(), 'batch');
  const before = krea.submits().length;
  // The second submit's answer is lost after the first picture is finished; a job by somebody else makes it
  // undecidable.
  const unlisten = krea.on('request', ({ method }) => {
    if (method !== 'POST') return;
    unlisten();
    krea.faults.add({ ...DROPPED, afterEffect: true, delayMs: 1_000 });
  });
  const order = here.member.command('krea', { prompt: 'a pair', count: 2 });
  await krea.waitFor((seen) => seen.submits().length >= before + 2);
  await submitByHand(studio());

  const answer = await order.message(hasPictures(1));

  expect(answer.text).toContain('$0.03 stays reserved');
  expect((await recorded(studio(), order.id)).pictures.map(({ state }) => state).toSorted()).toContain('uncertain');
});

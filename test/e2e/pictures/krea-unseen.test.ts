import { expect, test } from 'vitest';

import { systemClock } from '../../sandbox/krea/clock.ts';
import { moneyOf, recorded } from '../ledger-check.ts';
import { addServer, hasPictures, shareStudio } from '../studio.ts';

/** Krea's clock is a quarter of an hour ahead of the one of the bot's machine. */
const AHEAD_MS = 15 * 60_000;

const studio = shareStudio({
  krea: { clock: { ...systemClock, now: () => Date.now() + AHEAD_MS } },
  settings: { KREA_MAX_IN_FLIGHT: '2' },
  hurry: 10,
});

test('a picture whose submit got lost is found and shown although the clocks are far apart, and the log says that they are', async () => {
  const { krea, bot } = studio();
  const here = addServer(studio(), 'clocks-apart');
  krea.faults.add({ method: 'POST', route: '/generate', dropSocket: true, afterEffect: true });
  const order = here.member.command('krea', { prompt: 'a late heron' });

  await order.message(hasPictures(1));
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'settle']);
  expect(krea.submits()).toHaveLength(1);
  expect(await bot().logged("this machine's clock is not the one of Krea")).toMatch(
    /"offsetMs":(?:8[89]|9[01])\d{4}\b/,
  );
});

test('jobs that are no longer ours leave their places to others, and their money waits for a decision', async () => {
  const { krea } = studio();
  const here = addServer(studio(), 'not-ours');
  const forbidden = krea.faults.add({ method: 'GET', route: /^\/jobs\/./, status: 403, times: Infinity });
  const orders = ['one', 'two'].map((prompt) => here.newMember(prompt).command('krea', { prompt }));
  for (const { id } of orders) {
    await expect
      .poll(async () => (await recorded(studio(), id)).pictures[0]?.state, { timeout: 60_000, interval: 200 })
      .toBe('uncertain');
  }
  forbidden.remove();
  const innocent = addServer(studio(), 'innocent').member.command('krea', { prompt: 'of another server' });

  await innocent.message(hasPictures(1));
  for (const { id } of orders) expect(await moneyOf(studio(), id)).toContain('hold');
});

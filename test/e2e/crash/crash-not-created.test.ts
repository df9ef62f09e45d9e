import { expect, test } from 'vitest';

import { APPEARANCE_MS } from '../../../src/core/picture/timing.ts';
import { systemClock } from '../../sandbox/krea/clock.ts';
import { bookErrors, moneyOf, recorded } from '../ledger-check.ts';
import { addServer, shareStudio } from '../studio.ts';

/** How far all clocks have been set ahead. */
let passed = 0;
const studio = shareStudio({ krea: { clock: { ...systemClock, now: () => Date.now() + passed } }, hurry: 10 });

/** Krea's list is believed only so long after the submit was cut off: a job may appear in it late. */
const GRACE_MS = APPEARANCE_MS + 15_000;

test('killed before the submit reached Krea, it gives the money back once that is certain, and submits nothing again', async () => {
  const { krea, bot, restart } = studio();
  const here = addServer(studio(), 'not-created');
  const hanging = krea.faults.add({ method: 'POST', route: '/generate', hang: true });
  const order = here.member.command('krea', { prompt: 'never begun' });
  await krea.waitFor(() => hanging.hits() > 0);

  await bot().kill();
  await restart();
  await krea.waitFor(({ requests }) => requests.some(({ path }) => path === '/jobs'));
  expect((await recorded(studio(), order.id)).pictures[0]?.state).toBe('uncertain');
  expect(await moneyOf(studio(), order.id)).toEqual(['hold']);
  passed = GRACE_MS;
  bot().setAhead(passed);
  const told = await order.message((message) => message.text.includes('nothing was painted'));

  expect(told.text).toContain('Not charged');
  expect(told.pictures).toEqual([]);
  expect(krea.submits()).toEqual([]);
  expect(hanging.hits()).toBe(1);
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'release']);
  expect(await bookErrors(studio())).toEqual([]);
});

import { expect, test } from 'vitest';

import { bookErrors, moneyOf, recorded } from './ledger-check.ts';
import { addServer, shareStudio } from './studio.ts';

const studio = shareStudio();

/** Krea's list is believed only 45 seconds after the submit was cut off: a job may appear in it late. */
const GRACE_TIMEOUT_MS = 120_000;

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
  const told = await order.message((message) => message.text.includes('nothing was painted'), { deadlineMs: GRACE_TIMEOUT_MS });

  expect(told.text).toContain('Not charged');
  expect(told.pictures).toEqual([]);
  expect(krea.submits()).toEqual([]);
  expect(hanging.hits()).toBe(1);
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'release']);
  expect(await bookErrors(studio())).toEqual([]);
}, GRACE_TIMEOUT_MS);

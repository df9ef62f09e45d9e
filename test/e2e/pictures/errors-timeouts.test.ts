import { test } from 'vitest';

import { bookErrors, moneyOf } from '../ledger-check.ts';
import { hasPictures, openStudio } from '../studio.ts';

/** The bot waits half a minute for the answer to a submit: here a tenth of it. */
const HURRIED = { krea: { durationMs: 40 }, hurry: 10 };
const PATIENT = { deadlineMs: 50_000 };

test.concurrent('a submit that is carried out but never answered brings its picture all the same, once', async ({
  expect,
}) => {
  await using studio = await openStudio(HURRIED);
  studio.krea.faults.add({ method: 'POST', route: '/generate', afterEffect: true, hang: true });
  const handle = studio.member.command('krea', { prompt: 'a silent yes' });

  const result = await handle.message(hasPictures(1), PATIENT);

  expect(result.text).toContain('charged $0.03');
  expect(studio.krea.submits()).toHaveLength(1);
  expect(await bookErrors(studio)).toEqual([]);
});

test.concurrent('a submit that is never answered and made no job is not sent again, and its money stays held while that is unclear', async ({
  expect,
}) => {
  await using studio = await openStudio(HURRIED);
  studio.krea.faults.add({ method: 'POST', route: '/generate', hang: true });
  const handle = studio.member.command('krea', { prompt: 'a silent no' });

  const said = await handle.message(({ text }) => text.includes('answer got lost'), PATIENT);

  expect(said.text).toContain('$0.03 stays reserved');
  expect(studio.krea.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect(await moneyOf(studio, handle.id)).toEqual(['hold']);
});

test.concurrent('a look that is never answered holds up neither the picture nor the others', async ({ expect }) => {
  await using studio = await openStudio(HURRIED);
  studio.krea.faults.add({ method: 'GET', route: '/jobs', hang: true });
  const slow = studio.member.command('krea', { prompt: 'looked at in vain' });
  await studio.krea.waitFor((krea) => krea.jobs().find(({ status }) => status === 'completed'));

  await studio.newMember('other').command('krea', { prompt: 'meanwhile' }).message(hasPictures(1));
  await slow.message(hasPictures(1), PATIENT);

  expect(studio.krea.bill()).toHaveLength(2);
  expect(await bookErrors(studio)).toEqual([]);
});

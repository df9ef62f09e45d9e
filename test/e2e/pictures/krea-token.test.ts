import { expect, test } from 'vitest';

import { freePort } from '../free-port.ts';
import { bookErrors, moneyOf } from '../ledger-check.ts';
import { addServer, hasPictures, openStudio, privateAnswer } from '../studio.ts';

const NOT_ACCEPTED = 'Krea didn’t accept this bot’s access key.';
/** As long as the bot does not believe what it is told; hurried waits pass faster, this time does not. */
const UNTIL_BELIEVED_MS = 61_000;

/** The numbers and the health that the operator's dashboard reads. */
async function dashboard(port: number): Promise<{ health: unknown; refusals: number }> {
  const [health, metrics] = await Promise.all(
    ['healthz', 'metrics'].map(async (path) => fetch(`http://127.0.0.1:${port}/${path}`)),
  );
  const refusals = /^krea_bot_krea_errors_total\{reason="token-refused"\} (\d+)$/m.exec(
    (await metrics?.text()) ?? '',
  )?.[1];
  return { health: await health?.json(), refusals: Number(refusals) };
}

test('a token that Krea refuses for good is told of in words, costs nothing, and shows in health, metrics and setup; when it is taken again everything goes on without a restart', async () => {
  const port = await freePort();
  await using studio = await openStudio({ hurry: 20, settings: { METRICS_PORT: String(port) } });
  const { krea, bot } = studio;
  const here = addServer(studio, 'refused');
  krea.next({ manual: true });
  const painting = here.member.command('krea', { prompt: 'under way' });
  await painting.message(({ text }) => text.includes('Painting'));
  const before = await dashboard(port);
  const refusal = krea.faults.add({ answer: 'unauthorized', times: Infinity });

  const waiting = here.newMember('waits').command('krea', { prompt: 'waits and ends' });
  expect((await waiting.message(({ text }) => text.includes('didn’t accept'))).text).toContain(
    'Nothing has been charged',
  );
  bot().advance(UNTIL_BELIEVED_MS);
  const ended = await waiting.message(({ text }) => text.includes(NOT_ACCEPTED));
  expect(ended.text).toContain('Not charged.');
  expect(await moneyOf(studio, waiting.id)).toEqual(['hold', 'release']);
  expect(await bot().logged('Krea refuses the API token again and again')).toContain('"level":"error"');

  const late = here.newMember('comes late').command('krea', { prompt: 'refused at once' });
  const { text } = await privateAnswer(late);
  expect(text).toContain(NOT_ACCEPTED);
  expect(text).toContain('Not charged.');
  expect(await moneyOf(studio, late.id)).toEqual([]);
  expect((await privateAnswer(here.owner.command('krea-setup', {}))).text).toContain(
    '✗ Krea doesn’t accept this bot’s access key.',
  );
  const during = await dashboard(port);
  expect(before).toEqual({ health: expect.objectContaining({ status: 'ok' }), refusals: 0 });
  expect(during.health).toMatchObject({ status: 'unhealthy', reasons: ['krea-token-refused'] });
  expect(during.refusals).toBeGreaterThan(0);

  refusal.remove();
  await bot().logged('Krea takes the API token', '"wasBelieved":true');
  krea.complete(krea.jobs()[0]?.id ?? '');
  await painting.message(hasPictures(1));
  await here.member.command('krea', { prompt: 'taken again' }).message(hasPictures(1));
  expect((await dashboard(port)).health).toMatchObject({ status: 'ok' });
  // However many look, Krea is asked once a minute.
  bot().advance(60_000);
  expect((await privateAnswer(here.owner.command('krea-setup', {}))).text).toContain('✓ Krea is responding.');
  expect(await bookErrors(studio)).toEqual([]);
});

import { expect, test } from 'vitest';

import { freePort } from '../free-port.ts';
import { addServer, hasPictures, openStudio } from '../studio.ts';

test('the metrics tell what a server spent and how its pictures went, and no secret', async () => {
  const port = String(await freePort());
  await using studio = await openStudio({ settings: { METRICS_PORT: port } });
  const here = addServer(studio, 'measured');
  await here.member.command('krea', { prompt: 'a secret heron', count: 2 }).message(hasPictures(2));
  studio.krea.next({ end: { failed: 'object' } });
  await here.member.command('krea', { prompt: 'a failure' }).message(({ text }) => text.includes('Not charged'));
  await studio.bot().stop();
  await studio.restart();

  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

  expect(text).toContain(`krea_bot_server_spent_dollars{server="${here.guildId}"} 0.06`);
  expect(text).toContain('krea_bot_spent_dollars 0.06');
  expect(text).toContain('krea_bot_queued_pictures 0');
  await here.member.command('krea', { prompt: 'another' }).message(hasPictures(1));
  const later = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(later).toContain('krea_bot_pictures_total{state="finished"} 1');
  expect(later).toMatch(/krea_bot_acknowledgement_seconds_count [1-9]/);
  for (const secret of ['heron', studio.krea.token, studio.discord.token]) expect(later).not.toContain(secret);
});

/** What somebody reads who comes through a proxy. */
async function get(port: number, path: string): Promise<[number, string]> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { host: 'bot.example.com', 'x-forwarded-for': '203.0.113.7' },
  });
  return [answer.status, await answer.text()];
}

test('the port for the outside tells strangers neither numbers nor reasons, and the one for dashboards is for this machine alone', async () => {
  const [outside, inside] = [await freePort(), await freePort()];
  await using studio = await openStudio({ settings: { PORT: String(outside), METRICS_PORT: String(inside) } });
  await studio.bot().logged('ready');
  expect(await get(outside, '/metrics')).toEqual([404, '']);
  expect(await get(outside, '/healthz')).toEqual([200, 'ok\n']);
  expect((await get(inside, '/metrics'))[1]).toContain('krea_bot_krea_errors_total{reason="token-refused"} 0');
  expect(await get(inside, '/healthz')).toEqual([
    200,
    '{"status":"ok","stuck":{"uncertainPictures":0,"queuedPictures":0,"oldestQueuedSeconds":0,"unseenSeconds":0,"unreadableRecords":0}}',
  ]);
  expect(await studio.bot().logged('listening for dashboards')).toContain('"host":"127.0.0.1"');
});

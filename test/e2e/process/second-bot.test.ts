import { expect, test } from 'vitest';

import { startBotProcess } from '../bot-process.ts';
import { freePort } from '../free-port.ts';
import { bookErrors, recorded } from '../ledger-check.ts';
import { addServer, hasPictures, openStudio } from '../studio.ts';

const WAITS = 'another bot uses this database: waiting until it ends';

const healthAt = async (at: number) => fetch(`http://127.0.0.1:${at}/healthz`);

test.each(['in order', 'by SIGKILL'])(
  'a second bot waits until the first has ended %s, and then takes up what it left',
  async (how) => {
    await using studio = await openStudio({ krea: { durationMs: 60_000 } });
    const here = addServer(studio, 'rolling');
    const order = here.member.command('krea', { prompt: 'a heron' });
    const job = await studio.krea.waitFor((krea) => krea.jobs()[0]);

    const [port, inside] = [await freePort(), await freePort()];
    const second = startBotProcess({ ...studio.settings, PORT: String(port), METRICS_PORT: String(inside) });
    await second.logged(WAITS);
    expect((await healthAt(port)).status).toBe(503);
    expect(await (await healthAt(inside)).json()).toEqual({ status: 'unhealthy', reasons: ['another-bot-runs'] });
    expect((await recorded(studio, order.id)).pictures[0]?.state).toBe('running');

    await (how === 'in order' ? studio.bot().stop() : studio.bot().kill());
    await second.logged('"ready"');
    studio.krea.complete(job.id);
    await order.message(hasPictures(1));
    expect(second.lines.filter((line) => line.includes(WAITS))).toHaveLength(1);
    expect(studio.krea.submits()).toHaveLength(1);
    expect((await healthAt(port)).status).toBe(200);
    expect(await second.stop()).toBe(0);
    expect(await bookErrors(studio)).toEqual([]);
  },
);

test('a bot that waits for its turn ends in order when it is asked to', async () => {
  await using studio = await openStudio();
  const second = startBotProcess(studio.settings);
  await second.logged(WAITS);
  expect(await second.stop()).toBe(0);
  expect(await second.logged('"shut down"')).toContain('"level":"info"');
  expect(second.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  const order = addServer(studio, 'first').member.command('krea', { prompt: 'a heron' });
  expect((await order.message(hasPictures(1))).pictures).toHaveLength(1);
});

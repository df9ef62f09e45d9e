import { expect, test } from 'vitest';

import { startBotProcess } from '../bot-process.ts';
import { bookErrors, moneyOf } from '../ledger-check.ts';
import { addServer, hasPictures, shareStudio } from '../studio.ts';

const studio = shareStudio({ hurry: 10 });

/** Resolves with the next event of the gateway of that kind. */
async function gatewayEvent(what: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const unlisten = studio().discord.on('gateway', (event) => {
      if (event.what !== what) return;
      unlisten();
      resolve();
    });
  });
}

test('the same interaction delivered twice is one generation', async () => {
  const { krea } = studio();
  const here = addServer(studio(), 'twice');
  const before = krea.submits().length;

  const order = here.member.command('krea', { prompt: 'an echo' }, { deliverTwice: true });
  await order.message(hasPictures(1));
  order.redeliver();
  await studio().bot().logged('event came twice', order.id);

  expect(krea.submits()).toHaveLength(before + 1);
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'settle']);
});

test('an event that the bot had before a kill does nothing when it comes again afterwards', async () => {
  const { krea, bot, restart } = studio();
  const here = addServer(studio(), 'again');
  const order = here.member.command('krea', { prompt: 'a late echo' });
  await order.message(hasPictures(1));
  const before = krea.submits().length;

  await bot().kill();
  await restart();
  order.redeliver();
  await studio().bot().logged('interaction was late or answered already', order.id);

  expect(krea.submits()).toHaveLength(before);
  expect(await moneyOf(studio(), order.id)).toEqual(['hold', 'settle']);
});

test('a dropped connection is resumed: what came meanwhile is answered, what is replayed is not done twice', async () => {
  const { discord, krea } = studio();
  const here = addServer(studio(), 'dropped');
  const first = here.member.command('krea', { prompt: 'before' });
  await first.message(hasPictures(1));
  const before = krea.submits().length;

  const resumed = gatewayEvent('resumed');
  discord.gateway.drop(4000, { rewind: 2 });
  const second = here.member.command('krea', { prompt: 'meanwhile' });
  await resumed;
  await second.message(hasPictures(1));

  expect(krea.submits()).toHaveLength(before + 1);
  expect(await moneyOf(studio(), first.id)).toEqual(['hold', 'settle']);
});

test('a session that Discord has forgotten is begun anew', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'forgotten');
  const identified = gatewayEvent('identified');
  discord.gateway.invalidateSessions();
  discord.gateway.drop(4000);
  await identified;

  await here.member.command('krea', { prompt: 'a new session' }).message(hasPictures(1));

  expect(await bookErrors(studio())).toEqual([]);
});

test('a late acknowledgement holds no money and asks Krea for nothing', async () => {
  const { discord, krea } = studio();
  const here = addServer(studio(), 'late');
  const before = krea.submits().length;
  discord.faults.add({ route: /callback$/, delayMs: 3_500, times: 2 });

  const order = here.member.command('krea', { prompt: 'too late' });
  await expect(order.acknowledged()).rejects.toThrow('did not respond');
  await studio().bot().logged('interaction', 'failed', order.id);

  expect(krea.submits()).toHaveLength(before);
  expect(await moneyOf(studio(), order.id)).toEqual([]);
});

test('an acknowledgement whose answer is lost counts: the picture comes once', async () => {
  const { discord, krea } = studio();
  const here = addServer(studio(), 'lost-answer');
  const before = krea.submits().length;
  discord.faults.add({ route: /callback$/, status: 500, afterEffect: true });

  await here.member.command('krea', { prompt: 'heard' }).message(hasPictures(1));

  expect(krea.submits()).toHaveLength(before + 1);
});

test('while Discord is down at the start the bot waits, and comes up when it is back', async () => {
  const { discord, bot, restart } = studio();
  await bot().kill();
  const down = discord.faults.add({ status: 503, times: Number.POSITIVE_INFINITY });
  const up = restart();
  await bot().logged('trying again');
  down.remove();
  await up;
  const here = addServer(studio(), 'down');

  await here.member.command('krea', { prompt: 'up again' }).message(hasPictures(1));

  expect(await bookErrors(studio())).toEqual([]);
});

test('a token that Discord refuses ends the start with an error that does not show it', async () => {
  const { discord, krea, databasePath } = studio();
  const token = `${discord.token}-wrong`;
  const other = startBotProcess({
    DISCORD_TOKEN: token,
    KREA_API_TOKEN: krea.token,
    DISCORD_API_URL: discord.apiUrl,
    KREA_API_URL: krea.url,
    DATABASE_URL: `sqlite:${databasePath}.other`,
  });

  expect(await other.ended()).toBe(1);
  expect(other.lines.filter((line) => line.includes('cannot start'))).not.toEqual([]);
  expect(other.lines.filter((line) => line.includes(token) || line.includes(krea.token))).toEqual([]);
});

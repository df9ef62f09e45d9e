import { beforeEach, expect, test } from 'vitest';

import { freePort } from '../free-port.ts';
import { addServer, hasPictures, shareStudio } from '../studio.ts';

const METRICS_PORT = String(await freePort());
const studio = shareStudio({ hurry: 10, settings: { METRICS_PORT } });

/** The code with which Discord refuses each wish to begin a session. */
const CODES = { badToken: 4004, shardingRequired: 4011, badIntents: 4013, disallowedIntents: 4014 };
const ENDED = 'gateway connection ended for good';

/** What was wished of the gateway and refused, since the test began. */
let refused: string[] = [];
beforeEach(() => {
  refused = [];
  return studio().discord.on('gateway', ({ what, detail }) => {
    if (what === 'refused') refused.push(detail);
  });
});

async function health(): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${METRICS_PORT}/healthz`)).json();
}

/** Lets Discord take the bot again, which a supervisor starts anew, and has a picture made. */
async function mendAndPaint(name: string): Promise<void> {
  const { discord, bot, restart } = studio();
  discord.gateway.refuseConnections(null);
  await bot().kill();
  await restart();
  await addServer(studio(), name).member.command('krea', { prompt: name }).message(hasPictures(1));
}

test.for([
  [CODES.shardingRequired, 'more servers than its shards may hold'],
  [CODES.badIntents, 'Discord does not know what the bot asks to hear of: update the bot'],
] as const)(
  'a connection that Discord ends with %i leaves the process there, unhealthy, with the reason in the log, and it wishes for no other',
  async ([code, words]) => {
    const { discord, bot } = studio();
    discord.gateway.refuseConnections(code);
    discord.gateway.drop(4000);

    expect(await bot().logged(ENDED, words)).toContain('"level":"error"');
    expect(await health()).toMatchObject({ status: 'unhealthy', reasons: expect.arrayContaining(['gateway-ended']) });
    expect(bot().child.exitCode).toBeNull();
    expect(refused).toEqual([`resume: closed with ${code}`]);
    await mendAndPaint(`after ${code}`);
  },
);

test('a start that Discord ends for intents that the bot may not have takes one session start, and the log says why, not that the bot is ready', async () => {
  const { discord, bot, restart } = studio();
  await bot().kill();
  discord.gateway.refuseConnections(CODES.disallowedIntents);
  const up = restart();

  await bot().logged(ENDED, 'look at Bot in the developer portal');
  expect(await health()).toMatchObject({ status: 'unhealthy', reasons: expect.arrayContaining(['gateway-ended']) });
  expect(refused).toEqual([`identify: closed with ${CODES.disallowedIntents}`]);
  expect(bot().lines.filter((line) => line.includes('"msg":"ready"'))).toEqual([]);
  await mendAndPaint('allowed to start');
  await up;
});

test.for([
  ['a running bot', 'the gateway cannot be reached again', 'Discord does not accept DISCORD_TOKEN'],
  ['a start', 'cannot start', 'DISCORD_TOKEN: Discord does not accept it'],
] as const)(
  'a token that the gateway refuses again and again ends %s with 1, which a supervisor sees, and with words',
  async ([what, line, words]) => {
    const { discord, bot, restart } = studio();
    if (what === 'a start') await bot().kill();
    discord.gateway.refuseConnections(CODES.badToken);
    const up = what === 'a start' ? restart() : Promise.resolve(discord.gateway.drop(4000));
    const ended = bot();

    expect(await ended.ended()).toBe(1);
    expect(await ended.logged(line, words)).toContain('"level":"error"');
    // Four in a row are believed, whether the session that was lost comes before them or not.
    expect(refused.filter((wish) => wish.startsWith('identify'))).toHaveLength(4);
    await mendAndPaint(`${what} after ${CODES.badToken}`);
    await up;
  },
);

test('while the session starts of the day are used up the bot waits and says so, and then connects with one', async () => {
  const { discord, bot, restart } = studio();
  await bot().kill();
  const seen: string[] = [];
  const unlisten = discord.on('gateway', ({ what }) => {
    if (what === 'connected' || what === 'identified' || what === 'refused') seen.push(what);
  });
  discord.gateway.setSessionStarts(0, 6_000);
  const up = restart();

  expect(await bot().logged('the session starts of this day are used up')).toContain('"remaining":0');
  await expect.poll(() => discord.requests.filter(({ route }) => route === '/gateway/bot').length).toBeGreaterThan(2);
  expect(await health()).toEqual(expect.objectContaining({ status: 'unhealthy', reasons: ['gateway-not-ready'] }));
  expect(seen).toEqual([]);

  discord.gateway.setSessionStarts(1);
  await up;
  await addServer(studio(), 'a new day').member.command('krea', { prompt: 'a new day' }).message(hasPictures(1));
  unlisten();
  expect(seen).toEqual(['connected', 'identified']);
  discord.gateway.setSessionStarts(1000);
});

import { REST } from 'discord.js';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { keepToken } from '../../../src/discord/connection/keep-token.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const TOKEN = 'the-token';

/** discord.js's REST over a Discord that answers with one status after the other, the last one for ever. */
function stage(...statuses: number[]) {
  const clock = createFakeClock();
  const asked: { path: string; authorization: string | undefined }[] = [];
  const lines: string[] = [];
  const note = (_fields: object, message: string): void => void lines.push(message);
  const stopping = new AbortController();
  const rest = new REST({
    retries: 0,
    async makeRequest(url, { headers }) {
      asked.push({
        path: new URL(url).pathname,
        authorization: z.record(z.string(), z.string()).parse(headers)['Authorization'],
      });
      const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
      return Response.json(status === 200 ? { id: '1' } : { code: 0, message: `${status}` }, { status });
    },
  });
  const token = keepToken(rest, TOKEN, {
    clock,
    log: { debug: note, info: note, warn: note, error: note },
    stopping: stopping.signal,
  });
  return { rest, clock, asked, lines, token, stop: () => stopping.abort() };
}

test('a single 401 is believed by nobody: the next request carries the token again', async () => {
  const { rest, clock, asked, lines, token, stop } = stage(401, 200);
  await expect(rest.get('/channels/1')).rejects.toMatchObject({ status: 401 });
  await rest.post('/channels/1/messages', { body: {} });
  await clock.pass(60_000);

  expect(asked.map(({ authorization }) => authorization)).toEqual([`Bot ${TOKEN}`, `Bot ${TOKEN}`, `Bot ${TOKEN}`]);
  expect(asked.at(-1)?.path).toBe('/api/v10/applications/@me');
  expect(token.isRefused()).toBe(false);
  expect(lines).toEqual(['Discord takes the token: a refusal was passing']);
  stop();
});

test('a token that is refused again and again is told of, and asked about ever more seldom', async () => {
  const { rest, clock, asked, lines, token, stop } = stage(401);
  await expect(rest.get('/channels/1')).rejects.toMatchObject({ status: 401 });
  await clock.pass(5_000);
  expect(token.isRefused()).toBe(false);
  await clock.pass(10 * 60_000);

  expect(token.isRefused()).toBe(true);
  expect(lines).toEqual(['Discord refuses the token: reset DISCORD_TOKEN and start again']);
  expect(asked.length).toBeLessThan(20);
  stop();
});

test('a token that is taken again is no trouble any more', async () => {
  const { rest, clock, token, stop } = stage(401, 401, 401, 401, 401, 401, 200);
  await expect(rest.get('/channels/1')).rejects.toMatchObject({ status: 401 });
  await clock.pass(60_000);
  expect(token.isRefused()).toBe(true);
  await clock.pass(5 * 60_000);
  expect(token.isRefused()).toBe(false);
  stop();
});

test('an outage says nothing about the token', async () => {
  const { rest, clock, token, stop } = stage(401, 503);
  await expect(rest.get('/channels/1')).rejects.toMatchObject({ status: 401 });
  await clock.pass(10 * 60_000);
  expect(token.isRefused()).toBe(false);
  stop();
});

test('an interaction token that has ended says nothing about the bot’s', async () => {
  const { rest, clock, asked, stop } = stage(401);
  await expect(rest.patch('/webhooks/1/t/messages/@original', { body: {}, auth: false })).rejects.toMatchObject({
    status: 401,
  });
  await clock.pass(60_000);
  expect(asked).toHaveLength(1);
  stop();
});

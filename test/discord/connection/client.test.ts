import { RateLimitError } from 'discord.js';
import { afterEach, expect, test, vi } from 'vitest';

import { createDiscordClient, createDiscordRest } from '../../../src/discord/connection/client.ts';

const now = Date.now;
afterEach(() => {
  Date.now = now;
  vi.useRealTimers();
});

const HOUR_MS = 60 * 60_000;

test('a channel whose limit was used up takes messages again although the clock is set back by hours', async () => {
  let asked = 0;
  const rest = createDiscordRest('http://discord.test/api', {
    async makeRequest() {
      asked += 1;
      const headers = new Headers({
        'content-type': 'application/json',
        'x-ratelimit-bucket': 'posts',
        'x-ratelimit-remaining': asked === 2 ? '0' : '4',
        'x-ratelimit-reset-after': '2',
      });
      return {
        ok: true,
        status: 200,
        statusText: 'OK',
        headers,
        body: null,
        bodyUsed: false,
        arrayBuffer: async () => new ArrayBuffer(0),
        json: async () => ({}),
        text: async () => '{}',
      };
    },
  });
  rest.setToken('token');
  const post = async (): Promise<unknown> => rest.post('/channels/1234567890123456789/messages', { body: {} });

  // The first answer names the bucket, the second one uses it up.
  await post();
  await post();
  Date.now = () => now() - 3 * HOUR_MS;
  // One attempt may hear of the limit; whoever posts tries again.
  await expect(post()).rejects.toThrow(RateLimitError);
  await post();
  expect(asked).toBe(3);
});

test('after a login that failed nothing is kept of the interactions that were answered', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let isDown = true;
  const makeRequest = async (): Promise<Response> =>
    isDown ? Response.json({ message: 'down' }, { status: 503 }) : new Response(null, { status: 204 });
  const client = createDiscordClient('http://discord.test/api', { makeRequest });
  const rest = createDiscordRest('http://discord.test/api', { makeRequest });
  await expect(client.login('a.token')).rejects.toMatchObject({ status: 503 });

  isDown = false;
  for (const token of ['one', 'two']) await rest.delete(`/webhooks/1/${token}/messages/@original`, { auth: false });
  expect(rest.handlers.size).toBeGreaterThanOrEqual(2);
  vi.advanceTimersByTime(HOUR_MS);
  expect(rest.handlers.size).toBe(0);
});

import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, test } from 'vitest';

import { errorFields, routeOf, safeError } from '../../../src/discord/rest/safe-error.ts';

const SECRET = 'aW50ZXJhY3Rpb246MTMwMDAwMDAwMDAwMDAwMDAwMQ';
const PROMPT = 'a very private prompt';
const url = `https://discord.com/api/v10/webhooks/1300000000000000005/${SECRET}/messages/%40original?x=${SECRET}`;
const request = { body: { content: PROMPT }, files: [{ name: 'a.png', data: Buffer.from(PROMPT) }] };

describe('what is logged of an error', () => {
  test('holds code, status, method, route and the mistakes, and nothing else', () => {
    const error = new DiscordAPIError(
      {
        code: 50035,
        message: PROMPT,
        errors: { components: { 0: { content: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: PROMPT }] } } } },
      },
      50035,
      400,
      'PATCH',
      url,
      request,
    );
    expect(safeError(error)).toStrictEqual({
      name: 'DiscordAPIError',
      code: 50035,
      status: 400,
      method: 'PATCH',
      route: '/webhooks/:id/:token/messages/@original',
      mistakes: ['components.0.content: BASE_TYPE_BAD_LENGTH'],
    });
  });

  test('stands under `err`, as all errors do, with the call to Discord beside it', () => {
    expect(errorFields(new HTTPError(502, SECRET, 'POST', url, request))).toStrictEqual({
      err: { name: 'HTTPError', code: null, status: 502 },
      method: 'POST',
      route: '/webhooks/:id/:token/messages/@original',
    });
    const ours = new TypeError('a mistake of ours');
    expect(errorFields(ours)).toStrictEqual({ err: ours });
  });

  test.each([
    new HTTPError(502, SECRET, 'POST', url, request),
    Object.assign(new TypeError(`Invalid URL ${url}`), { code: 'ERR_INVALID_URL', input: url }),
    new Error(url, { cause: new Error(url) }),
    url,
    undefined,
  ])('never holds a token, a link or a prompt: %#', (error) => {
    const logged = JSON.stringify(safeError(error));
    expect(logged).not.toContain(SECRET);
    expect(logged).not.toContain(PROMPT);
    expect(logged).not.toContain('https:');
  });

  test.each([
    ['https://discord.com/api/v10/channels/1300000000000000004/messages', '/channels/:id/messages'],
    [
      'http://127.0.0.1:1234/api/v10/interactions/1300000000000000004/abc.def-_x/callback?with_response=true',
      '/interactions/:id/:token/callback',
    ],
    ['http://127.0.0.1:1234/api/v10/webhooks/1/abc', '/webhooks/:id/:token'],
    [`https://discord.com/api/v10/elsewhere/${SECRET}`, '/elsewhere/:token'],
    ['not an address', null],
  ])('%s is logged as %s', (address, route) => {
    expect(routeOf(address)).toBe(route);
  });
});

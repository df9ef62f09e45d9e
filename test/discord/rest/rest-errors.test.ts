import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, test } from 'vitest';

import { judgeError } from '../../../src/discord/rest/rest-errors.ts';

const URL_WITH_TOKEN = 'https://discord.com/api/v10/webhooks/1300000000000000005/secret/messages/@original';
const answer = (status: number, code: number | string, extra: object = {}): DiscordAPIError =>
  new DiscordAPIError({ code: Number(code), message: 'no', ...extra }, code, status, 'PATCH', URL_WITH_TOKEN, {
    body: {},
    files: undefined,
  });
/** What discord.js makes of an answer that is not Discord's JSON. */
const foreign = (status: number): DiscordAPIError => {
  const error = answer(status, 0);
  Reflect.set(error, 'code', undefined);
  return error;
};
const failed = (code: string): Error => Object.assign(new Error(code), { code });
const judge = (error: unknown, repeats = false) => judgeError(error, { repeats });

describe('an error of Discord’s REST', () => {
  test.each([
    10003, 10004, 10008, 10015, 10062, 20009, 40007, 50001, 50005, 50007, 50013, 50027, 50083, 160014, 400001, 40094,
    99999,
  ])('%i closes this way', (code) => {
    const verdict = judge(answer(code === 50027 ? 401 : 403, code));
    expect(verdict).toMatchObject({ kind: 'closed', detail: expect.stringMatching(/\w+/u) });
    // A permission can be given back; what is gone stays gone.
    expect('mayReopen' in verdict).toBe(code === 50001 || code === 50013);
  });

  test.each([
    [413, 40005],
    [400, 50045],
    [413, 0],
  ])('%i with %i is too large', (status, code) => {
    expect(judge(answer(status, code))).toStrictEqual({ kind: 'too-large' });
  });

  test.each([200000, 240000])('%i is a filter’s no', (code) => {
    expect(judge(answer(400, code))).toStrictEqual({ kind: 'blocked' });
  });

  test.each([
    [400, 20016],
    [400, 20028],
    [400, 40003],
    [403, 130000],
    [429, 0],
  ])('%i with %i passes by', (status, code) => {
    expect(judge(answer(status, code, { retry_after: 7.5 }))).toStrictEqual({ kind: 'delayed', retryAfterMs: 7_500 });
    expect(judge(answer(status, code))).toStrictEqual({ kind: 'delayed', retryAfterMs: 5_000 });
  });

  test.each([
    [-1, 5_000],
    [0, 1_000],
    [1e9, 60_000],
    [86_400, 60_000],
  ])('never delays by a senseless time: %d s', (retry_after, retryAfterMs) => {
    expect(judge(answer(400, 20016, { retry_after }))).toStrictEqual({ kind: 'delayed', retryAfterMs });
  });

  test('a token that is doubted closes nothing: one answer is no lasting truth', () => {
    expect(judge(answer(401, 0)).kind).toBe('delayed');
  });

  test('50035 asks for another form', () => {
    expect(judge(answer(400, 50035))).toMatchObject({ kind: 'invalid-form' });
  });

  test('a rate limit that discord.js does not wait for is a delay of its length', () => {
    const error = new RateLimitError({
      timeToReset: 2_000,
      limit: 5,
      method: 'POST',
      hash: '',
      url: URL_WITH_TOKEN,
      route: '',
      majorParameter: '',
      global: false,
      retryAfter: 9_000,
      sublimitTimeout: 0,
      scope: 'user',
    });
    expect(judge(error)).toStrictEqual({ kind: 'delayed', retryAfterMs: 9_000 });
  });

  test.each([403, 407, 451])(
    'status %i without a code of Discord’s comes from in front of it, and passes',
    (status) => {
      expect(judge(foreign(status)).kind).toBe('delayed');
      expect(judge(answer(status, 40333)).kind).toBe('delayed');
    },
  );

  test.each([500, 502, 503, 504])('status %i may have had an effect', (status) => {
    expect(judge(new HTTPError(status, '', 'POST', URL_WITH_TOKEN, { body: {}, files: undefined }))).toStrictEqual({
      kind: 'unclear',
    });
  });

  test.each(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'EPIPE'])(
    '%s may have had an effect',
    (code) => {
      expect(judge(failed(code))).toStrictEqual({ kind: 'unclear' });
    },
  );

  test.each([
    Object.assign(new Error('aborted'), { name: 'AbortError' }),
    new SyntaxError('bad JSON'),
    'a string',
    undefined,
    null,
  ])('%s may have had an effect', (error) => {
    expect(judge(error)).toStrictEqual({ kind: 'unclear' });
  });

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    '%s had none, unless something was sent before it',
    (code) => {
      expect(judge(failed(code)).kind).toBe('delayed');
      expect(judge(failed(code), true)).toStrictEqual({ kind: 'unclear' });
    },
  );
});

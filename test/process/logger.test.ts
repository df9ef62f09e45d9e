import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { DiscordAPIError } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import type { Log } from '../../src/ports/log.ts';
import type { LogLevel } from '../../src/process/config.ts';
import { createLogOutput } from '../../src/process/log-output.ts';
import { createLogger } from '../../src/process/logger.ts';

function createCapture(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const logger = createLogger(level, { write: (line: string) => void lines.push(line) });
  const log: Log = logger;
  return { log, logger, lines, last: (): unknown => JSON.parse(lines.at(-1) ?? 'null') };
}

const TOKEN = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OkZha2VUb2tlbg';

function discordError(): DiscordAPIError {
  return new DiscordAPIError(
    { code: 50_035, message: `Invalid Form Body at /webhooks/1234/${TOKEN}/messages/@original` },
    50_035,
    400,
    'PATCH',
    `https://discord.com/api/v10/webhooks/1234/${TOKEN}/messages/@original`,
    { body: { content: 'a secret prompt' }, files: [{ name: 'picture.png', data: Buffer.from('file-bytes') }] },
  );
}

describe('the log', () => {
  test('a line has the level in words, an ISO time, its fields and a static message', () => {
    const { log, last } = createCapture();
    log.info({ generationId: '1' }, 'Generation opened.');
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      generationId: '1',
      msg: 'Generation opened.',
    });
  });

  test('lines below the level are left out', () => {
    const { log, lines } = createCapture('warn');
    log.info({}, 'Not wanted.');
    log.warn({}, 'Wanted.');
    expect(lines).toHaveLength(1);
  });

  test.each(['err', 'error', 'cause', 'reason'])(
    'an error of discord.js as %s leaks neither token nor files nor prompt',
    (name) => {
      const { log, lines, last } = createCapture();
      log.error({ [name]: discordError() }, 'Editing the reply failed.');
      expect(last()).toMatchObject({ [name]: { code: 50_035, status: 400 } });
      expect(lines.join('')).not.toMatch(
        new RegExp(`${TOKEN}|secret prompt|file-bytes|requestBody|picture\\.png|https:`),
      );
    },
  );

  test('an error passed instead of fields, or as the cause of another, leaks nothing either', () => {
    const { logger, log, lines } = createCapture();
    logger.error(discordError(), 'Editing the reply failed.');
    log.error({ err: new Error('Delivery failed.', { cause: discordError() }) }, 'Delivery failed.');
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toMatch(new RegExp(`${TOKEN}|secret prompt|file-bytes|https:`));
  });

  test('an error keeps its name, code, cause and the frames of our own code', () => {
    const { log, last } = createCapture();
    const cause = Object.assign(new TypeError('connect ECONNREFUSED 127.0.0.1:80'), { code: 'ECONNREFUSED' });
    log.error({ err: new RangeError('Too far.', { cause }) }, 'Failed.');
    expect(last()).toMatchObject({
      err: {
        name: 'RangeError',
        message: 'Too far.',
        stack: expect.arrayContaining([expect.stringMatching(/^at .*test\/process\/logger\.test\.ts:\d+:\d+/)]),
        cause: { name: 'TypeError', message: 'connect ECONNREFUSED 127.0.0.1:80', code: 'ECONNREFUSED' },
      },
    });
  });

  test('an error that quotes its link or is very long is cut', () => {
    const { log, last } = createCapture();
    log.error(
      { err: new Error(`Fetching https://cdn.discordapp.com/a.png?hm=abc failed. ${'word '.repeat(1000)}`) },
      'Failed.',
    );
    expect(last()).toMatchObject({
      err: { message: expect.stringMatching(/^Fetching \[link\] failed\. (word )+.{0,4}$/) },
    });
    expect(JSON.stringify(last()).length).toBeLessThan(2000);
  });

  test('an error that is its own cause ends', () => {
    const { log, lines } = createCapture();
    const error = new Error('Round.');
    error.cause = error;
    log.error({ err: error }, 'Failed.');
    expect(lines).toHaveLength(1);
  });

  test.each([undefined, null, 'text', 7, {}])('%s thrown instead of an error can be logged', (thrown) => {
    const { log, last } = createCapture();
    log.error({ err: thrown }, 'Failed.');
    expect(last()).toMatchObject({ level: 'error', msg: 'Failed.' });
  });

  test('a reason in words stays as it is, without links', () => {
    const { log, last } = createCapture();
    log.info({ reason: 'SIGTERM' }, 'Shutting down.');
    expect(last()).toMatchObject({ reason: 'SIGTERM' });
    log.info({ reason: 'see https://example.com/secret' }, 'Shutting down.');
    expect(last()).toMatchObject({ reason: 'see [link]' });
  });

  test('secret fields are blanked wherever they come in', () => {
    const { log, lines } = createCapture();
    const secrets = {
      token: 'hidden',
      authorization: 'hidden',
      prompt: 'hidden',
      url: 'hidden',
      referenceUrls: ['hidden'],
    };
    log.info(secrets, 'At the top.');
    log.info({ generation: { request: secrets, reply: secrets, pictures: [secrets] } }, 'Deep within.');
    log.info({ request: { headers: secrets } }, 'In a request.');
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain('hidden');
    expect(lines.join('')).toContain('[redacted]');
  });

  test('secret fields of a child logger are blanked too', () => {
    const { logger, lines } = createCapture();
    logger.child({ interactionId: '1', token: 'hidden' }).info({}, 'Interaction received.');
    expect(lines.join('')).toContain('"interactionId":"1"');
    expect(lines.join('')).not.toContain('hidden');
  });

  test('what was logged is not changed by it', () => {
    const { log } = createCapture();
    const fields = { reply: { token: 'kept' } };
    log.info(fields, 'Logged.');
    expect(fields).toEqual({ reply: { token: 'kept' } });
  });
});

/** A place with room for so many bytes, as on a disk that gets full. */
function createDisk(room: number) {
  const disk = { room, text: '' };
  const output = createLogOutput((bytes) => {
    if (disk.room <= 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const taken = bytes.subarray(0, disk.room);
    disk.room -= taken.length;
    disk.text += Buffer.from(taken).toString();
    return taken.length;
  });
  return { disk, log: createLogger('info', output) };
}

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('what a library says', () => {
  const HERON = 'a grey heron wades through fog';

  test.each([
    ['the parser of JSON', () => JSON.parse(HERON)],
    ['the engine', () => BigInt(HERON)],
    ['the runtime', () => new URL(HERON)],
    [
      'discord.js',
      () => new DiscordAPIError({ code: 200_000, message: `Blocked: ${HERON}` }, 200_000, 400, 'PATCH', '/x', {}),
    ],
    ['zod', () => z.strictObject({ size: z.int() }).parse({ size: HERON, [HERON]: 1 })],
    ['somebody who throws no error', () => ({ name: HERON, message: HERON, code: HERON })],
    ['a cause', () => new Error('failed', { cause: thrownBy(() => JSON.parse(HERON)) })],
  ])('%s: words that it may have been given are left out', (_who, work) => {
    const { log, last } = createCapture();
    log.error({ err: thrownBy(work) }, 'failed');
    expect(last()).toMatchObject({ err: { name: expect.any(String) } });
    expect(JSON.stringify(last())).not.toMatch(/grey|heron|wades|fog/);
  });

  test('what it says itself, and where a schema was not met, is told', () => {
    const { log, last } = createCapture();
    log.error(
      { err: new DiscordAPIError({ code: 50_035, message: 'Invalid Form Body' }, 50_035, 400, 'PATCH', '/x', {}) },
      'failed',
    );
    expect(last()).toMatchObject({ err: { message: 'Invalid Form Body' } });
    log.error({ err: thrownBy(() => z.object({ size: z.int() }).parse({ size: 'large' })) }, 'failed');
    expect(last()).toMatchObject({ err: { name: 'ZodError', message: 'invalid_type at size' } });
  });

  test('errors of the system and of the database keep their words', () => {
    const { log, last } = createCapture();
    log.error({ err: thrownBy(() => readFileSync('/nowhere/krea.db')) }, 'failed');
    expect(last()).toMatchObject({ err: { message: "ENOENT: no such file or directory, open '/nowhere/krea.db'" } });
    log.error({ err: thrownBy(() => new DatabaseSync(':memory:').exec('select * from heron')) }, 'failed');
    expect(last()).toMatchObject({ err: { message: 'no such table: heron' } });
  });
});

describe('a log that cannot be written', () => {
  test('never throws, goes on when there is room, and says how many lines are missing', () => {
    const { disk, log } = createDisk(0);
    for (let count = 0; count < 5; count += 1) log.info({ count }, 'lost');
    expect(disk.text).toBe('');
    disk.room = 10_000;
    log.info({}, 'first again');
    log.info({}, 'second again');
    const lines: unknown[] = disk.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { msg: 'first again' },
      { level: 'error', msg: 'lines of this log could not be written', lines: 5 },
      { msg: 'second again' },
    ]);
  });

  test('a line that broke off stands alone, and is counted', () => {
    const { disk, log } = createDisk(15);
    log.info({}, 'broken');
    log.info({}, 'lost');
    disk.room = 10_000;
    log.info({}, 'whole');
    const [broken, ...whole] = disk.text.trim().split('\n');
    expect(broken).toHaveLength(15);
    expect(whole.map((line): unknown => JSON.parse(line))).toMatchObject([{ msg: 'whole' }, { lines: 2 }]);
  });

  test('the missing lines are not forgotten when the line about them is lost as well', () => {
    const { disk, log } = createDisk(0);
    log.info({}, 'lost');
    log.info({}, 'lost');
    disk.room = 70;
    log.info({}, 'just fits');
    disk.room = 10_000;
    log.info({}, 'whole');
    expect(disk.text).toMatch(/"lines":[23],"msg":"lines of this log could not be written"/);
  });

  test('a field that cannot be read costs its line and nothing else', () => {
    const { log, lines } = createCapture();
    const unreadable = {
      get field(): string {
        throw new Error('not readable');
      },
    };
    log.info({ unreadable }, 'lost');
    log.info({}, 'whole');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ msg: 'whole' }, { lines: 1 }]);
  });

  test.each(['message', 'stack', 'cause', 'code'])(
    'an error whose %s throws when it is looked at can be logged',
    (name) => {
      const { log, last } = createCapture();
      const error = new Error('odd');
      Object.defineProperty(error, name, {
        get: () => {
          throw new Error('not readable');
        },
      });
      log.error({ err: error }, 'failed');
      expect(last()).toMatchObject({ msg: 'failed', err: { name: 'Error' } });
    },
  );
});
